package dev.sallyport.control.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

final class EnvelopeTest {

  private static final Context CONTEXT = Context.of("database password", "tenant 1", "role 7");
  private static final byte[] PLAIN = "correct horse".getBytes(UTF_8);

  private final Envelope envelope = new Envelope(key(1));

  @Test
  void opensWhatItSealed() {
    Sealed sealed = envelope.seal(PLAIN, CONTEXT);

    assertThat(opened(envelope, sealed, CONTEXT)).contains("correct horse");
    assertThat(sealed.bytes()).hasSize(1 + 4 + 32 + PLAIN.length + 16);
  }

  @Test
  void emptyValueIsSealedToo() {
    Sealed sealed = envelope.seal(new byte[0], CONTEXT);

    assertThat(opened(envelope, sealed, CONTEXT)).contains("");
  }

  @Test
  void doesNotOpenForAnotherContext() {
    Sealed sealed = envelope.seal(PLAIN, CONTEXT);

    assertThat(opened(envelope, sealed, Context.of("database password", "tenant 2", "role 7")))
        .isEmpty();
    // The same letters, divided otherwise.
    assertThat(opened(envelope, sealed, Context.of("database password", "tenant 1rol", "e 7")))
        .isEmpty();
    assertThat(opened(envelope, sealed, Context.of("database password", "tenant 1", "role 7", "")))
        .isEmpty();
  }

  @Test
  void doesNotOpenWithAnotherRootKey() {
    Sealed sealed = envelope.seal(PLAIN, CONTEXT);
    byte[] renamed = sealed.bytes();
    var other = new Envelope(key(2));
    System.arraycopy(other.id(), 0, renamed, 1, 4);

    assertThat(opened(other, sealed, CONTEXT)).isEmpty();
    assertThat(opened(other, Sealed.parse(renamed).orElseThrow(), CONTEXT)).isEmpty();
  }

  @Test
  void anyChangedBitIsNoticed() {
    byte[] sealed = envelope.seal(PLAIN, CONTEXT).bytes();

    for (int bit = 0; bit < 8 * sealed.length; bit++) {
      byte[] changed = sealed.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(Sealed.parse(changed).flatMap(value -> envelope.open(value, CONTEXT))).isEmpty();
    }
    for (int length = 0; length < sealed.length; length++) {
      byte[] cut = Arrays.copyOf(sealed, length);
      assertThat(Sealed.parse(cut).flatMap(value -> envelope.open(value, CONTEXT))).isEmpty();
    }
  }

  @Test
  void noTwoValuesShareKeyAndNonce() {
    var salts = new HashSet<String>();
    for (int i = 0; i < 1000; i++) {
      salts.add(HexFormat.of().formatHex(envelope.seal(PLAIN, CONTEXT).salt()));
    }
    assertThat(salts).hasSize(1000);
  }

  /// The format, read by other means: HKDF written out with HMAC (RFC 5869 sections 2.2 and 2.3).
  @Test
  void isWhatItsDescriptionSays() throws Exception {
    byte[] sealed = envelope.seal(PLAIN, Context.of("a", "bc")).bytes();
    byte[] prk = hmac(Arrays.copyOfRange(sealed, 5, 37), key(1));
    byte[] info = "sallyport envelope 1".getBytes(UTF_8);
    byte[] first = hmac(prk, concat(info, new byte[] {1}));
    byte[] second = hmac(prk, concat(first, info, new byte[] {2}));

    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(first, "AES"),
        new GCMParameterSpec(128, second, 0, 12));
    cipher.updateAAD(Arrays.copyOf(sealed, 37));
    cipher.updateAAD(HexFormat.of().parseHex("00000001" + "61" + "00000002" + "6263"));
    assertThat(cipher.doFinal(Arrays.copyOfRange(sealed, 37, sealed.length))).isEqualTo(PLAIN);
  }

  @Test
  void takesTheRootKeyAndClearsIt() {
    byte[] key = key(3);

    new Envelope(key).close();

    assertThat(key).containsOnly(0);
    assertThatThrownBy(() -> new Envelope(new byte[16]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void secretTellsNothing() {
    byte[] bytes = "token".getBytes(UTF_8);
    Secret secret = Secret.taking(bytes);

    assertThat(bytes).containsOnly(0);
    assertThat(secret).hasToString("secret").isEqualTo(Secret.taking("token".getBytes(UTF_8)));
    assertThat(secret).isNotEqualTo(Secret.taking("other".getBytes(UTF_8)));
    byte[] kept = secret.reveal(lent -> lent);
    assertThat(kept).containsOnly(0);
    secret.close();
    assertThat(secret.<String>reveal(lent -> new String(lent, UTF_8))).isEqualTo("\0".repeat(5));
  }

  @Test
  void contextNeedsAPurpose() {
    assertThatThrownBy(() -> new Context(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  private static Optional<String> opened(Envelope envelope, Sealed sealed, Context context) {
    return envelope
        .open(sealed, context)
        .map(secret -> secret.<String>reveal(bytes -> new String(bytes, UTF_8)));
  }

  private static byte[] key(int seed) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) seed);
    return key;
  }

  private static byte[] hmac(byte[] key, byte[] message) throws Exception {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(message);
  }

  private static byte[] concat(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
