package dev.sallyport.control.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// The processes of an embedded database.
final class Servers {

  private Servers() {}

  /// Of the server that was started last.
  static long pid(Path state) throws IOException {
    Path file = state.resolve("postgres/data/postmaster.pid");
    return Long.parseLong(Files.readAllLines(file).getFirst().strip());
  }

  /// Waits until a server that is not the killed one takes connections: sessions of a killed server
  /// live on for a moment, and go on committing.
  static void awaitOther(Path state, long killed) {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    while (!isReady(state, killed)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("the server does not come back");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  /// The eighth line of the file is the server's state.
  private static boolean isReady(Path state, long killed) {
    try {
      List<String> lines = Files.readAllLines(state.resolve("postgres/data/postmaster.pid"));
      return lines.size() > 7
          && Long.parseLong(lines.getFirst().strip()) != killed
          && lines.get(7).strip().equals("ready");
    } catch (IOException | NumberFormatException _) {
      return false; // between two servers, or half written
    }
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
