package dev.sallyport.control.audit.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The command by which a page says that a receiver finds gaps: the block ` ```sh ` after the
/// heading "Gaps". It is run as it stands there.
record PageCommand(String script) {

  static PageCommand of(String page) throws IOException {
    String here = Files.isDirectory(Path.of("docs")) ? "." : "..";
    Path root = Path.of(System.getProperty("sallyport.root", here));
    String text = Files.readString(root.resolve(page));
    String section = text.substring(text.indexOf("\n## Gaps\n"));
    int start = section.indexOf("```sh\n") + "```sh\n".length();
    return new PageCommand(section.substring(start, section.indexOf("```", start)));
  }

  /// What it prints in a folder.
  String run(Path folder) throws IOException {
    var process =
        new ProcessBuilder("sh", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }
}
