package dev.sallyport.scan.rule;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Identities of findings that survive edits elsewhere in the file: made of rule, file, names and
/// the text found, white space folded; never of line, commit or time.
final class Fingerprints {
  private static final int BYTES = 16;

  private static final MessageDigest SHA_256 = find();

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
    byte[] hash = sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, BYTES);
  }

  /// A copy of one that was looked up once: there are thousands of findings.
  private static MessageDigest sha256() {
    try {
      return (MessageDigest) SHA_256.clone();
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException("the JDK's own digests can be copied", impossible);
    }
  }

  private static MessageDigest find() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
