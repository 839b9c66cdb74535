package dev.sallyport.base.model.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A value about a person. An entry carries only its commitment, HMAC-SHA256 with a random salt as
/// key, over the name of the field, a zero byte and the value. Salt and value lie beside the log
/// and
/// can be deleted: without the salt nobody can test a guess against what stays in the tree.
public sealed interface Personal {

  int SALT_BYTES = 32;

  /// The longest value, in characters.
  int MAX_VALUE = 4096;

  /// @return 64 hexadecimal digits
  String commitment();

  /// A value that may still be read.
  ///
  /// @param salt 64 hexadecimal digits
  record Known(String field, String value, String salt, String commitment) implements Personal {

    /// Whether salt and value are those of the commitment.
    public boolean matches() {
      return commitment.equals(commit(field, value, HexFormat.of().parseHex(salt)));
    }

    /// Without the value: it belongs neither into a message nor into a program's own log.
    @Override
    public String toString() {
      return "Known[" + field + ", " + commitment + "]";
    }
  }

  /// What an entry itself says.
  record Committed(String commitment) implements Personal {}

  static Known of(String field, String value) {
    if (value.isEmpty() || value.length() > MAX_VALUE) {
      throw new IllegalArgumentException("%s has 1 to %d characters".formatted(field, MAX_VALUE));
    }
    byte[] salt = new byte[SALT_BYTES];
    Salts.RANDOM.nextBytes(salt);
    return new Known(field, value, HexFormat.of().formatHex(salt), commit(field, value, salt));
  }

  private static String commit(String field, String value, byte[] salt) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(salt, "HmacSHA256"));
      mac.update(field.getBytes(UTF_8));
      mac.update((byte) 0);
      return HexFormat.of().formatHex(mac.doFinal(value.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
