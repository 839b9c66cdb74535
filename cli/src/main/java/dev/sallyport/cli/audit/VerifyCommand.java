package dev.sallyport.cli.audit;

import dev.sallyport.base.text.Plain;
import dev.sallyport.trust.log.LogProblem;
import dev.sallyport.trust.log.LogVerifier;
import dev.sallyport.trust.log.MalformedLog;
import dev.sallyport.trust.log.VerifierState;
import dev.sallyport.trust.log.VerifyReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sallyport audit verify LOG`: reads everything and believes nothing.
@Command(
    name = "verify",
    description = "Read a whole log, check every byte, name what is wrong and where.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "With --resume only what is new is read; a log that contradicts what the file",
      "remembers is wrong, even when all its files fit together.",
      "",
      "On the server's own machine 'audit verify --state DIR' compares the rows of the",
      "database, its head and the published files instead; the server must not run.",
      "",
      "Exit codes: 0 right; 1 wrong; 2 wrong usage; 3 it could not be read."
    })
final class VerifyCommand extends LogCall {

  @Parameters(paramLabel = "LOG", description = "Directory or URL of the log.")
  private String log = "";

  @Mixin private LogTrust trust = new LogTrust();

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      description = "Go on where the last run stopped; made when it is not there.")
  private @Nullable Path resume;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress.")
  private boolean quiet;

  @Override
  int work() throws IOException {
    var policy = trust.read();
    var source = LogPlace.open(log);
    Optional<StateFile> file = Optional.ofNullable(resume).map(StateFile::new);
    Optional<VerifierState> from = file.isPresent() ? file.get().read() : Optional.empty();
    from.ifPresent(state -> complain("going on after entry %d".formatted(state.position())));
    VerifyReport report = new LogVerifier(source, policy).verify(from, new Progress(file));
    if (report.state().isPresent() && file.isPresent()) {
      file.get().write(report.state().get());
    }
    return tell(report);
  }

  private int tell(VerifyReport report) {
    report.remarks().forEach(remark -> out().println("remark: " + Plain.line(remark.toString())));
    for (LogProblem problem : report.problems()) {
      out().println("wrong: " + Plain.line(problem.toString()));
    }
    report.checkpoint().ifPresent(head -> out().println("checkpoint: " + described(head)));
    out().println("read: %d entries in %d files".formatted(report.entries(), report.files()));
    if (report.isClean()) {
      out().println("right: every byte is what the checkpoint commits to");
      return Exit.RIGHT;
    }
    if (report.problems().stream().allMatch(p -> p.kind() == LogProblem.Kind.QUORUM)) {
      out()
          .println(
              "NOT ACCEPTED: the log signed its checkpoint, its witnesses did not yet or no longer;"
                  + " nothing else was read. Ask again later, or ask the witnesses.");
      return Exit.WRONG;
    }
    int places = report.problems().size();
    out()
        .println(
            "WRONG in %d %s. Keep these files as they are, compare with a mirror, and find out"
                    .formatted(places, places == 1 ? "place" : "places")
                + " who wrote them.");
    return Exit.WRONG;
  }

  /// A line for every second that it takes, and the state with it.
  private final class Progress implements LogVerifier.Listener {
    private static final long EVERY = 1_000_000_000L;

    private final Optional<StateFile> file;
    private long last = System.nanoTime();
    private boolean due;

    Progress(Optional<StateFile> file) {
      this.file = file;
    }

    @Override
    public void progress(long entries, long size) {
      long now = System.nanoTime();
      due = now - last >= EVERY;
      if (due && !quiet) {
        complain("%d of %d entries".formatted(entries, size));
      }
      last = due ? now : last;
    }

    @Override
    public void state(VerifierState state) {
      if (due) {
        file.ifPresent(f -> f.write(state));
      }
    }
  }

  /// The file of `--resume`.
  private record StateFile(Path path) {

    Optional<VerifierState> read() throws IOException {
      if (!Files.exists(path)) {
        return Optional.empty();
      }
      byte[] bytes = LogTrust.bytes("--resume", path, VerifierState.MAX_BYTES);
      try {
        return Optional.of(VerifierState.parse(bytes));
      } catch (MalformedLog e) {
        throw new UsageProblem(
            "--resume %s: %s; remove it to begin anew, which forgets what the log showed before"
                .formatted(path, e.getMessage()));
      }
    }

    void write(VerifierState state) {
      DurableFile.replace(path, state.bytes());
    }
  }
}
