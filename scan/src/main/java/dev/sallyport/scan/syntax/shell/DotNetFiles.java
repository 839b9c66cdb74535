package dev.sallyport.scan.syntax.shell;

import java.util.List;
import java.util.Optional;

/// `[System.IO.File]::AppendAllText(path, text)` and its kin in PowerShell. The parser hands such a
/// call on as a command named like the method with the call's arguments.
final class DotNetFiles {
  private DotNetFiles() {}

  static boolean isWriter(String name) {
    return switch (name) {
      case "[io.file]::appendalltext",
          "[system.io.file]::appendalltext",
          "[io.file]::appendalllines",
          "[system.io.file]::appendalllines",
          "[io.file]::writealltext",
          "[system.io.file]::writealltext",
          "[io.file]::writealllines",
          "[system.io.file]::writealllines" ->
          true;
      default -> false;
    };
  }

  static List<Word> path(SimpleCommandView command) {
    return command.arguments().stream().limit(1).toList();
  }

  static Optional<List<WordPart>> content(SimpleCommandView command) {
    return command.arguments().size() < 2
        ? Optional.empty()
        : Optional.of(command.arguments().get(1).leaves());
  }
}
