package dev.sallyport.control.identity.federation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sallyport.base.model.source.Digest;
import dev.sallyport.control.identity.federation.Refusal.Code;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/// A JWS in compact form (RFC 7515 section 7.1), taken apart and not yet verified.
///
/// @param algorithm as the header names it
/// @param keyId as the header names it
/// @param signed what the signature is over
/// @param digest of what is signed, which stands for the token wherever it is remembered: an ECDSA
///     signature has a twin that is right as well, so the signature must not be part of it
record CompactToken(
    Algorithm algorithm,
    String keyId,
    Value.Members claims,
    byte[] signed,
    byte[] signature,
    Digest digest) {

  static final int LONGEST = 16 * 1024;

  private static final int LONGEST_KEY_ID = 256;
  private static final int PARTS = 3;
  private static final int ENCRYPTED_PARTS = 5;

  /// Keys and rules that a token would bring itself.
  private static final List<String> REFUSED =
      List.of("b64", "crit", "enc", "jku", "jwk", "x5c", "x5u", "zip");

  private static final Set<String> TYPES = Set.of("JWT", "jwt");

  static CompactToken parse(String text) throws Refused {
    if (text.length() > LONGEST) {
      throw new Refused(
          Code.TOKEN_SIZE, "at most %d characters".formatted(LONGEST), "" + text.length());
    }
    String[] parts = text.split("\\.", -1);
    if (parts.length == ENCRYPTED_PARTS) {
      throw new Refused(Code.TOKEN_ENCRYPTED, "a signed token", "an encrypted one");
    }
    if (parts.length != PARTS) {
      throw new Refused(Code.TOKEN_MALFORMED, "three parts", "" + parts.length);
    }
    Value.Members header = json("header", parts[0]);
    headed(header);
    Algorithm algorithm = algorithm(header);
    byte[] signature = decode("signature", parts[2]);
    if (signature.length == 0) {
      throw new Refused(Code.SIGNATURE_WRONG, "a signature", "none");
    }
    byte[] signed = (parts[0] + "." + parts[1]).getBytes(US_ASCII);
    return new CompactToken(
        algorithm, keyId(header), json("claims", parts[1]), signed, signature, digest(signed));
  }

  /// @return the text of a part, never its bytes: the claims are not for messages
  private static Value.Members json(String name, String part) throws Refused {
    try {
      return ValueReader.read(decode(name, part));
    } catch (ValueReader.Malformed e) {
      throw new Refused(
          Code.TOKEN_MALFORMED, "strict JSON", "%s: %s".formatted(name, e.getMessage()));
    }
  }

  /// Base64url without padding, in its one canonical form (RFC 7515 section 2, RFC 4648 section
  /// 3.5).
  private static byte[] decode(String name, String part) throws Refused {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(part);
      if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
        return bytes;
      }
    } catch (IllegalArgumentException _) {
      // Said below.
    }
    throw new Refused(
        Code.TOKEN_MALFORMED, "canonical base64url without padding", "other in the " + name);
  }

  private static void headed(Value.Members header) throws Refused {
    for (String name : REFUSED) {
      if (header.members().containsKey(name)) {
        throw new Refused(Code.TOKEN_HEADER, "no header '%s'".formatted(name), name);
      }
    }
    Value type = header.members().get("typ");
    if (type != null && !(type instanceof Value.Text(String text) && TYPES.contains(text))) {
      throw new Refused(
          Code.TOKEN_TYPE, "JWT", type instanceof Value.Text(String text) ? text : type.kind());
    }
  }

  private static Algorithm algorithm(Value.Members header) throws Refused {
    Value value = header.members().get("alg");
    String name = value instanceof Value.Text(String text) ? text : "none";
    return Algorithm.of(name)
        .orElseThrow(() -> new Refused(Code.TOKEN_ALGORITHM, "RS256 or ES256", name));
  }

  private static String keyId(Value.Members header) throws Refused {
    Value value = header.members().get("kid");
    if (value instanceof Value.Text(String text)
        && !text.isEmpty()
        && text.length() <= LONGEST_KEY_ID) {
      return text;
    }
    throw new Refused(
        Code.KEY_ID,
        "a 'kid' of at most %d characters".formatted(LONGEST_KEY_ID),
        value == null ? "none" : value.kind());
  }

  private static Digest digest(byte[] signed) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(signed);
      return new Digest("sha256:" + HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "token " + digest;
  }
}
