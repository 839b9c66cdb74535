package dev.sallyport.scan.rule;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Identities of findings that survive edits elsewhere in the file: made of rule, file, names and
/// the text found, white space folded; never of line, commit or time.
final class Fingerprints {
  private static final int BYTES = 16;

  private Fingerprints() {}

  static String base(String rule, String path, String key, String snippet) {
    return digest(rule + "\0" + path + "\0" + key + "\0" + fold(snippet));
  }

  /// The first one is the base itself; further ones of the same text are numbered.
  static String nth(String base, int nth) {
    return nth == 1 ? base : digest(base + "\0" + nth);
  }

  private static String fold(String text) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), 256));
    boolean gap = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c)) {
        gap = true;
      } else {
        if (gap && !out.isEmpty()) {
          out.append(' ');
        }
        gap = false;
        out.append(c);
      }
    }
    return out.toString();
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
