package dev.sallyport.control.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// One [LogHarness] from its start to its end, and what it said.
final class Life implements AutoCloseable {

  private static final long MINUTES = 180;

  private final Process process;
  private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
  private final Semaphore done = new Semaphore(0);
  private final CountDownLatch ready = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread reader;

  private Life(Process process) {
    this.process = process;
    reader = Thread.ofPlatform().daemon().start(this::read);
  }

  /// @param plan the arguments of [LogHarness] after the folder
  static Life start(Path folder, List<String> plan) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                LogHarness.class.getName(),
                folder.toString()));
    command.addAll(plan);
    return new Life(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  private void read() {
    try (var in = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line);
        if (line.equals("ready")) {
          ready.countDown();
        } else if (line.equals("stopped")) {
          stopped.countDown();
        } else if (line.startsWith("done ")) {
          done.release();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      ready.countDown();
    }
  }

  /// Returns when it appends, or has ended already.
  void awaitReady() throws InterruptedException {
    if (!ready.await(MINUTES, TimeUnit.SECONDS)) {
      throw new AssertionError("it does not start: " + lines);
    }
  }

  /// Returns when it has stopped at its place.
  void awaitStopped() throws InterruptedException {
    if (!stopped.await(MINUTES, TimeUnit.SECONDS)) {
      throw new AssertionError("it does not get there; last said " + last());
    }
  }

  /// After it has stopped.
  void goOn() throws IOException {
    try (var in = process.getOutputStream()) {
      in.write('.');
    }
  }

  /// Returns when so many more entries were acknowledged.
  void awaitDone(int more) throws InterruptedException {
    done.drainPermits();
    if (!done.tryAcquire(more, MINUTES, TimeUnit.SECONDS)) {
      throw new AssertionError("it does not go on; last said " + last());
    }
  }

  private String last() {
    String last = "nothing";
    for (String line : lines) {
      last = line;
    }
    return last;
  }

  boolean lives() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /// Ends by itself within the time, or is killed.
  ///
  /// @return whether it was killed
  boolean endsWithin(long micros) throws InterruptedException {
    boolean killed = !process.waitFor(micros, TimeUnit.MICROSECONDS);
    kill();
    return killed;
  }

  /// `kill -9`, and all that it said is read.
  void kill() throws InterruptedException {
    // Process.destroyForcibly would close the stream, and what is still in the pipe would be lost.
    process.toHandle().destroyForcibly();
    process.waitFor();
    reader.join();
  }

  /// Also when the test has failed: nothing is left behind.
  @Override
  public void close() {
    process.toHandle().destroyForcibly();
  }

  List<String> lines() {
    return List.copyOf(lines);
  }
}
