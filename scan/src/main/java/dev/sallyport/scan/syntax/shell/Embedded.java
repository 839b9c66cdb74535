package dev.sallyport.scan.syntax.shell;

import dev.sallyport.scan.syntax.shell.Interpreters.Code;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Commands that name an interpreter among their arguments and run it: in a container, an
/// environment, or for each file found.
final class Embedded {
  private static final Set<String> CONTAINERS =
      Set.of("docker", "podman", "nerdctl", "docker-compose", "kubectl", "oc", "lxc", "incus");

  private Embedded() {}

  /// `docker exec x sh -c CODE`, `find -exec bash -c CODE`, `kubectl exec p -- sh -c CODE`,
  /// `uv run python -c CODE`, `npx tsx -e CODE`.
  static List<Code> code(String name, List<Word> arguments) {
    for (int i = 0; i + 2 < arguments.size(); i++) {
      String inner = arguments.get(i).literal().map(Shells::baseName).orElse("");
      Optional<Dialect> shell = Shells.known(inner).filter(Dialect::isPosix);
      String next = arguments.get(i + 1).literalPrefix();
      if (shell.isPresent() && Interpreters.isCluster(next, 'c')) {
        return Interpreters.shellCode(arguments, i + 1, shell.get());
      }
      List<Code> program = program(inner, i, arguments);
      if (!program.isEmpty()) {
        return program;
      }
    }
    return CONTAINERS.contains(name) ? entryPoint(arguments) : List.of();
  }

  /// The interpreter's name is followed by the option for its program.
  private static List<Code> program(String inner, int at, List<Word> arguments) {
    String language = Interpreters.language(inner);
    Set<String> options = Interpreters.PROGRAM_OPTIONS.get(language);
    boolean given =
        options != null && arguments.get(at + 1).literal().filter(options::contains).isPresent();
    return given ? Interpreters.one(arguments, at + 2, Dialect.OTHER) : List.of();
  }

  /// `docker run --entrypoint sh image -c CODE`.
  private static List<Code> entryPoint(List<Word> arguments) {
    List<Code> entry =
        KnownPrograms.values(arguments, Set.of("--entrypoint"), Dialect.OTHER).stream()
            .filter(code -> code.words().getFirst().literal().flatMap(Shells::known).isPresent())
            .toList();
    if (entry.isEmpty()) {
      return List.of();
    }
    for (int i = entry.getFirst().first() + 1; i + 1 < arguments.size(); i++) {
      if (Interpreters.isCluster(arguments.get(i).literalPrefix(), 'c')) {
        return Interpreters.shellCode(arguments, i, Dialect.SH);
      }
    }
    return List.of();
  }

  /// `docker exec -i x bash` reads the program that the shell in the container runs.
  static Optional<Dialect> input(String name, List<Word> arguments) {
    if (!CONTAINERS.contains(name)) {
      return Optional.empty();
    }
    for (int i = 1; i < arguments.size(); i++) {
      Optional<Dialect> shell =
          arguments.get(i).literal().flatMap(Shells::known).filter(Dialect::isPosix);
      if (shell.isPresent()) {
        return Interpreters.readsShell(arguments.subList(i + 1, arguments.size()))
            ? shell
            : Optional.empty();
      }
    }
    return Optional.empty();
  }
}
