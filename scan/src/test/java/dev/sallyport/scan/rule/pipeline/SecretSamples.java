package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.ci.github.GithubParser;
import dev.sallyport.scan.ci.github.GithubPaths;
import dev.sallyport.scan.ci.github.Project;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Policies;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Runs one rule over one workflow, or over one script whose environment has secrets.
final class SecretSamples {
  private SecretSamples() {}

  static List<Finding> script(Rule rule, String script) {
    return script(rule, Policies.DEFAULT, script);
  }

  /// The script sees the secrets TOKEN and ACCOUNT and the user name BOT_USER.
  static List<Finding> script(Rule rule, Policies policies, String script) {
    return workflow(
        rule,
        policies,
        """
        on: push
        permissions: {}
        jobs:
          build:
            runs-on: ubuntu-24.04
            steps:
              - env:
                  TOKEN: ${{ secrets.TOKEN }}
                  ACCOUNT: ${{ secrets.ACCOUNT }}
                  BOT_USER: ${{ secrets.BOT_USER }}
                run: |
        """
            + script.indent(10));
  }

  static List<Finding> workflow(Rule rule, Policies policies, String yaml) {
    SourceText file = new SourceText(".github/workflows/ci.yml", yaml, "sample");
    if (GithubParser.parse(file, GithubPaths.Kind.WORKFLOW)
        instanceof GithubParser.Outcome.Parsed(var workflow)) {
      Findings out = new Findings(rule.info());
      Project project = new Project(List.of(workflow), Map.of(), Set.of(file.path()));
      rule.check(new RuleContext(project, policies), out);
      return out.list();
    }
    throw new AssertionError("the sample is broken:\n" + yaml);
  }
}
