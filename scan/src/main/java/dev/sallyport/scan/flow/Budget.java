package dev.sallyport.scan.flow;

import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.ActionDefinition;
import dev.sallyport.scan.ci.github.Project;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.syntax.shell.Trouble;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// How far a repository is followed, and what was given up.
///
/// A called workflow, action or script is followed anew for each way that leads to it, and of files
/// that
/// call each other several times there are exponentially many ways: their number is bounded by the
/// size of the project. The first way to each file is always open, so that each is followed at
/// least once.
final class Budget {
  /// What small projects may unfold; far more than people write.
  private static final long FREE = 20_000;

  /// How often each step may be looked at on the average.
  private static final long TIMES = 20;

  /// So much of a script is about as much work as a step.
  private static final int CHARACTERS_PER_STEP = 200;

  private final Set<Problem> problems = new LinkedHashSet<>();
  private final Set<Object> met = new HashSet<>();
  private long left;
  private boolean cut;

  Budget(Project project) {
    this.left = FREE + TIMES * project.steps().size();
  }

  /// Whether a workflow that a job calls may be followed.
  boolean enters(Workflow callee, SourceText file, Span at) {
    long steps = callee.jobs().stream().mapToLong(job -> 1 + job.steps().size()).sum();
    return enters(callee, steps, file, at);
  }

  /// Whether an action that a step calls may be followed.
  boolean enters(ActionDefinition callee, SourceText file, Span at) {
    return enters(callee, callee.steps().size(), file, at);
  }

  /// Whether a script of the repository that a step calls may be followed.
  boolean enters(SourceText script, SourceText file, Span at) {
    return enters(script, script.text().length() / CHARACTERS_PER_STEP, file, at);
  }

  private boolean enters(Object callee, long steps, SourceText file, Span at) {
    boolean first = met.add(callee);
    if (!first && left <= steps) {
      if (!cut) {
        givenUp(
            file,
            at,
            "Workflows and actions call each other in more ways than can be followed; from here on,"
                + " what was followed already was not followed again.");
      }
      cut = true;
      return false;
    }
    left -= steps + 1;
    return true;
  }

  /// A text holds more values than are kept apart.
  void tooMany(SourceText file, Span span) {
    givenUp(
        file,
        span,
        "More than "
            + (Taint.MOST - 1)
            + " values that others choose come together here; not each was followed.");
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
