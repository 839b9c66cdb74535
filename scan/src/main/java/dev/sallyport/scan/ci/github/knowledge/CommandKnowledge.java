package dev.sallyport.scan.ci.github.knowledge;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// What is known about commands of a script. A command is asked for by its program and the words
/// behind it, quotes and expansions already resolved as far as they can be.
public final class CommandKnowledge {
  private static final Lazy<KeyedSheet<BuildTool>> BUILD_TOOLS =
      table("build-tools.tsv", BuildTool::read);
  private static final Lazy<KeyedSheet<AgentCommand>> AGENTS =
      table("agent-commands.tsv", AgentCommand::read);
  private static final Lazy<KeyedSheet<CommandTokenNeed>> TOKEN_NEEDS =
      table("command-permissions.tsv", CommandTokenNeed::read);
  private static final Lazy<KeyedSheet<PublishCommand>> PUBLISH =
      table("static-credential-commands.tsv", PublishCommand::read);
  private static final Lazy<KeyedSheet<DeliveryCommand>> DELIVERY =
      table("delivery-commands.tsv", DeliveryCommand::read);
  private static final Lazy<KeyedSheet<ResourceCommand>> RESOURCES =
      table("resource-commands.tsv", ResourceCommand::read);

  private CommandKnowledge() {}

  /// How a command runs code of the working directory, if it does.
  ///
  /// @param program as called: a directory in front and `.exe`, `.cmd`, `.bat` behind do not matter
  /// @param words what stands behind it
  public static List<BuildTool> buildTools(String program, List<String> words) {
    return BUILD_TOOLS.get().rows(programName(program)).stream()
        .filter(tool -> tool.isRunBy(words))
        .toList();
  }

  /// The AI agent that a command starts on a task of its own, if it does.
  public static Optional<AgentCommand> agent(String program, List<String> words) {
    return AGENTS.get().rows(programName(program)).stream()
        .filter(agent -> agent.isRunBy(words))
        .findFirst();
  }

  /// What a command needs of the job's token, provided that it is given that token; empty where
  /// nothing is known of it.
  public static Optional<TokenNeeds> tokenNeeds(String program, List<String> words) {
    return TOKEN_NEEDS.get().rows(programName(program)).stream()
        .filter(row -> row.fits(words))
        .max(Comparator.comparingInt(CommandTokenNeed::weight))
        .map(CommandTokenNeed::needs);
  }

  /// The long-lived credentials that a publishing command can be given, if it is one. A registry of
  /// another name on the command line makes it another matter.
  public static Optional<PublishCommand> publishing(String program, List<String> words) {
    return PUBLISH.get().rows(programName(program)).stream()
        .filter(row -> CommandLine.follows(row.words(), words))
        .filter(row -> namesNoOtherRegistry(row, words))
        .findFirst();
  }

  /// Whether a command does this part of the delivery.
  public static boolean delivers(Delivery kind, String program, List<String> words) {
    for (DeliveryCommand row : DELIVERY.get().rows(programName(program))) {
      if (row.kind() == kind && row.isRunBy(words)) {
        return true;
      }
    }
    return false;
  }

  /// What a command makes that outlives the job, if it does.
  public static Optional<ResourceCommand> resource(String program, List<String> words) {
    return RESOURCES.get().rows(programName(program)).stream()
        .filter(row -> row.isRunBy(words))
        .findFirst();
  }

  private static boolean namesNoOtherRegistry(PublishCommand row, List<String> words) {
    List<String> addresses = words.stream().filter(word -> word.contains("://")).toList();
    return addresses.isEmpty()
        || addresses.stream().anyMatch(address -> address.contains(row.registry()));
  }

  static List<Sheet<?>> sheets() {
    return List.of(
        BUILD_TOOLS.get().all(),
        AGENTS.get().all(),
        TOKEN_NEEDS.get().all(),
        PUBLISH.get().all(),
        DELIVERY.get().all(),
        RESOURCES.get().all());
  }

  /// The program's name without directory and executable suffix.
  static String programName(String program) {
    int slash = Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\'));
    String name = program.substring(slash + 1);
    String lower = name.toLowerCase(Locale.ROOT);
    boolean suffixed = lower.endsWith(".exe") || lower.endsWith(".cmd") || lower.endsWith(".bat");
    return suffixed ? name.substring(0, name.length() - 4) : name;
  }

  private static <T> Lazy<KeyedSheet<T>> table(String resource, Function<Sheet.Row, T> reader) {
    return new Lazy<>(() -> KeyedSheet.read(resource, reader, Function.identity()));
  }
}
