package dev.sallyport.scan.ci.github.knowledge;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What is known about the machines, runtimes and commands of GitHub Actions, and about hosts on
/// the net.
public final class PlatformKnowledge {
  private static final Lazy<Sheet<RunnerLabel>> LABELS =
      sheet("runner-labels.tsv", RunnerLabel::read);
  private static final Lazy<Sheet<NodeRuntime>> RUNTIMES =
      sheet("node-runtimes.tsv", NodeRuntime::read);
  private static final Lazy<Sheet<WorkflowCommand>> COMMANDS =
      sheet("workflow-commands.tsv", WorkflowCommand::read);
  private static final Lazy<Sheet<Host>> HOSTS = sheet("hosts.tsv", Host::read);
  private static final Lazy<Map<String, Host>> HOSTS_BY_NAME =
      new Lazy<>(
          () ->
              HOSTS.get().rows().stream()
                  .collect(Collectors.toMap(Host::host, Function.identity())));

  private static final Lazy<Sheet<Ecosystem>> ECOSYSTEMS = sheet("ecosystems.tsv", Ecosystem::read);
  private static final Lazy<Sheet<BuildPlatformImage>> IMAGES =
      sheet("build-platform-images.tsv", BuildPlatformImage::read);

  private PlatformKnowledge() {}

  /// The files that tell what a repository depends on.
  public static List<Ecosystem> ecosystems() {
    return ECOSYSTEMS.get().rows();
  }

  /// The build platform, or runner, that an image (without its tag) holds.
  public static Optional<BuildPlatformImage> buildPlatform(String image) {
    return IMAGES.get().rows().stream().filter(row -> row.image().equals(image)).findFirst();
  }

  /// What a label of `runs-on` says; empty for one that only its owner knows.
  public static Optional<RunnerLabel> runnerLabel(String label) {
    String lower = label.toLowerCase(Locale.ROOT);
    return LABELS.get().rows().stream().filter(row -> row.names(lower)).findFirst();
  }

  /// A value of `runs.using`; empty for one that GitHub does not know.
  public static Optional<NodeRuntime> runtime(String using) {
    return RUNTIMES.get().rows().stream()
        .filter(row -> row.runtime().equalsIgnoreCase(using))
        .findFirst();
  }

  /// The command in `::name::value`; empty for one that does nothing.
  public static Optional<WorkflowCommand> workflowCommand(String name) {
    return COMMANDS.get().rows().stream()
        .filter(row -> row.command().equalsIgnoreCase(name))
        .findFirst();
  }

  /// The known host that this one is or lies below.
  public static Optional<Host> host(String name) {
    String rest = name.toLowerCase(Locale.ROOT);
    for (int labels = 0; labels < MAX_LABELS && !rest.isEmpty(); labels++) {
      Host known = HOSTS_BY_NAME.get().get(rest);
      if (known != null) {
        return Optional.of(known);
      }
      int dot = rest.indexOf('.');
      rest = dot < 0 ? "" : rest.substring(dot + 1);
    }
    return Optional.empty();
  }

  /// A name has at most 127 labels (RFC 1035, section 2.3.4: 255 octets).
  private static final int MAX_LABELS = 127;

  private static <T> Lazy<Sheet<T>> sheet(String resource, Function<Sheet.Row, T> reader) {
    return new Lazy<>(() -> Sheet.read(resource, reader));
  }

  static List<Sheet<?>> sheets() {
    return List.of(
        LABELS.get(), RUNTIMES.get(), COMMANDS.get(), HOSTS.get(), ECOSYSTEMS.get(), IMAGES.get());
  }
}
