package dev.sallyport.control.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is kept about the root key, in the clear: enough to derive it from a passphrase again and
/// to recognise a wrong one.
///
/// @param kind `file` or `passphrase`
/// @param salt hexadecimal
/// @param iterations of PBKDF2
/// @param id of the key, hexadecimal
record RootParameters(String kind, String salt, int iterations, String id) {

  /// OWASP's figure for PBKDF2-HMAC-SHA256. It is recorded, so that a later one can be higher.
  static final int ITERATIONS = 600_000;

  static final String UNKNOWN_ID = "00000000";

  /// More would stop the start for long; fewer would not be ours.
  private static final int MAX_ITERATIONS = 10_000_000;

  private static final Pattern FORM =
      Pattern.compile(
          "sallyport root key 1\nkind (file|passphrase)\nsalt ([0-9a-f]{64})\n"
              + "iterations ([0-9]{6,9})\nid ([0-9a-f]{8})\n");

  static RootParameters fresh(String kind) {
    byte[] salt = new byte[32];
    new SecureRandom().nextBytes(salt);
    return new RootParameters(kind, HexFormat.of().formatHex(salt), ITERATIONS, UNKNOWN_ID);
  }

  static Optional<RootParameters> parse(byte[] bytes) {
    Matcher matcher = FORM.matcher(new String(bytes, US_ASCII));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int iterations = Integer.parseInt(matcher.group(3));
    if (iterations < ITERATIONS || iterations > MAX_ITERATIONS) {
      return Optional.empty();
    }
    return Optional.of(
        new RootParameters(matcher.group(1), matcher.group(2), iterations, matcher.group(4)));
  }

  RootParameters withId(byte[] id) {
    return new RootParameters(kind, salt, iterations, HexFormat.of().formatHex(id));
  }

  byte[] bytes() {
    return "sallyport root key 1\nkind %s\nsalt %s\niterations %d\nid %s\n"
        .formatted(kind, salt, iterations, id)
        .getBytes(US_ASCII);
  }
}
