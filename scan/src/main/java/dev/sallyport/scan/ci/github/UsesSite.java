package dev.sallyport.scan.ci.github;

import org.jspecify.annotations.Nullable;

/// One `uses:` with what it belongs to.
///
/// @param job null in an action
/// @param step null when the job itself calls a reusable workflow
public record UsesSite(GithubFile owner, @Nullable Job job, @Nullable Step step, Uses uses) {

  public String route() {
    return (job == null ? "" : job.id()) + "/" + (step == null ? "" : step.id());
  }
}
