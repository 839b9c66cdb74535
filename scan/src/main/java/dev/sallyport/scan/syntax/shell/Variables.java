package dev.sallyport.scan.syntax.shell;

import dev.sallyport.scan.syntax.shell.EnvFileWrite.Delimiter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What variables were last set to, as written: enough to see through `out=$GITHUB_OUTPUT` and
/// `EOF=$(openssl rand -hex 8)`.
final class Variables {
  private static final int MAX_STEPS = 4;

  private final Map<String, Word> values = new HashMap<>();

  void note(SimpleCommandView command) {
    for (Assignment assignment : command.assignments()) {
      if (assignment.value() != null && !assignment.append()) {
        values.put(assignment.name(), assignment.value());
      }
    }
    if (command.is("export", "local", "declare", "readonly", "typeset")) {
      for (Word word : command.arguments()) {
        Wrappers.assignedName(word)
            .ifPresent(name -> values.put(name, Wrappers.assignedValue(word)));
      }
    }
  }

  /// The runner's file that a part names, directly or through a variable.
  Optional<EnvFile> envFile(WordPart part) {
    WordPart at = part;
    for (int i = 0; i < MAX_STEPS; i++) {
      Optional<EnvFile> file = EnvFile.of(at);
      if (file.isPresent()) {
        return file;
      }
      Word value = at instanceof WordPart.Variable v ? values.get(v.name()) : null;
      List<WordPart> leaves = value == null ? List.of() : value.leaves();
      if (leaves.size() != 1) {
        return Optional.empty();
      }
      at = leaves.getFirst();
    }
    return Optional.empty();
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
