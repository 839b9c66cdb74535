package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.GithubParser;
import dev.sallyport.scan.ci.github.GithubPaths;
import dev.sallyport.scan.ci.github.Project;
import dev.sallyport.scan.flow.RepositoryFlow;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Policies;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Runs one rule over one workflow.
final class Found {
  private Found() {}

  static List<Finding> by(Rule rule, String workflow) {
    return by(rule, workflow, Map.of());
  }

  /// What following the workflow left open.
  static List<Problem> problems(String workflow) {
    return RepositoryFlow.of(project(workflow, Map.of())).problems();
  }

  /// @param scripts texts of files that the workflow calls, by their path
  static List<Finding> by(Rule rule, String workflow, Map<String, String> scripts) {
    Findings out = new Findings(rule.info());
    rule.check(new RuleContext(project(workflow, scripts), Policies.DEFAULT), out);
    return out.list();
  }

  private static Project project(String workflow, Map<String, String> scripts) {
    SourceText source = new SourceText(".github/workflows/test.yml", workflow, "test");
    GithubParser.Outcome outcome = GithubParser.parse(source, GithubPaths.Kind.WORKFLOW);
    if (!(outcome instanceof GithubParser.Outcome.Parsed(GithubFile file))) {
      throw new AssertionError(outcome);
    }
    Map<String, SourceText> texts = new HashMap<>();
    scripts.forEach((path, text) -> texts.put(path, new SourceText(path, text, path)));
    return new Project(List.of(file), Map.of(), Set.of(source.path()), texts);
  }
}
