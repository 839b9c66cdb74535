package dev.sallyport.scan.syntax.shell;

import dev.sallyport.base.text.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds what a script writes to `GITHUB_ENV`, `GITHUB_PATH`, `GITHUB_OUTPUT`,
/// `GITHUB_STEP_SUMMARY` and `GITHUB_STATE`, or says with a legacy workflow command.
public final class EnvFileWrites {
  /// Stages of a pipeline that are kept as the origin of a value.
  private static final int MAX_STAGES = 100;

  private static final Set<String> SILENT =
      Set.of(
          "[",
          "test",
          ":",
          "true",
          "false",
          "cd",
          "set",
          "shift",
          "export",
          "local",
          "declare",
          "readonly",
          "unset",
          "read",
          "mapfile",
          "readarray",
          "exit",
          "return",
          "break",
          "continue",
          "mkdir",
          "rm",
          "sleep",
          "shopt",
          "trap",
          "source",
          ".",
          "eval");

  private final Variables variables;
  private final Inputs inputs = new Inputs();
  private final List<EnvFileWrite> writes = new ArrayList<>();
  private final Map<SimpleCommandView, WordPart> unknown = new IdentityHashMap<>();
  private final Set<SimpleCommandView> writers = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<EnvFile, RunnerFileLines> files = new EnumMap<>(EnvFile.class);

  private EnvFileWrites(Variables variables) {
    this.variables = variables;
  }

  /// The writes, and what a follower of data needs to tie them to commands.
  ///
  /// @param unknown the made-up substitution that stands for a command's output, by command
  /// @param writers commands that write any of the runner's files
  record Found(
      List<EnvFileWrite> writes,
      Map<SimpleCommandView, WordPart> unknown,
      Set<SimpleCommandView> writers) {}

  /// The writes in the order in which they begin.
  public static List<EnvFileWrite> of(Script script) {
    return of(Commands.of(script));
  }

  /// The same for commands that [Commands#of] listed.
  public static List<EnvFileWrite> of(List<SimpleCommandView> commands) {
    return find(commands).writes();
  }

  static Found find(List<SimpleCommandView> commands) {
    Variables variables = new Variables();
    variables.noteCalls(commands);
    EnvFileWrites finder = new EnvFileWrites(variables);
    commands.forEach(finder::command);
    finder.files.values().forEach(RunnerFileLines::finish);
    finder.writes.sort(Comparator.comparingInt(w -> w.span().start()));
    return new Found(List.copyOf(finder.writes), finder.unknown, finder.writers);
  }

  private void command(SimpleCommandView command) {
    variables.note(command);
    List<EnvFile> targets = targets(command);
    if (!targets.isEmpty()) {
      writers.add(command);
      List<WordPart> content = content(command);
      for (EnvFile target : targets) {
        files
            .computeIfAbsent(target, t -> new RunnerFileLines(t, variables, writes))
            .feed(content, command);
      }
    }
    if (targets.isEmpty() && command.outputFile().isEmpty() && !command.isPiped()) {
      Emission.of(command).ifPresent(parts -> LegacyCommands.find(parts, command, writes));
    }
  }

  /// The runner's files that a command writes.
  private List<EnvFile> targets(SimpleCommandView command) {
    List<EnvFile> targets = new ArrayList<>();
    if (command.code().isEmpty()) {
      output(command).ifPresent(targets::add);
    }
    for (Word word : OutputFiles.of(command)) {
      variables.envFile(word, command).ifPresent(targets::add);
    }
    return targets;
  }

  private Optional<EnvFile> output(SimpleCommandView command) {
    Optional<Redirect> file = command.outputFile();
    if (file.isPresent()) {
      Word target = file.get().target();
      boolean copied = file.get().operator() == Redirect.Operator.DUPLICATE_OUTPUT;
      return variables
          .envFile(target, command)
          .or(() -> copied ? variables.descriptor(target) : Optional.empty());
    }
    Optional<Redirect> copied = command.outputDescriptor();
    if (copied.isPresent()) {
      Word descriptor = copied.get().target();
      return command.allRedirects().stream()
          .filter(r -> r.writesFile() && descriptor.is(r.fd()))
          .findFirst()
          .map(r -> variables.envFile(r.target(), command))
          .orElseGet(() -> variables.descriptor(descriptor));
    }
    boolean shown =
        !command.isPiped()
            && !command.at(SimpleCommandView.Place.SUBSTITUTION)
            && !isSilent(command);
    return shown ? variables.descriptor("1") : Optional.empty();
  }

  private List<WordPart> content(SimpleCommandView command) {
    Optional<List<WordPart>> given = OutputFiles.content(command);
    if (given.isPresent()) {
      return given.get();
    }
    if (OutputFiles.copiesInput(command)) {
      List<WordPart> all = new ArrayList<>();
      for (Word input : inputs.take(command)) {
        all.addAll(input.leaves());
      }
      return all.isEmpty() ? unknown(command, command.stage() - 1) : all;
    }
    return Emission.of(command)
        .orElseGet(() -> isSilent(command) ? List.of() : unknown(command, command.stage()));
  }

  /// Commands in a redirected group that print nothing.
  private static boolean isSilent(SimpleCommandView command) {
    return command.nameWord().isEmpty()
        || command.at(SimpleCommandView.Place.CONDITION)
        || SILENT.contains(command.name().orElse(""));
  }

  /// The output of a command, or of the pipeline up to a stage, as a substitution of it.
  private List<WordPart> unknown(SimpleCommandView command, int stage) {
    Span span = command.span();
    List<Statement> stages =
        command
            .pipeline()
            .filter(_ -> stage >= 0)
            .map(p -> p.commands().subList(Math.max(0, stage - MAX_STAGES), stage + 1))
            .orElse(List.of(command.syntax()));
    stages = new ArrayList<>(stages);
    stages.addLast(withoutOutput(stages.removeLast()));
    Span whole = stages.getFirst().span().cover(span);
    Statement statement =
        stages.size() == 1 ? stages.getFirst() : new Statement.Pipeline(whole, stages, false);
    String text = Inputs.text(command);
    Script body = Script.nested(command.dialect(), whole, text, List.of(statement));
    Span end = new Span(span.end(), span.end());
    WordPart substitution = new WordPart.CommandSubstitution(whole, body, false);
    unknown.put(command, substitution);
    return List.of(substitution, new WordPart.Literal(end, "\n"));
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
