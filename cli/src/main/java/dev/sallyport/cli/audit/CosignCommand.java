package dev.sallyport.cli.audit;

import dev.sallyport.trust.log.LogReader;
import dev.sallyport.trust.log.SignedNote;
import dev.sallyport.trust.log.TileReader;
import dev.sallyport.trust.log.VerifiedCheckpoint;
import dev.sallyport.trust.log.WitnessPolicy;
import dev.sallyport.trust.log.WitnessPolicy.Member;
import dev.sallyport.trust.witness.WitnessClient;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sallyport audit cosign LOG`: asks the witnesses of a policy.
@Command(
    name = "cosign",
    description = "Ask the witnesses of a policy to cosign the log's checkpoint.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Asks each witness of --policy that has a URL there and writes the checkpoint",
      "with all cosignatures to FILE, as it belongs in the log's place or beside a",
      "proof.",
      "Exit codes: 0 the quorum is met; 1 it is not, or the log is wrong; 2 wrong",
      "usage; 3 the log could not be read."
    })
final class CosignCommand extends LogCall {

  @Parameters(paramLabel = "LOG", description = "Directory or URL of the log.")
  private String log = "";

  @Mixin private LogTrust trust = new LogTrust();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "The cosigned checkpoint.")
  private Path output = Path.of("");

  @Override
  int work() throws IOException {
    WitnessPolicy policy = trust.read();
    if (policy.witnesses().stream().allMatch(witness -> witness.url().isEmpty())) {
      throw new UsageProblem(
          "wanted a --policy with lines 'witness NAME KEY URL', got none with a URL");
    }
    var source = LogPlace.open(log);
    VerifiedCheckpoint head = LogReader.open(source, policy.withoutQuorum()).head();
    var tiles = new TileReader(source, head.checkpoint().size());
    SignedNote note = head.note();
    for (Member.Witness witness : policy.witnesses()) {
      note = asked(witness, note, tiles);
    }
    DurableFile.replace(output, note.bytes());
    return switch (policy.check(note)) {
      case WitnessPolicy.Outcome.Accepted(VerifiedCheckpoint cosigned) -> {
        out().println("wrote %s: %s".formatted(output, described(cosigned)));
        yield Exit.RIGHT;
      }
      case WitnessPolicy.Outcome.Refused(String reason) -> {
        complain("wrote %s, but %s".formatted(output, reason));
        yield Exit.WRONG;
      }
    };
  }

  /// The note with the witness's signature, or as it was: one that is down stops nobody else.
  private SignedNote asked(Member.Witness witness, SignedNote note, TileReader tiles) {
    if (witness.url().isEmpty()) {
      return note;
    }
    try {
      var client =
          new WitnessClient(witness.key(), LogPlace.url(witness.url().get()), LogPlace.TIMEOUT);
      return switch (client.cosign(note, tiles)) {
        case WitnessClient.Outcome.Cosigned(SignedNote cosigned) -> cosigned;
        case WitnessClient.Outcome.Refused(int status, String reason) -> {
          complain("%s refused (%d): %s".formatted(witness.name(), status, reason));
          yield note;
        }
      };
    } catch (IOException e) {
      complain("%s could not be asked: %s".formatted(witness.name(), e.getMessage()));
      return note;
    }
  }
}
