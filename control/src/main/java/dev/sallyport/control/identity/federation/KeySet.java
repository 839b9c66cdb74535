package dev.sallyport.control.identity.federation;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import dev.sallyport.control.identity.federation.Refusal.Code;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Map;
import java.util.TreeMap;

/// The public keys of an issuer by their ids (RFC 7517 section 5). Keys that cannot be used are
/// kept with the reason, so that a token that names one is refused with it.
final class KeySet {

  private static final int MOST_KEYS = 64;
  private static final int LEAST_RSA_BITS = 2048;
  private static final int MOST_RSA_BITS = 8192;

  private sealed interface Entry {
    record Usable(Algorithm algorithm, PublicKey key) implements Entry {}

    record Unusable(Code code, String why) implements Entry {}
  }

  private final Map<String, Entry> entries;

  private KeySet(Map<String, Entry> entries) {
    this.entries = entries;
  }

  /// @param bytes a JSON Web Key Set of bounded length
  static KeySet parse(byte[] bytes) throws ValueReader.Malformed {
    if (!(ValueReader.read(bytes).members().get("keys") instanceof Value.Items(var keys))
        || keys.size() > MOST_KEYS) {
      throw new ValueReader.Malformed("no list of at most %d keys".formatted(MOST_KEYS));
    }
    Map<String, Entry> entries = new TreeMap<>();
    for (Value key : keys) {
      if (key instanceof Value.Members jwk
          && jwk.members().get("kid") instanceof Value.Text(String id)) {
        Entry twice = new Entry.Unusable(Code.KEY_AMBIGUOUS, "two keys with this id");
        entries.merge(id, entry(jwk), (_, _) -> twice);
      }
    }
    return new KeySet(entries);
  }

  boolean isEmpty() {
    return entries.values().stream().noneMatch(entry -> entry instanceof Entry.Usable);
  }

  boolean knows(String id) {
    return entries.containsKey(id);
  }

  /// The key for a token.
  PublicKey key(String id, Algorithm algorithm) throws Refused {
    return switch (entries.get(id)) {
      case null -> throw new Refused(Code.KEY_UNKNOWN, "a key of the issuer", id);
      case Entry.Unusable(Code code, String why) ->
          throw new Refused(code, "a key that can be used", why);
      case Entry.Usable(Algorithm of, PublicKey key) -> {
        if (of != algorithm) {
          throw new Refused(Code.TOKEN_ALGORITHM, of.name(), algorithm.name());
        }
        yield key;
      }
    };
  }

  private static Entry entry(Value.Members jwk) {
    if (!absentOr(jwk, "use", "sig")) {
      return new Entry.Unusable(Code.KEY_UNFIT, "a key that is not for signatures");
    }
    try {
      return switch (text(jwk, "kty")) {
        case "RSA" -> rsa(jwk);
        case "EC" -> elliptic(jwk);
        default -> new Entry.Unusable(Code.KEY_UNFIT, "a key that is neither RSA nor EC");
      };
    } catch (JOSEException | IllegalArgumentException | IllegalStateException _) {
      return new Entry.Unusable(Code.KEY_UNFIT, "a malformed key");
    }
  }

  private static Entry rsa(Value.Members jwk) throws JOSEException {
    if (!absentOr(jwk, "alg", Algorithm.RS256.name())) {
      return new Entry.Unusable(Code.KEY_UNFIT, "a key for another algorithm");
    }
    RSAPublicKey key =
        new RSAKey.Builder(new Base64URL(text(jwk, "n")), new Base64URL(text(jwk, "e")))
            .build()
            .toRSAPublicKey();
    int bits = key.getModulus().bitLength();
    return bits < LEAST_RSA_BITS || bits > MOST_RSA_BITS
        ? new Entry.Unusable(Code.KEY_UNFIT, "an RSA key of %d bits".formatted(bits))
        : new Entry.Usable(Algorithm.RS256, key);
  }

  /// The builder refuses points that are not on the curve.
  private static Entry elliptic(Value.Members jwk) throws JOSEException {
    if (!text(jwk, "crv").equals("P-256") || !absentOr(jwk, "alg", Algorithm.ES256.name())) {
      return new Entry.Unusable(Code.KEY_UNFIT, "a key for another algorithm");
    }
    ECPublicKey key =
        new ECKey.Builder(Curve.P_256, new Base64URL(text(jwk, "x")), new Base64URL(text(jwk, "y")))
            .build()
            .toECPublicKey();
    return new Entry.Usable(Algorithm.ES256, key);
  }

  private static boolean absentOr(Value.Members jwk, String name, String wanted) {
    Value value = jwk.members().get(name);
    return value == null || value instanceof Value.Text(String text) && text.equals(wanted);
  }

  private static String text(Value.Members jwk, String name) {
    return jwk.members().get(name) instanceof Value.Text(String text) ? text : "";
  }
}
