package dev.sallyport.bench.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// A JVM of its own that runs another main of this program.
final class Child implements AutoCloseable {

  private static final Set<Process> STARTED = ConcurrentHashMap.newKeySet();

  private final Process process;
  private final BufferedReader out;
  private final PrintWriter in;

  private Child(Process process) {
    this.process = process;
    out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    in = new PrintWriter(process.getOutputStream(), true, UTF_8);
  }

  static Child start(Class<?> main, String... arguments) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    return new Child(
        start(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT)));
  }

  /// Any process; [#endAll] ends it too.
  static Process start(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    STARTED.add(process);
    return process;
  }

  /// Ends all that still run, and what they have started.
  static void endAll() {
    for (Process process : STARTED) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }

  void tell(String line) {
    in.println(line);
  }

  String answer() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IOException("the process ended: " + process.pid());
    }
    return line;
  }

  long number() throws IOException {
    return Long.parseLong(answer());
  }

  /// Ends it by ending its input.
  @Override
  public void close() throws IOException {
    in.close();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    out.close();
  }
}
