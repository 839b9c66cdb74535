package dev.sallyport.scan.ci.github.knowledge;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What is known about commands of a script. A command is asked for by its program and the words
/// behind it, quotes and expansions already resolved as far as they can be.
public final class CommandKnowledge {
  private static final Lazy<Commands<BuildTool>> BUILD_TOOLS =
      new Lazy<>(() -> Commands.read("build-tools.tsv", BuildTool::read, BuildTool::command));

  private static final Lazy<Commands<AgentCommand>> AGENTS =
      new Lazy<>(
          () -> Commands.read("agent-commands.tsv", AgentCommand::read, AgentCommand::command));
  private static final Lazy<Commands<CommandTokenNeed>> TOKEN_NEEDS =
      new Lazy<>(
          () ->
              Commands.read(
                  "command-permissions.tsv", CommandTokenNeed::read, CommandTokenNeed::command));

  private static final Lazy<Commands<PublishCommand>> PUBLISH =
      new Lazy<>(
          () ->
              Commands.read(
                  "static-credential-commands.tsv", PublishCommand::read, PublishCommand::command));

  private CommandKnowledge() {}

  /// How a command runs code of the working directory, if it does.
  ///
  /// @param program as called: a directory in front and `.exe`, `.cmd`, `.bat` behind do not matter
  /// @param words what stands behind it
  public static List<BuildTool> buildTools(String program, List<String> words) {
    return BUILD_TOOLS.get().named(program).stream().filter(tool -> tool.isRunBy(words)).toList();
  }

  /// The AI agent that a command starts on a task of its own, if it does.
  public static Optional<AgentCommand> agent(String program, List<String> words) {
    return AGENTS.get().named(program).stream().filter(agent -> agent.isRunBy(words)).findFirst();
  }

  /// What a command needs of the job's token, provided that it is given that token; empty where
  /// nothing is known of it.
  public static Optional<TokenNeeds> tokenNeeds(String program, List<String> words) {
    return TOKEN_NEEDS.get().named(program).stream()
        .filter(row -> row.fits(words))
        .max(Comparator.comparingInt(CommandTokenNeed::weight))
        .map(CommandTokenNeed::needs);
  }

  /// The long-lived credentials that a publishing command can be given, if it is one. A registry of
  /// another name on the command line makes it another matter.
  public static Optional<PublishCommand> publishing(String program, List<String> words) {
    return PUBLISH.get().named(program).stream()
        .filter(row -> CommandLine.follows(row.words(), words))
        .filter(row -> namesNoOtherRegistry(row, words))
        .findFirst();
  }

  private static boolean namesNoOtherRegistry(PublishCommand row, List<String> words) {
    List<String> addresses = words.stream().filter(word -> word.contains("://")).toList();
    return addresses.isEmpty()
        || addresses.stream().anyMatch(address -> address.contains(row.registry()));
  }

  static List<Sheet<?>> sheets() {
    return List.of(
        BUILD_TOOLS.get().sheet(),
        AGENTS.get().sheet(),
        TOKEN_NEEDS.get().sheet(),
        PUBLISH.get().sheet());
  }

  /// The program's name without directory and executable suffix.
  static String programName(String program) {
    int slash = Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\'));
    String name = program.substring(slash + 1);
    String lower = name.toLowerCase(Locale.ROOT);
    boolean suffixed = lower.endsWith(".exe") || lower.endsWith(".cmd") || lower.endsWith(".bat");
    return suffixed ? name.substring(0, name.length() - 4) : name;
  }

  /// Rows by the program's name.
  record Commands<T>(Sheet<T> sheet, Map<String, List<T>> byProgram) {

    static <T> Commands<T> read(
        String resource, Function<Sheet.Row, T> reader, Function<T, String> program) {
      Sheet<T> sheet = Sheet.read(resource, reader);
      return new Commands<>(sheet, sheet.rows().stream().collect(Collectors.groupingBy(program)));
    }

    List<T> named(String program) {
      return byProgram.getOrDefault(programName(program), List.of());
    }
  }
}
