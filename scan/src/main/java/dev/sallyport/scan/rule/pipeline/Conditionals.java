package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.JobSite;
import dev.sallyport.scan.ci.github.Project;
import dev.sallyport.scan.ci.github.Site;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.syntax.expression.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Every `if:` of a project.
final class Conditionals {
  private Conditionals() {}

  /// @param job null in an action
  /// @param step null for a job's own condition
  record Conditional(GithubFile owner, @Nullable Job job, @Nullable Step step, Text text) {
    String route() {
      return (job == null ? "" : job.id()) + "/" + (step == null ? "" : step.id());
    }

    /// All nodes of its expressions.
    Stream<Expr> nodes() {
      return text.template().expressions().stream()
          .flatMap(e -> e.parsed().tree().stream())
          .flatMap(Expr::walk);
    }
  }

  static List<Conditional> of(Project project) {
    List<Conditional> out = new ArrayList<>();
    for (JobSite site : project.jobs()) {
      Text text = site.job().condition();
      if (text != null) {
        out.add(new Conditional(site.workflow(), site.job(), null, text));
      }
    }
    for (Site site : project.steps()) {
      Text text = site.step().condition();
      if (text != null) {
        out.add(new Conditional(site.owner(), site.job(), site.step(), text));
      }
    }
    return out;
  }
}
