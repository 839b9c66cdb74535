package dev.sallyport.scan.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/// The real git, in a directory, without anybody's configuration. A test that needs it is skipped
/// where it is not installed.
final class Git {
  private final Path directory;

  private Git(Path directory) {
    this.directory = directory;
  }

  static Git init(Path directory, String... options) {
    Git git = in(directory);
    List<String> command = new ArrayList<>(List.of("init", "-q", "-b", "main"));
    command.addAll(List.of(options));
    git.run(command.toArray(String[]::new));
    return git;
  }

  static Git in(Path directory) {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/git")), "git is installed");
    return new Git(directory);
  }

  /// Its standard output, without the line break at the end.
  String run(String... arguments) {
    List<String> command = new ArrayList<>(List.of("/usr/bin/git"));
    command.addAll(List.of(arguments));
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
      Map<String, String> environment = builder.environment();
      environment.keySet().removeIf(name -> name.startsWith("GIT_"));
      environment.put("HOME", directory.toString());
      environment.put("XDG_CONFIG_HOME", directory.resolve("no-config").toString());
      environment.put("GIT_CONFIG_NOSYSTEM", "1");
      environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
      for (String who : List.of("AUTHOR", "COMMITTER")) {
        environment.put("GIT_" + who + "_NAME", "Sample");
        environment.put("GIT_" + who + "_EMAIL", "sample@example.org");
        environment.put("GIT_" + who + "_DATE", "2026-01-02T03:04:05Z");
      }
      Process process = builder.start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new IllegalStateException(command + " said " + code + ": " + out);
      }
      return out.stripTrailing();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Writes a file, commits everything, tells the commit's id.
  String commit(String path, String text) {
    write(directory, path, text);
    run("add", "-A");
    run("commit", "-q", "--allow-empty", "-m", "Change " + path);
    return run("rev-parse", "HEAD");
  }

  static Path write(Path root, String path, String text) {
    try {
      Path file = root.resolve(path);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
