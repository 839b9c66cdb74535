package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Site;
import dev.sallyport.scan.ci.github.Vars;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.syntax.shell.Assignment;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import dev.sallyport.scan.syntax.shell.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What the variables of a step hold where that is written down, to know where a command sends.
final class FixedVariables {
  private FixedVariables() {}

  /// Variables with one fixed value: of `env:` at every level and of plain assignments.
  static Function<String, Optional<String>> of(Site site) {
    List<Vars> around = new ArrayList<>(List.of(site.step().env()));
    Job job = site.job();
    if (job != null) {
      around.add(job.env());
    }
    site.workflow().map(Workflow::env).ifPresent(around::add);
    Map<String, Optional<String>> assigned = new HashMap<>();
    Function<String, Optional<String>> constants =
        name -> {
          Optional<String> own = assigned.get(name);
          return own != null ? own : fixed(around, name);
        };
    for (SimpleCommandView command : site.step().commands()) {
      for (Assignment assignment : command.assignments()) {
        Word value = assignment.value();
        if (value != null) {
          Destination host = Destination.of(value, constants);
          Optional<String> known =
              host.isKnown() ? Optional.of("https://" + host.host()) : Optional.empty();
          assigned.put(assignment.name(), value.literal().or(() -> known));
        }
      }
    }
    return constants;
  }

  private static Optional<String> fixed(List<Vars> around, String name) {
    return around.stream()
        .flatMap(vars -> vars.get(name).stream())
        .findFirst()
        .filter(variable -> !variable.value().mayHaveExpressions())
        .map(variable -> variable.value().value());
  }
}
