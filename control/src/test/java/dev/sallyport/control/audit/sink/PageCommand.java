package dev.sallyport.control.audit.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// A command by which a page says that a receiver finds gaps: a block ` ```sh ` after the heading
/// "Gaps". It is run as it stands there.
public record PageCommand(String script) {

  private static final String START = "```sh\n";

  public static PageCommand of(String page) throws IOException {
    return of(page, 1);
  }

  /// @param number of the block, from 1
  static PageCommand of(String page, int number) throws IOException {
    String here = Files.isDirectory(Path.of("docs")) ? "." : "..";
    Path root = Path.of(System.getProperty("sallyport.root", here));
    String text = Files.readString(root.resolve(page));
    int at = text.indexOf("\n## Gaps\n");
    for (int i = 0; i < number; i++) {
      at = text.indexOf(START, at) + START.length();
    }
    return new PageCommand(text.substring(at, text.indexOf("```", at)));
  }

  /// What it prints in a folder.
  public String run(Path folder) throws IOException {
    return run(folder, Map.of());
  }

  String run(Path folder, Map<String, String> environment) throws IOException {
    var builder =
        new ProcessBuilder("sh", "-c", script).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return new String(builder.start().getInputStream().readAllBytes(), UTF_8);
  }
}
