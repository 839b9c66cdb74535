package dev.sallyport.scan.syntax.shell;

import dev.sallyport.scan.syntax.shell.EnvFileWrite.Delimiter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What variables were last set to, as written: enough to see through `out=$GITHUB_OUTPUT` and
/// `EOF=$(openssl rand -hex 8)`.
final class Variables {
  private static final int MAX_STEPS = 4;

  private final Map<String, Word> values = new HashMap<>();
  private final Map<String, EnvFile> files = new HashMap<>();
  private final Map<String, EnvFile> parameters = new HashMap<>();
  private final Map<String, EnvFile> descriptors = new HashMap<>();

  void note(SimpleCommandView command) {
    for (Assignment assignment : command.assignments()) {
      if (assignment.value() != null && !assignment.append()) {
        set(assignment.name(), assignment.value());
      }
    }
    if (command.is("export", "local", "declare", "readonly", "typeset")) {
      for (Word word : command.arguments()) {
        Wrappers.assignedName(word).ifPresent(name -> set(name, Wrappers.assignedValue(word)));
      }
    }
    if (command.is("exec")) {
      command.redirects().forEach(this::opened);
    }
  }

  private void set(String name, Word value) {
    values.put(name, value);
    envFile(value).ifPresentOrElse(file -> files.put(name, file), () -> files.remove(name));
  }

  /// `exec 3>> file`, `exec {fd}>> file`, `exec >> file`.
  private void opened(Redirect redirect) {
    if (redirect.writesFile()) {
      String fd = redirect.fd().isEmpty() ? "1" : redirect.fd();
      envFile(redirect.target())
          .ifPresentOrElse(file -> descriptors.put(fd, file), () -> descriptors.remove(fd));
    }
  }

  /// The arguments of a script's functions that name a file of the runner: a function may be
  /// defined, and so be read, in front of its calls.
  void noteCalls(List<SimpleCommandView> commands) {
    Set<String> functions = new HashSet<>();
    commands.forEach(command -> command.function().ifPresent(functions::add));
    for (SimpleCommandView command : commands) {
      String name = command.name().orElse("");
      if (functions.contains(name)) {
        for (int i = 0; i < command.arguments().size(); i++) {
          String parameter = name + "$" + (i + 1);
          envFile(command.arguments().get(i)).ifPresent(file -> parameters.put(parameter, file));
        }
      }
    }
  }

  /// The runner's file that a word names, directly or through variables.
  Optional<EnvFile> envFile(Word word) {
    List<WordPart> leaves = word.leaves();
    if (leaves.size() != 1) {
      return Optional.empty();
    }
    WordPart part = leaves.getFirst();
    Optional<EnvFile> file = EnvFile.of(part);
    return file.isPresent() || !(part instanceof WordPart.Variable variable)
        ? file
        : Optional.ofNullable(files.get(variable.name()));
  }

  /// The same inside a function, where `$1` may name one.
  Optional<EnvFile> envFile(Word word, SimpleCommandView command) {
    List<WordPart> leaves = word.leaves();
    return envFile(word)
        .or(
            () ->
                leaves.size() == 1 && leaves.getFirst() instanceof WordPart.Variable variable
                    ? command.function().map(f -> parameters.get(f + "$" + variable.name()))
                    : Optional.empty());
  }

  /// The runner's file behind `>&3`, `>&$fd` or, for standard output, behind `exec > file`.
  Optional<EnvFile> descriptor(Word target) {
    String fd = target.literal().orElse("");
    List<WordPart> leaves = target.leaves();
    if (leaves.size() == 1 && leaves.getFirst() instanceof WordPart.Variable variable) {
      fd = "{" + variable.name() + "}";
    }
    return descriptor(fd);
  }

  Optional<EnvFile> descriptor(String fd) {
    return Optional.ofNullable(descriptors.get(fd));
  }

  Delimiter delimiter(List<WordPart> parts) {
    Delimiter strongest = Delimiter.FIXED;
    for (WordPart part : parts) {
      Delimiter one = delimiter(part, MAX_STEPS);
      strongest = one.compareTo(strongest) > 0 ? one : strongest;
    }
    return strongest;
  }

  private Delimiter delimiter(WordPart part, int steps) {
    return switch (part) {
      case WordPart.Literal _ -> Delimiter.FIXED;
      case WordPart.CommandSubstitution(var _, Script body, var _) -> substitution(body);
      case WordPart.Variable variable -> variable(variable.name(), steps);
      case WordPart.Spliced(var _, WordPart outer) -> delimiter(outer, steps);
      default -> Delimiter.VARIABLE;
    };
  }

  private Delimiter variable(String name, int steps) {
    if (name.equals("RANDOM") || name.equals("SRANDOM")) {
      return Delimiter.RANDOM;
    }
    Word value = values.get(name);
    if (value == null || steps == 0) {
      return Delimiter.VARIABLE;
    }
    Delimiter strongest = Delimiter.FIXED;
    for (WordPart part : value.leaves()) {
      Delimiter one = delimiter(part, steps - 1);
      strongest = one.compareTo(strongest) > 0 ? one : strongest;
    }
    return strongest;
  }

  private static Delimiter substitution(Script body) {
    String text = body.toString();
    for (String source :
        List.of(
            "random",
            "uuid",
            "openssl rand",
            "mktemp",
            "Guid",
            "secrets.token",
            "shuf",
            "RANDOM",
            "Random",
            "gpg --gen-random",
            "pwgen")) {
      if (text.contains(source)) {
        return Delimiter.RANDOM;
      }
    }
    return Delimiter.VARIABLE;
  }
}
