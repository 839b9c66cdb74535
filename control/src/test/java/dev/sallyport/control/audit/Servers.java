package dev.sallyport.control.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The processes of an embedded database.
final class Servers {

  private Servers() {}

  /// Of the server that was started last.
  static long pid(Path state) throws IOException {
    Path file = state.resolve("postgres/data/postmaster.pid");
    return Long.parseLong(Files.readAllLines(file).getFirst().strip());
  }

  /// Sends a signal to the server and all its parts: `STOP` freezes them, `CONT` lets them go on.
  static void signal(Path state, String name) throws IOException, InterruptedException {
    ProcessHandle server = ProcessHandle.of(pid(state)).orElseThrow();
    for (var process : Stream.concat(Stream.of(server), server.descendants()).toList()) {
      signal(process.pid(), name);
    }
  }

  static void signal(long pid, String name) throws IOException, InterruptedException {
    new ProcessBuilder("/bin/sh", "-c", "kill -s \"$0\" \"$1\"", name, Long.toString(pid))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
