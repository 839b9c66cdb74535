package dev.sallyport.scan.ci.github;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A step with what it belongs to.
///
/// @param owner a workflow or a composite action
/// @param job null in an action
public record Site(GithubFile owner, @Nullable Job job, Step step) {

  public Optional<Workflow> workflow() {
    return owner instanceof Workflow workflow ? Optional.of(workflow) : Optional.empty();
  }

  /// Names that stay when lines move: job and step.
  public String route() {
    return (job == null ? "" : job.id()) + "/" + step.id();
  }
}
