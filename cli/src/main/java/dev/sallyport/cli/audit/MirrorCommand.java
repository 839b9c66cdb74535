package dev.sallyport.cli.audit;

import dev.sallyport.trust.log.Checkpoint;
import dev.sallyport.trust.log.ForkProof;
import dev.sallyport.trust.log.LogMirror;
import dev.sallyport.trust.log.LogSource;
import dev.sallyport.trust.log.LogVerifier;
import dev.sallyport.trust.log.VerifiedCheckpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sallyport audit mirror URL DIR`: the copy that the log's own operator cannot reach.
@Command(
    name = "mirror",
    description = "Keep a verified copy of a log; alarm when it forks, goes back or falls silent.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Once per call, for a timer, or with --every until something is wrong. The copy",
      "is DIR/log, and can be verified and served like the log itself. Nothing",
      "unproven is written to it.",
      "",
      "Exit codes: 0 the copy is current; 1 the log serves wrong bytes; 2 wrong",
      "usage; 3 it could not be read; 4 it forked, the proof is in DIR/fork-*; 5 it",
      "went back or fell silent."
    })
final class MirrorCommand extends LogCall {

  @Parameters(index = "0", paramLabel = "LOG", description = "URL (or directory) of the log.")
  private String log = "";

  @Parameters(index = "1", paramLabel = "DIR", description = "Directory of the copy.")
  private Path directory = Path.of("");

  @Mixin private LogTrust trust = new LogTrust();

  @Option(
      names = "--max-silence",
      paramLabel = "TIME",
      defaultValue = "24h",
      description = "Alarm when nothing new came for so long: 90s, 30m, 24h, 7d. Default: 24h.")
  private String maxSilence = "24h";

  @Option(
      names = "--every",
      paramLabel = "TIME",
      description = "Look again after so long, until there is an alarm.")
  private @Nullable String every;

  private final Clock clock;

  MirrorCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  int work() throws IOException {
    Duration silence = Times.parse("--max-silence", maxSilence);
    Optional<Duration> pause =
        every == null ? Optional.empty() : Optional.of(Times.parse("--every", every));
    var policy = trust.read();
    var source = LogPlace.open(log);
    try (var folder = MirrorFolder.open(directory)) {
      while (true) {
        // Opened anew each time: after a failed write only that tells what is on the disk.
        var mirror = LogMirror.open(folder.copy(), policy);
        int code = once(mirror, folder, source, silence);
        boolean again = code == Exit.RIGHT || code == Exit.UNREADABLE;
        if (pause.isEmpty() || !again || !waited(pause.get())) {
          return code;
        }
      }
    }
  }

  private int once(LogMirror mirror, MirrorFolder folder, LogSource source, Duration silence)
      throws IOException {
    Instant now = clock.instant();
    // The clock of the silence starts with the first look, also when nothing could be read.
    if (folder.seen().isEmpty()) {
      folder.seen(now);
    }
    int code;
    try {
      code = told(mirror.update(source, new Progress()), folder, now);
    } catch (UncheckedIOException e) {
      complain(unreadable(e));
      code = Exit.UNREADABLE;
    }
    Duration quiet = Duration.between(folder.seen().orElse(now), now);
    boolean silent = quiet.compareTo(silence) > 0;
    if (silent && (code == Exit.RIGHT || code == Exit.UNREADABLE)) {
      complain(
          "SILENT: nothing new for %s, wanted something every %s; see whether the log still appends"
                  .formatted(Times.print(quiet), Times.print(silence))
              + " and publishes, and whether this address is still the right one");
      return Exit.SILENT;
    }
    return code;
  }

  private int told(LogMirror.Outcome outcome, MirrorFolder folder, Instant now) throws IOException {
    return switch (outcome) {
      case LogMirror.Outcome.Copied(VerifiedCheckpoint head, long added) -> {
        folder.seen(now);
        tell("copied %d entries: %s".formatted(added, described(head)));
        yield Exit.RIGHT;
      }
      case LogMirror.Outcome.Unchanged(VerifiedCheckpoint head, boolean renewed) -> {
        if (renewed) {
          folder.seen(now);
        }
        tell((renewed ? "new signatures: " : "nothing new: ") + described(head));
        yield Exit.RIGHT;
      }
      case LogMirror.Outcome.WentBack(VerifiedCheckpoint ours, VerifiedCheckpoint theirs) -> {
        complain(
            "WENT BACK: the log shows %d entries, %d were there before; an old backup was restored or"
                    .formatted(theirs.checkpoint().size(), ours.checkpoint().size())
                + " an old answer is served again. The copy keeps all of them.");
        yield Exit.SILENT;
      }
      case LogMirror.Outcome.Forked(ForkProof proof) -> forked(proof, folder.keep(proof));
    };
  }

  private int forked(ForkProof proof, Path kept) {
    complain(
        "FORK: the log signed two histories, of %s and of %s entries"
            .formatted(size(proof.smaller().text()), size(proof.larger().text())));
    complain("the proof is kept in %s; 'audit check-proof' checks it".formatted(kept));
    complain("the copy stays as it was; do not let it follow, and stop trusting new entries");
    return Exit.FORK;
  }

  private static long size(String text) {
    return Checkpoint.parse(text).size();
  }

  private void tell(String text) {
    out().println(text);
    out().flush();
  }

  /// False when somebody wants it to end.
  private static boolean waited(Duration pause) {
    try {
      return !new CountDownLatch(1).await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// A line a second at most.
  private final class Progress implements LogVerifier.Listener {
    private static final long EVERY = 1_000_000_000L;
    private long last = System.nanoTime();

    @Override
    public void progress(long entries, long size) {
      long now = System.nanoTime();
      if (now - last >= EVERY) {
        last = now;
        complain("%d of %d entries".formatted(entries, size));
      }
    }
  }
}
