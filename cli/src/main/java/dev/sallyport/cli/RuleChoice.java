package dev.sallyport.cli;

import dev.sallyport.scan.engine.Configuration;
import dev.sallyport.scan.engine.Selection;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.pipeline.PipelineRules;
import java.util.List;
import java.util.Set;

/// Which rules run.
///
/// @param selected ids of those that would run if the configuration switched none off
/// @param rules that run; never empty
record RuleChoice(List<String> selected, List<Rule> rules) {

  /// Ids of all rules there are.
  static List<String> known() {
    return PipelineRules.all().stream().map(rule -> rule.info().id()).toList();
  }

  /// @throws UsageException for unknown rules, or when none is left
  static RuleChoice of(ScanCommand asked, Configuration configuration) {
    Set<String> named =
        switch (Selection.of(asked.only, asked.skip, known())) {
          case Selection.Result.Selected(List<String> rules) -> Set.copyOf(rules);
          case Selection.Result.Unknown(List<String> problems) ->
              throw new UsageException(
                  String.join("\n", problems) + "\n'sallyport rules' lists them all");
        };
    List<Rule> possible =
        PipelineRules.all().stream()
            .filter(rule -> named.contains(rule.info().id()))
            .filter(rule -> asked.online || !rule.info().network())
            .toList();
    if (possible.isEmpty()) {
      throw new UsageException("these rules ask the code host and run with --online only");
    }
    List<Rule> wanted =
        possible.stream().filter(r -> configuration.rule(r.info().id()).enabled()).toList();
    if (wanted.isEmpty()) {
      throw new UsageException(
          configuration.path()
              + " switches off every rule that was asked for; --no-config scans without it");
    }
    return new RuleChoice(possible.stream().map(rule -> rule.info().id()).toList(), wanted);
  }

  /// Ids of those that run.
  List<String> ran() {
    return rules.stream().map(rule -> rule.info().id()).toList();
  }
}
