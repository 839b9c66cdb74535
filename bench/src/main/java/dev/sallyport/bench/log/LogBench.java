package dev.sallyport.bench.log;

import com.google.errorprone.annotations.FormatMethod;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// Measures the log and prints the section of `docs/bench.md` about it. Arguments: an empty
/// folder, the launcher, and `--quick` for a small run.
final class LogBench {

  private final Path directory;
  private final Path launcher;
  private final Plan plan;
  private final long began = System.nanoTime();

  private LogBench(Path directory, Path launcher, Plan plan) {
    this.directory = directory;
    this.launcher = launcher;
    this.plan = plan;
  }

  public static void main(String[] arguments) throws Exception {
    Plan plan = List.of(arguments).contains("--quick") ? Plan.QUICK : Plan.FULL;
    var bench = new LogBench(Path.of(arguments[0]), Path.of(arguments[1]), plan);
    try {
      System.out.print(Report.of(bench.run()));
    } catch (Exception e) {
      if (!OpenLog.isInterrupted()) {
        throw e;
      }
    }
  }

  private Results run() throws Exception {
    var machine = Machine.here();
    var stages = new ArrayList<Results.Stage>();
    Growth growth;
    TwoProcesses two;
    FreshProofs fresh;
    OldProofs old;
    Speed filling;
    Speed visible;
    double readAll;
    long size;
    try (var log = OpenLog.open(directory)) {
      machine = machine.with(log.database());
      var plain = PlainPostgres.in(log.database());
      say("the first %d entries", plan.sizes().getFirst());
      log.fillTo(plan.sizes().getFirst());
      plain.single(Plan.CALLERS, plan.rows() / 4); // as warm as the log is
      stages.add(stage(log, plan.sizes().getFirst()));
      log.fillTo(plan.sizes().get(1));
      stages.add(stage(log, plan.sizes().get(1)));
      say("appends at %s callers", Plan.GROWTH);
      growth = Growth.measure(log, plain, plan);
      say("filling up to %d entries", plan.size());
      filling = log.fillTo(plan.size());
      stages.add(stage(log, plan.size()));
      say("proofs of old entries");
      old = OldProofs.measure(log, plain, plan);
      readAll = plain.readAll();
      say("two processes");
      two = TwoProcesses.measure(log, plan);
      say("proofs of fresh entries");
      fresh = FreshProofs.measure(log, plan);
      visible = plain.visible(plan.proofs());
      size = log.size();
    }
    say("opening");
    var opening = Opening.measure(directory, size);
    return new Results(
        plan,
        machine,
        Events.leaf().length,
        growth,
        two,
        fresh,
        old,
        opening,
        stages,
        readAll,
        filling,
        visible,
        (System.nanoTime() - began) / 1e9);
  }

  private Results.Stage stage(OpenLog log, int size) throws Exception {
    long entries = log.size();
    say("memory and verification at %d entries", entries);
    var memory = Memory.measure();
    int rounds = size == plan.size() ? 3 : 1;
    return new Results.Stage((int) entries, memory, Verification.measure(log, launcher, rounds));
  }

  @FormatMethod
  private void say(String what, Object... values) {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
    System.err.printf("%4d s  %s%n", seconds, String.format(Locale.ROOT, what, values));
  }
}
