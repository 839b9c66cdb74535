package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.scan.ci.github.EnvVar;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import dev.sallyport.scan.syntax.shell.Word;
import java.util.Locale;
import java.util.Set;

/// Whether a directory of somebody else's files is at most read by what comes after. A program that
/// starts inside it may load its configuration from there, so only plain readers may.
final class OnlyRead {
  private static final Set<String> READERS =
      Set.of(
          "cat",
          "cd",
          "popd",
          "pushd",
          "cmp",
          "cp",
          "cut",
          "diff",
          "du",
          "echo",
          "exit",
          "false",
          "file",
          "git",
          "grep",
          "egrep",
          "head",
          "jq",
          "yq",
          "ls",
          "mkdir",
          "mv",
          "printf",
          "pwd",
          "read",
          "rm",
          "sed",
          "set",
          "sha256sum",
          "sort",
          "stat",
          "tail",
          "tar",
          "test",
          "[",
          "tr",
          "tree",
          "true",
          "uniq",
          "wc",
          "zip",
          "gh",
          "curl",
          "sleep");

  /// Take files as they are.
  private static final Set<String> CARRIERS =
      Set.of("actions/upload-artifact", "actions/cache", "actions/cache/save");

  private final String directory;

  private OnlyRead(String directory) {
    this.directory = directory;
  }

  /// @param fetch the step that puts the files there
  static boolean of(Job job, Step fetch, String directory) {
    String name = trimmed(directory);
    if (name.isEmpty() || name.equals(".") || name.contains("${{")) {
      return false;
    }
    OnlyRead reading = new OnlyRead(name);
    return job.steps().stream()
        .filter(step -> step.index() > fetch.index())
        .allMatch(reading::isKept);
  }

  private boolean isKept(Step step) {
    if (step.run() != null) {
      return !startsInside(step)
          || step.commands().stream().allMatch(c -> READERS.contains(c.name().orElse("")));
    }
    String slug = step.remote().map(r -> r.slug().toLowerCase(Locale.ROOT)).orElse("");
    if (CARRIERS.contains(slug) || slug.equals("actions/checkout")) {
      return true;
    }
    for (EnvVar input : step.with()) {
      if (names(input.value().value())) {
        return false;
      }
    }
    return true;
  }

  private boolean startsInside(Step step) {
    Text working = step.workingDirectory();
    return working != null && names(working.value())
        || step.commands().stream().anyMatch(this::enters);
  }

  private boolean enters(SimpleCommandView command) {
    return command.is("cd", "pushd")
        && command.arguments().stream().map(Word::text).anyMatch(this::names);
  }

  /// Whether a text has the directory's name as a part of a path or a word of its own.
  private boolean names(String text) {
    int at = text.indexOf(directory);
    while (at >= 0) {
      int end = at + directory.length();
      boolean begins = at == 0 || !isNamePart(text.charAt(at - 1));
      boolean ends = end == text.length() || !isNamePart(text.charAt(end));
      if (begins && ends) {
        return true;
      }
      at = text.indexOf(directory, at + 1);
    }
    return false;
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-';
  }

  private static String trimmed(String path) {
    String text = path.strip();
    text = text.startsWith("./") ? text.substring(2) : text;
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
