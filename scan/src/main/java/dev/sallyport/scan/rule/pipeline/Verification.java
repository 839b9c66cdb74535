package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Commands that compare content with a checksum, a signature or an attestation.
final class Verification {
  private static final Set<String> HASHES =
      Set.of(
          "sha256sum",
          "sha512sum",
          "sha384sum",
          "sha1sum",
          "shasum",
          "md5sum",
          "b2sum",
          "b3sum",
          "gsha256sum",
          "sha256",
          "sha512");

  private static final Set<String> ALWAYS =
      Set.of(
          "gpgv",
          "minisign",
          "rsign",
          "signify",
          "slsa-verifier",
          "get-authenticodesignature",
          "get-filehash",
          "spctl",
          "certutil",
          "osslsigncode",
          "sigstore",
          "notation");

  private Verification() {}

  /// A check whose failure is ignored is none.
  static boolean verifies(SimpleCommandView command) {
    if (command.statusIgnored()) {
      return false;
    }
    String name = command.name().orElse("").toLowerCase(Locale.ROOT);
    List<String> words = command.argumentTexts();
    if (HASHES.contains(name)) {
      return command.at(SimpleCommandView.Place.SUBSTITUTION)
          || command.at(SimpleCommandView.Place.CONDITION)
          || words.stream().anyMatch(Verification::isCheck)
          || command.isPiped();
    }
    return ALWAYS.contains(name)
        || switch (name) {
          case "gpg", "gpg2" -> words.contains("--verify") || words.contains("--decrypt");
          case "cosign" -> words.stream().anyMatch(w -> w.startsWith("verify"));
          case "gh" -> words.contains("attestation") && words.contains("verify");
          case "openssl" -> words.stream().anyMatch(w -> w.contains("verify")) || isDigest(words);
          case "codesign" -> words.contains("-v") || words.contains("--verify");
          default -> false;
        };
  }

  private static boolean isDigest(List<String> words) {
    return !words.isEmpty()
        && (words.getFirst().equals("dgst") || words.getFirst().equals("sha256"));
  }

  /// `-c`, `--check`, or a cluster such as `-sc`.
  private static boolean isCheck(String word) {
    return word.startsWith("--check")
        || word.startsWith("--status")
        || (word.startsWith("-") && !word.startsWith("--") && word.contains("c"));
  }
}
