package dev.sallyport.control.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The server process as our direct child: started, started again when it dies, stopped.
///
/// One thread does all of it and lives as long as the server: the kernel sends the parent-death
/// signal (prctl(2), PR_SET_PDEATHSIG) when the *thread* that started the child ends.
final class ServerProcess {

  /// Recovery after a crash replays what was written since the last checkpoint of the database.
  private static final long READY_SECONDS = 300;

  private static final long PREDECESSOR_SECONDS = 10;
  private static final long STOP_SECONDS = 60;
  private static final long POLL_MILLIS = 10;
  private static final long MAX_PAUSE_MILLIS = 5_000;

  private final ProcessBuilder builder;
  private final Path data;
  private final Path log;
  private final CompletableFuture<Boolean> closing = new CompletableFuture<>();
  private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
  private final Thread supervisor;
  private volatile @Nullable Process process;
  private volatile @Nullable String trouble;

  ServerProcess(ProcessBuilder builder, Path data, Path log) {
    this.builder = builder.redirectErrorStream(true);
    this.data = data;
    this.log = log;
    supervisor = Thread.ofPlatform().daemon().name("postgres").unstarted(this::supervise);
  }

  /// Returns when the server takes connections.
  void start() {
    supervisor.start();
    try {
      ready.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException known ? known : e;
    }
  }

  /// The process id of the server, for tests and messages.
  long pid() {
    Process current = process;
    return current == null ? 0 : current.pid();
  }

  /// Why the last try to start it again failed.
  Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /// A fast stop: sessions are ended, open transactions rolled back, everything written.
  void stop() {
    closing.complete(true);
    boolean interrupted = false;
    while (supervisor.isAlive()) {
      try {
        supervisor.join();
      } catch (InterruptedException _) {
        interrupted = true; // the server must not outlive this program
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void supervise() {
    try {
      launch();
      ready.complete(true);
    } catch (IOException e) {
      ready.completeExceptionally(new UncheckedIOException(e));
      return;
    } catch (RuntimeException | InterruptedException e) {
      ready.completeExceptionally(e);
      return;
    }
    try {
      keepRunning();
    } catch (InterruptedException _) {
      // Nobody interrupts this thread; if somebody does, the server is stopped all the same.
    } finally {
      end();
    }
  }

  private void keepRunning() throws InterruptedException {
    long millis = POLL_MILLIS;
    while (!closing.isDone()) {
      Process current = process;
      if (current != null && current.isAlive()) {
        CompletableFuture.anyOf(current.onExit(), closing).join();
        continue;
      }
      try {
        launch();
        millis = POLL_MILLIS;
        trouble = null;
      } catch (IOException | RuntimeException e) {
        trouble = e.getMessage();
        pause(millis);
        millis = Math.min(2 * millis, MAX_PAUSE_MILLIS);
      }
    }
  }

  /// Ends early when the server is to be stopped.
  private void pause(long millis) {
    closing.copy().completeOnTimeout(true, millis, TimeUnit.MILLISECONDS).join();
  }

  /// Starts the process until it is ready. Processes of a server that was killed may need a moment
  /// to notice; until then the data is not free.
  private void launch() throws IOException, InterruptedException {
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(PREDECESSOR_SECONDS);
    while (true) {
      ServerLog.rotate(log);
      long from = Files.exists(log) ? Files.size(log) : 0;
      Process started =
          builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
      process = started;
      if (becomesReady(started)) {
        return;
      }
      String words = ServerLog.read(log, from);
      if (!ServerLog.predecessorLives(words) || System.nanoTime() > patience) {
        throw ServerLog.refusal("the database server ended at its start", words);
      }
      pause(POLL_MILLIS);
    }
  }

  private boolean becomesReady(Process started) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
    while (!started.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
      if (saysReady(started.pid())) {
        return true;
      }
      if (System.nanoTime() > deadline || closing.isDone()) {
        end();
        return false;
      }
    }
    return false;
  }

  /// postmaster.pid: the first line is the process id, the eighth the state (miscadmin.h, "lock
  /// file").
  private boolean saysReady(long pid) throws IOException {
    try {
      List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
      return lines.size() >= 8
          && lines.getFirst().strip().equals(Long.toString(pid))
          && lines.get(7).strip().equals("ready");
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  private void end() {
    Process current = process;
    if (current == null || !current.isAlive()) {
      return;
    }
    try {
      signal(current, "INT");
      if (!current.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        signal(current, "QUIT"); // recovers at the next start
        if (!current.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
          current.destroyForcibly();
        }
      }
    } catch (IOException e) {
      current.destroy(); // SIGTERM: waits for sessions, of which there are none of ours any more
    } catch (InterruptedException _) {
      current.destroyForcibly();
    }
  }

  /// The JDK knows SIGTERM and SIGKILL alone; a fast stop of PostgreSQL is SIGINT.
  private static void signal(Process target, String name) throws IOException, InterruptedException {
    new ProcessBuilder("/bin/sh", "-c", "kill -s \"$0\" \"$1\"", name, Long.toString(target.pid()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
