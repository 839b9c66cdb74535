package dev.sallyport.cli.audit;

import dev.sallyport.base.text.Plain;
import dev.sallyport.trust.log.Checkpoint;
import dev.sallyport.trust.log.EntryBundle;
import dev.sallyport.trust.log.ForkProof;
import dev.sallyport.trust.log.TlogProof;
import dev.sallyport.trust.log.VerifiedCheckpoint;
import dev.sallyport.trust.log.WitnessPolicy;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sallyport audit check-proof FILE`: no network, no log.
@Command(
    name = "check-proof",
    description = "Check a proof file; needs neither the log nor a network.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Exit codes: 0 proven; 1 not proven; 2 wrong usage; 3 a file could not be read."})
final class CheckProofCommand extends LogCall {

  @Parameters(
      paramLabel = "FILE",
      description = "What 'audit prove' wrote, or the fork.proof of a mirror.")
  private Path file = Path.of("");

  @Mixin private LogTrust trust = new LogTrust();

  @Option(
      names = "--entry",
      paramLabel = "FILE",
      description = "The entry, when the proof does not carry it.")
  private @Nullable Path entry;

  @Override
  int work() throws IOException {
    var policy = trust.read();
    byte[] given = LogTrust.bytes("FILE", file, ForkProof.MAX_BYTES);
    return ForkProof.isOne(given)
        ? fork(ForkProof.parse(given), policy)
        : inclusion(TlogProof.parse(given), policy);
  }

  private int inclusion(TlogProof proof, WitnessPolicy policy) throws IOException {
    byte[] bytes = entry(proof);
    return switch (proof.verify(bytes, policy)) {
      case TlogProof.Outcome.Proven(long index, VerifiedCheckpoint head) -> {
        err().println("checkpoint: " + described(head));
        err().println("entry %d, proven".formatted(index));
        err().flush();
        out().println(Plain.entry(bytes));
        yield Exit.RIGHT;
      }
      case TlogProof.Outcome.Refused(String reason) -> {
        complain("NOT PROVEN: " + reason);
        yield Exit.WRONG;
      }
    };
  }

  private int fork(ForkProof proof, WitnessPolicy policy) {
    return switch (proof.verify(policy)) {
      case ForkProof.Outcome.Forked(Checkpoint small, Checkpoint large) -> {
        out()
            .println(
                Plain.line(
                    "proven: %s signed two histories that exclude each other"
                        .formatted(small.origin())));
        out().println("  %d entries, root %s".formatted(small.size(), small.root()));
        out().println("  %d entries, root %s".formatted(large.size(), large.root()));
        out()
            .println(
                "  the first %d entries of the larger have root %s"
                    .formatted(small.size(), proof.prefix()));
        yield Exit.RIGHT;
      }
      case ForkProof.Outcome.Refused(String reason) -> {
        complain("NOT PROVEN: " + reason);
        yield Exit.WRONG;
      }
    };
  }

  private byte[] entry(TlogProof proof) throws IOException {
    if (entry != null) {
      return LogTrust.bytes("--entry", entry, EntryBundle.MAX_ENTRY);
    }
    return proof
        .extraBytes()
        .orElseThrow(
            () -> new UsageProblem("the proof does not carry its entry; give it with --entry"));
  }
}
