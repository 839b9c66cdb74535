package dev.sallyport.scan.syntax.settings;

import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.syntax.yaml.YamlLimits;
import dev.sallyport.scan.syntax.yaml.YamlNode;
import dev.sallyport.scan.syntax.yaml.YamlParser;
import dev.sallyport.scan.syntax.yaml.YamlResult;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A whole configuration file: one YAML mapping that begins with `version: 1`.
public final class SettingsFile {

  private static final YamlLimits LIMITS = new YamlLimits(20, 50_000, 100_000);

  private SettingsFile() {}

  /// @param problems of the file, to which all that is wrong is added
  /// @param longest characters that it may have
  /// @param shorten what to do when it has more
  /// @param keys all that may stand there; `version` is one of them
  public static Optional<Fields> open(
      ConfigProblems problems, int longest, String shorten, List<String> keys) {
    SourceText file = problems.file();
    if (file.text().length() > longest) {
      String wanted = "at most " + longest + " characters";
      problems.add(0, "the file", wanted, file.text().length() + "", shorten);
      return Optional.empty();
    }
    Optional<Fields> fields = root(problems).flatMap(node -> Fields.of(problems, "", node, keys));
    fields.ifPresent(found -> version(problems, found));
    return fields;
  }

  private static Optional<YamlNode> root(ConfigProblems problems) {
    SourceText file = problems.file();
    return switch (YamlParser.parse(file.text(), LIMITS)) {
      case YamlResult.Bad(int line, String message) -> {
        int at = line >= 1 && line <= file.lines().lines() ? file.lines().start(line) : 0;
        problems.add(at, "the file", "YAML", Printable.of(message, 200), "Mend the syntax");
        yield Optional.empty();
      }
      case YamlResult.Ok(@Nullable YamlNode root, List<YamlResult.Note> notes) -> {
        notes.forEach(note -> note(problems, note));
        if (root == null) {
          String remedy = "Write 'version: 1', or delete the file";
          problems.add(0, "version", "1", "an empty file", remedy);
        }
        yield Optional.ofNullable(root);
      }
    };
  }

  /// What another reader of YAML might take otherwise is refused: a key given twice, say.
  private static void note(ConfigProblems problems, YamlResult.Note note) {
    problems.add(
        note.offset(),
        "the file",
        "one mapping, each key once",
        Printable.of(note.message(), 200),
        "Delete what is too much");
  }

  private static void version(ConfigProblems problems, Fields fields) {
    Optional<YamlNode> version = fields.get("version");
    if (version.isEmpty()) {
      problems.add(0, "version", "1", "no such key", "Begin the file with 'version: 1'");
    } else if (!fields.text("version", "1").orElse("1").equals("1")) {
      fields.problem(
          version.get(), "version", "1", "Write 'version: 1', or update Sallyport to read it");
    }
  }
}
