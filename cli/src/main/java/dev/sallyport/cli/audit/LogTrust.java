package dev.sallyport.cli.audit;

import dev.sallyport.trust.log.MalformedLog;
import dev.sallyport.trust.log.NoteKey;
import dev.sallyport.trust.log.WitnessPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Whom to believe. It never comes from the log itself: whoever can rewrite that could also sign
/// it.
final class LogTrust {
  private static final int MAX_POLICY = 256 * 1024;
  private static final int MAX_KEY = 4096;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "Logs, witnesses and quorum to believe (C2SP tlog-policy).")
  @Nullable Path policy;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "The log's verifier key, name+id+base64, or a file that holds it.")
  @Nullable String key;

  /// The policy of the file, of the key, or of the file's quorum for the log of the key.
  WitnessPolicy read() throws IOException {
    if (policy == null && key == null) {
      throw new UsageProblem(
          "wanted --key KEY or --policy FILE, got neither; the server prints the key when it starts:"
              + " take it from there, never from the log that is to be verified");
    }
    if (policy == null) {
      return WitnessPolicy.of(noteKey());
    }
    WitnessPolicy file = parsed(policy);
    if (key != null) {
      return file.forLog(noteKey());
    }
    if (file.logs().isEmpty()) {
      throw new UsageProblem(
          "--policy %s: wanted a 'log' line, got none; add one or give --key".formatted(policy));
    }
    return file;
  }

  private static WitnessPolicy parsed(Path file) throws IOException {
    try {
      return WitnessPolicy.parse(bytes("--policy", file, MAX_POLICY));
    } catch (MalformedLog e) {
      throw new UsageProblem("--policy %s: %s".formatted(file, e.getMessage()));
    }
  }

  private NoteKey noteKey() throws IOException {
    String given = key == null ? "" : key;
    boolean isKey = given.chars().filter(c -> c == '+').count() >= 2;
    String vkey =
        isKey
            ? given
            : new String(bytes("--key", Path.of(given), MAX_KEY), StandardCharsets.UTF_8).strip();
    try {
      return NoteKey.parse(vkey);
    } catch (MalformedLog e) {
      throw new UsageProblem("--key: %s; got '%s'".formatted(e.getMessage(), vkey));
    }
  }

  /// A file that the user names.
  static byte[] bytes(String what, Path file, int limit) throws IOException {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new UsageProblem(
            "%s: wanted a file of at most %d bytes, %s is larger".formatted(what, limit, file));
      }
      return bytes;
    } catch (NoSuchFileException _) {
      throw new UsageProblem("%s: there is no file %s".formatted(what, file));
    }
  }
}
