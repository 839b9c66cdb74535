package dev.sallyport.checks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The repository, or a copy of it, and the programs that are run in it.
///
/// @param root its top folder
/// @param environment added to the test's own
record Checkout(Path root, Map<String, String> environment) {

  /// @param code exit code
  record Outcome(int code, String out, String err) {}

  Checkout {
    environment = Map.copyOf(environment);
  }

  /// The repository itself.
  static Checkout here() {
    return new Checkout(
        Path.of(System.getProperty("sallyport.root", "..")).toAbsolutePath().normalize(), Map.of());
  }

  /// A copy of the files that git knows or would add, without history and without what was built.
  Checkout copyTo(Path target) throws IOException {
    String listed = run(root, "git", "ls-files", "-z", "-co", "--exclude-standard").out();
    for (String name : listed.split("\0", -1)) {
      Path file = root.resolve(name);
      if (Files.isRegularFile(file)) {
        Path copy = target.resolve(name);
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return new Checkout(target, environment);
  }

  Checkout with(String name, String value) {
    var more = new HashMap<>(environment);
    more.put(name, value);
    return new Checkout(root, more);
  }

  Outcome sallyport(String... arguments) throws IOException {
    var command = new java.util.ArrayList<>(List.of(root.resolve("sallyport").toString()));
    command.addAll(List.of(arguments));
    return run(root, command.toArray(String[]::new));
  }

  Process start(Path directory, String... command) throws IOException {
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }

  Outcome run(Path directory, String... command) throws IOException {
    return await(start(directory, command));
  }

  /// Reads both outputs to their ends and waits, five minutes at most.
  static Outcome await(Process process) throws IOException {
    try {
      var out = read(process.getInputStream());
      var err = read(process.getErrorStream());
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IOException("did not end: " + process.info().commandLine().orElse("?"));
      }
      return new Outcome(process.exitValue(), out.join(), err.join());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static CompletableFuture<String> read(InputStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (stream) {
            return new String(stream.readAllBytes(), UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        task -> Thread.ofVirtual().start(task));
  }

  /// Waits until the process says a line with this in it, on standard error.
  static void awaitLine(Process process, String part) throws IOException {
    BufferedReader lines = process.errorReader(UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.contains(part)) {
        return;
      }
    }
    throw new IOException("never said: " + part);
  }
}
