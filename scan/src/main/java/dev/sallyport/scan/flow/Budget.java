package dev.sallyport.scan.flow;

import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.syntax.shell.Trouble;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// How many steps are followed through a repository, and what was given up.
final class Budget {
  /// Counted each time: actions that call each other several times multiply their steps.
  private static final int MAX_STEPS = 100_000;

  private final Set<Problem> problems = new LinkedHashSet<>();
  private int steps;

  /// Whether one more step may be followed.
  boolean step(Step step) {
    if (steps++ < MAX_STEPS) {
      return true;
    }
    if (steps == MAX_STEPS + 1) {
      givenUp(
          step.file(), step.span(), "Steps were not followed from here on: they are over 100,000.");
    }
    return false;
  }

  void givenUp(SourceText file, Span span, String message) {
    problems.add(Problem.incomplete(file.path(), file.lines().line(span.start()), message));
  }

  void givenUp(Step step, List<Trouble> troubles) {
    troubles.forEach(trouble -> problems.add(step.problem(trouble)));
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }
}
