package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Fix;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.Site;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.fix.EnvIndirection;
import dev.sallyport.scan.rule.RuleContext;
import dev.sallyport.scan.syntax.yaml.YamlMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Expressions in a script become environment variables, all open ones of a step at once, so that
/// the fixes of several findings in it are one.
final class EnvFix {
  private EnvFix() {}

  static Optional<Fix> of(RuleContext context, Site site) {
    Step step = site.step();
    EnvIndirection indirection =
        new EnvIndirection(context.edits(site.owner()), step.node(), outer(site));
    Text run = step.run();
    if (run != null) {
      if (!run.mayHaveExpressions()) {
        return Optional.empty();
      }
      List<Span> open = ExpressionInScript.open(site, run);
      return open.isEmpty()
          ? Optional.empty()
          : inShell(site, indirection, open).fix("Pass the value through an environment variable");
    }
    if (!step.isUsing("actions/github-script")) {
      return Optional.empty();
    }
    return step.with()
        .get("script")
        .map(input -> ExpressionInScript.open(site, input.value()))
        .filter(open -> !open.isEmpty())
        .flatMap(
            open ->
                indirection
                    .githubScript(open)
                    .fix("Read the value from the environment of the step"));
  }

  /// Windows takes PowerShell where no shell is named, for which `"${TITLE}"` is an empty text.
  private static EnvIndirection.Outcome inShell(
      Site site, EnvIndirection indirection, List<Span> open) {
    DefaultShell shell = DefaultShell.of(site);
    EnvIndirection.Outcome outcome = indirection.run(shell.language(), open);
    return shell.certain()
        ? outcome
        : outcome.doubted(
            "no shell is named and the runner may be one with Windows, where PowerShell reads"
                + " variables in another way; name the shell");
  }

  private static List<YamlMapping> outer(Site site) {
    List<YamlMapping> out = new ArrayList<>();
    if (site.job() != null && site.job().node().get("env").orElse(null) instanceof YamlMapping m) {
      out.add(m);
    }
    if (site.owner() instanceof Workflow workflow
        && workflow.root().get("env").orElse(null) instanceof YamlMapping m) {
      out.add(m);
    }
    return out;
  }
}
