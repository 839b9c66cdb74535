package dev.sallyport.trust.log;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;

/// A public key that verifies notes: a name, a signature type and the key (C2SP signed-note,
/// "Signatures"). Its text form, the vkey, is `<name>+<id in hexadecimal>+base64(<type> || <key>)`.
public final class NoteKey {

  /// A name is an identifier that people read; longer ones are refused.
  static final int MAX_NAME = 255;

  private static final int MAX_VKEY = 4096;

  private final String name;
  private final NoteAlgorithm algorithm;
  private final byte[] publicKey;
  private final int id;

  private NoteKey(String name, NoteAlgorithm algorithm, byte[] publicKey) {
    this.name = name;
    this.algorithm = algorithm;
    this.publicKey = publicKey;
    this.id = id(name, algorithm, publicKey);
  }

  /// @param publicKey in the encoding of the algorithm, for Ed25519 the 32 bytes of RFC 8032
  public static NoteKey of(String name, NoteAlgorithm algorithm, byte[] publicKey) {
    checkName(name);
    algorithm.checkPublicKey(publicKey);
    return new NoteKey(name, algorithm, publicKey.clone());
  }

  /// Reads a vkey; its id must be the one that its name and key give.
  public static NoteKey parse(String vkey) {
    int first = vkey.indexOf('+');
    int second = vkey.indexOf('+', first + 1);
    if (vkey.length() > MAX_VKEY || first < 0 || second < 0) {
      throw new MalformedLog("a verifier key is <name>+<id>+<key>");
    }
    byte[] typed = StrictBase64.decode(vkey.substring(second + 1));
    if (typed.length == 0) {
      throw new MalformedLog("a verifier key without a key");
    }
    byte[] publicKey = new byte[typed.length - 1];
    System.arraycopy(typed, 1, publicKey, 0, publicKey.length);
    var key = of(vkey.substring(0, first), NoteAlgorithm.of(typed[0]), publicKey);
    if (!vkey.substring(first + 1, second).equals(key.hexId())) {
      throw new MalformedLog("the id of the verifier key of %s is wrong".formatted(key.name));
    }
    return key;
  }

  public String name() {
    return name;
  }

  /// The first four bytes of `SHA-256(name || 0x0A || type || key)`, big-endian.
  public int id() {
    return id;
  }

  public NoteAlgorithm algorithm() {
    return algorithm;
  }

  public byte[] publicKey() {
    return publicKey.clone();
  }

  public String vkey() {
    byte[] typed = new byte[publicKey.length + 1];
    typed[0] = algorithm.type();
    System.arraycopy(publicKey, 0, typed, 1, publicKey.length);
    return name + "+" + hexId() + "+" + Base64.getEncoder().encodeToString(typed);
  }

  /// Whether both wrap the same key, whatever their names and types (C2SP tlog-policy).
  boolean samePublicKey(NoteKey other) {
    return MessageDigest.isEqual(publicKey, other.publicKey);
  }

  private String hexId() {
    return HexFormat.of().toHexDigits(id);
  }

  private static int id(String name, NoteAlgorithm algorithm, byte[] publicKey) {
    var digest = TreeHasher.sha256();
    digest.update(name.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
    digest.update(algorithm.type());
    byte[] hash = digest.digest(publicKey);
    return (hash[0] & 0xff) << 24 | (hash[1] & 0xff) << 16 | (hash[2] & 0xff) << 8 | hash[3] & 0xff;
  }

  /// Not empty, no Unicode space, no control character, no plus.
  static void checkName(String name) {
    boolean bad =
        name.isEmpty()
            || name.length() > MAX_NAME
            || name.codePoints()
                .anyMatch(
                    c ->
                        c == '+'
                            || c == 0xfffd
                            || Character.isSpaceChar(c)
                            || Character.isWhitespace(c)
                            || Character.isISOControl(c)
                            || Character.getType(c) == Character.SURROGATE);
    if (bad) {
      throw new MalformedLog("a key name has no spaces and no plus and is not empty");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NoteKey that
        && name.equals(that.name)
        && algorithm == that.algorithm
        && samePublicKey(that);
  }

  @Override
  public int hashCode() {
    return id;
  }

  @Override
  public String toString() {
    return vkey();
  }
}
