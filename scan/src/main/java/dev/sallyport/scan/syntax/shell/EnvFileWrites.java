package dev.sallyport.scan.syntax.shell;

import dev.sallyport.base.text.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds what a script writes to `GITHUB_ENV`, `GITHUB_PATH`, `GITHUB_OUTPUT`,
/// `GITHUB_STEP_SUMMARY` and `GITHUB_STATE`, or says with a legacy workflow command.
public final class EnvFileWrites {
  private final Variables variables;
  private final List<EnvFileWrite> writes = new ArrayList<>();
  private final Map<EnvFile, RunnerFileLines> files = new EnumMap<>(EnvFile.class);

  private EnvFileWrites(Variables variables) {
    this.variables = variables;
  }

  /// The writes in the order in which they begin.
  public static List<EnvFileWrite> of(Script script) {
    return of(Commands.of(script));
  }

  /// The same for commands that [Commands#of] listed.
  public static List<EnvFileWrite> of(List<SimpleCommandView> commands) {
    EnvFileWrites finder = new EnvFileWrites(new Variables());
    commands.forEach(finder::command);
    finder.files.values().forEach(RunnerFileLines::finish);
    finder.writes.sort(Comparator.comparingInt(w -> w.span().start()));
    return List.copyOf(finder.writes);
  }

  private void command(SimpleCommandView command) {
    variables.note(command);
    List<EnvFile> targets = targets(command);
    for (EnvFile target : targets) {
      files
          .computeIfAbsent(target, t -> new RunnerFileLines(t, variables, writes))
          .feed(content(command), command);
    }
    if (targets.isEmpty() && command.outputFile().isEmpty() && command.downstream().isEmpty()) {
      Emission.of(command).ifPresent(parts -> LegacyCommands.find(parts, command, writes));
    }
  }

  /// The runner's files that a command writes.
  private List<EnvFile> targets(SimpleCommandView command) {
    List<EnvFile> targets = new ArrayList<>();
    if (command.code().isEmpty()) {
      command.outputFile().flatMap(r -> file(r.target())).ifPresent(targets::add);
    }
    for (Word word : OutputFiles.of(command)) {
      file(word).ifPresent(targets::add);
    }
    return targets;
  }

  private Optional<EnvFile> file(Word word) {
    List<WordPart> leaves = word.leaves();
    return leaves.size() == 1 ? variables.envFile(leaves.getFirst()) : Optional.empty();
  }

  private static List<WordPart> content(SimpleCommandView command) {
    Optional<List<WordPart>> given = OutputFiles.content(command);
    if (given.isPresent()) {
      return given.get();
    }
    if (OutputFiles.copiesInput(command)) {
      List<WordPart> all = new ArrayList<>();
      for (Word input : Inputs.of(command)) {
        all.addAll(input.leaves());
      }
      return all.isEmpty() ? unknown(command, command.stage() - 1) : all;
    }
    return Emission.of(command).orElseGet(() -> unknown(command, command.stage()));
  }

  /// The output of a command, or of the pipeline up to a stage, as a substitution of it.
  private static List<WordPart> unknown(SimpleCommandView command, int stage) {
    Span span = command.span();
    List<Statement> stages =
        command
            .pipeline()
            .filter(_ -> stage >= 0)
            .map(p -> p.commands().subList(0, stage + 1))
            .orElse(List.of(command.syntax()));
    stages = new ArrayList<>(stages);
    stages.addLast(withoutOutput(stages.removeLast()));
    Span whole = stages.getFirst().span().cover(span);
    Statement statement =
        stages.size() == 1
            ? stages.getFirst()
            : new Statement.Pipeline(whole, stages, false);
    String text = Inputs.text(command);
    Script body = Script.nested(command.dialect(), whole, text, List.of(statement));
    Span end = new Span(span.end(), span.end());
    return List.of(
        new WordPart.CommandSubstitution(whole, body, false), new WordPart.Literal(end, "\n"));
  }

  private static Statement withoutOutput(Statement statement) {
    if (!(statement instanceof Statement.SimpleCommand command)) {
      return statement;
    }
    List<Redirect> kept = command.redirects().stream().filter(r -> !r.writesOutput()).toList();
    return new Statement.SimpleCommand(
        command.span(), command.assignments(), command.words(), kept);
  }
}
