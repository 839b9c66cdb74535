package dev.sallyport.server.admin;

import dev.sallyport.control.audit.Cosigners;
import dev.sallyport.server.witness.WitnessQuorum;
import dev.sallyport.trust.log.NoteKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Who is asked to cosign what a command publishes.
final class WitnessOptions {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int MAX_POLICY = 1 << 20;

  /// What happens without a quorum.
  enum Mode {
    /// Published at once, and again with the cosignatures.
    async,
    /// Not published.
    required
  }

  @Option(
      names = "--witness-policy",
      paramLabel = "FILE",
      description = "Have what is published cosigned by the witnesses of this C2SP tlog-policy.")
  private @Nullable Path policy;

  @Option(
      names = "--witness-mode",
      paramLabel = "MODE",
      defaultValue = "async",
      description = {
        "async: publish, then ask; required: publish with the",
        "quorum or not at all (default: ${DEFAULT-VALUE})."
      })
  private Mode mode = Mode.async;

  boolean areGiven() {
    return policy != null;
  }

  /// What is wrong with the two together.
  Optional<String> problem() {
    return policy == null && mode == Mode.required
        ? Optional.of("--witness-mode required needs --witness-policy FILE")
        : Optional.empty();
  }

  /// @throws dev.sallyport.trust.log.MalformedLog for a file that is no policy
  Cosigners cosigners(NoteKey log, Consumer<String> warnings) {
    if (policy == null) {
      return Cosigners.NONE;
    }
    try (var in = Files.newInputStream(policy)) {
      return WitnessQuorum.of(
          in.readNBytes(MAX_POLICY), log, mode == Mode.required, TIMEOUT, warnings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
