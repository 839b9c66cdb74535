package dev.sallyport.scan.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The fenced blocks of `docs/configuration.md`.
final class ConfigurationPage {

  /// @param kind what stands behind the opening fence, such as `yaml workflow`
  record Block(String kind, String text) {}

  private ConfigurationPage() {}

  static String docs(String name) {
    Path at = Path.of("").toAbsolutePath();
    while (at != null && !Files.exists(at.resolve("docs").resolve(name))) {
      at = at.getParent();
    }
    if (at == null) {
      throw new AssertionError("docs/" + name + " is not there");
    }
    try {
      return Files.readString(at.resolve("docs").resolve(name));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    String kind = "";
    StringBuilder text = new StringBuilder();
    for (String line : docs("configuration.md").lines().toList()) {
      if (!line.startsWith("```")) {
        text.append(line).append('\n');
      } else if (kind.isEmpty()) {
        kind = line.substring(3).strip();
        text.setLength(0);
      } else {
        blocks.add(new Block(kind, text.toString()));
        kind = "";
      }
    }
    return blocks;
  }

  static List<String> blocks(String kind) {
    return blocks().stream().filter(b -> b.kind().equals(kind)).map(Block::text).toList();
  }
}
