package dev.sallyport.control.keys;

import dev.sallyport.control.store.StoreRefusal;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// PBKDF2 (RFC 8018 section 5.2) with HMAC-SHA256: what the JDK has. It slows guessing down; a
/// passphrase of few bits is guessed all the same.
final class RootPassphrase extends RootKey {

  private static final int MIN_LENGTH = 12;

  private final char[] passphrase;

  RootPassphrase(char[] passphrase) {
    this.passphrase = passphrase;
  }

  @Override
  String kind() {
    return "passphrase";
  }

  /// Once: the passphrase is overwritten.
  @Override
  byte[] derive(RootParameters parameters, boolean fresh) {
    if (fresh && passphrase.length < MIN_LENGTH) {
      throw new StoreRefusal(
          "passphrase-short",
          "a passphrase of at least %d characters".formatted(MIN_LENGTH),
          "one of %d".formatted(passphrase.length),
          "choose several random words");
    }
    byte[] salt = HexFormat.of().parseHex(parameters.salt());
    var spec = new PBEKeySpec(passphrase, salt, parameters.iterations(), 8 * Envelope.ROOT_SIZE);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has PBKDF2WithHmacSHA256", e);
    } finally {
      spec.clearPassword();
      Arrays.fill(passphrase, ' ');
    }
  }
}
