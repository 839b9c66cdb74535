package dev.sallyport.control.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.base.model.event.Event;
import dev.sallyport.control.keys.Keys;
import dev.sallyport.control.keys.RootKey;
import dev.sallyport.control.store.Database;
import dev.sallyport.control.store.StateDirectory;
import dev.sallyport.trust.log.DiskLayer;
import dev.sallyport.trust.log.LogConflict;
import dev.sallyport.trust.log.NoteSigner;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// A process that appends under load and says line by line what became of each unit, until it is
/// killed or ends itself at a named place. Arguments: state directory, `own` or `joined`, name of
/// this life, place ([Step], [KillingLayer.Point] or `-`), how often the place is passed, how many
/// microseconds it lives on after that (-1: it says `stopped` and waits there until it is sent a
/// byte), number of callers.
///
/// Lines: `ready`; `done INDEX HASH NAME`; `refused NAME` (nothing happened); `unknown NAME`;
/// `wrong TEXT` (a mistake of ours).
final class LogHarness {

  static final String ORIGIN = "log.example/harness";

  /// Beside each entry, in the same commit.
  static final Table BESIDE = new Table("beside", List.of(new Table.Column("name", "text")));

  private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);
  private static final long RETRY = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long PUBLISH = TimeUnit.MILLISECONDS.toNanos(5);

  private final Path folder;
  private final String life;
  private final Dying dying;
  private final int callers;

  private LogHarness(String[] arguments) {
    folder = Path.of(arguments[0]);
    life = arguments[2];
    dying =
        new Dying(
            arguments[3],
            new AtomicInteger(Integer.parseInt(arguments[4])),
            Long.parseLong(arguments[5]));
    callers = Integer.parseInt(arguments[6]);
  }

  public static void main(String[] arguments) {
    var harness = new LogHarness(arguments);
    try {
      if (arguments[1].equals("own")) {
        harness.own();
      } else {
        harness.joined();
      }
    } catch (RuntimeException e) {
      say("wrong " + e);
      Runtime.getRuntime().halt(1);
    }
  }

  static NoteSigner signer(StateDirectory state) {
    try (Keys keys = Keys.open(state, RootKey.fileIn(state))) {
      return keys.logSigner(ORIGIN);
    }
  }

  private void own() {
    try (var state = StateDirectory.open(folder);
        var database = Database.embedded(state)) {
      var seams =
          new AuditLog.Seams(
              new DiskLayer(state.root()),
              new KillingLayer(new DiskLayer(state.log()), point -> dying.at(point.name())),
              DiskReserve.of(List.of()),
              step -> dying.at(step.name()));
      try (var log = AuditLog.open(database, signer(state), seams)) {
        load(log);
        while (true) {
          publish(log);
          LockSupport.parkNanos(PUBLISH);
        }
      }
    }
  }

  private void joined() {
    try (var database = Database.running(folder);
        var batcher =
            new Batcher(
                ORIGIN,
                database.app(),
                Batcher.Limits.DEFAULT,
                step -> dying.at(step.name()),
                () -> {})) {
      load(batcher);
      while (true) {
        LockSupport.park();
      }
    }
  }

  private static void publish(AuditLog log) {
    try {
      log.publish();
    } catch (LogConflict e) {
      say("wrong " + e);
    } catch (LogUnavailable _) {
      // It is tried again.
    }
  }

  private void load(Appender log) {
    say("ready");
    for (int i = 0; i < callers; i++) {
      int caller = i;
      Thread.ofPlatform().daemon().start(() -> call(log, caller));
    }
  }

  private void call(Appender log, int caller) {
    for (int i = 0; ; i++) {
      String name = "%s-%d-%d".formatted(life, caller, i);
      var unit =
          Unit.of(Samples.TENANT, Samples.deployed(name))
              .with(List.of(new Row(BESIDE, List.of(name))));
      try {
        switch (log.append(unit)) {
          case Appended.Done<Event.DeployObserved>(var entry) ->
              say("done %d %s %s".formatted(entry.index(), entry.leafHash(), name));
          case Appended.Lost<Event.DeployObserved> lost -> say("wrong " + lost);
        }
      } catch (LogUnavailable _) {
        say("refused " + name);
        LockSupport.parkNanos(RETRY);
      } catch (OutcomeUnknown _) {
        say("unknown " + name);
      } catch (RuntimeException e) {
        say("wrong " + e);
      }
    }
  }

  /// One write, so that a line is in the pipe as a whole or not at all.
  private static void say(String line) {
    try {
      OUT.write((line + "\n").getBytes(UTF_8));
    } catch (IOException _) {
      Runtime.getRuntime().halt(1); // the test has gone
    }
  }

  /// The end at a named place.
  private record Dying(String place, AtomicInteger passes, long micros) {

    void at(String passed) {
      if (passed.equals(place) && passes.decrementAndGet() == 0) {
        if (micros < 0) {
          stop();
          return;
        }
        if (micros == 0) {
          Runtime.getRuntime().halt(1);
        }
        long end = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(micros);
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  while (System.nanoTime() - end < 0) {
                    Thread.onSpinWait();
                  }
                  Runtime.getRuntime().halt(1);
                });
      }
    }

    private static void stop() {
      say("stopped");
      try {
        System.in.read();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
