package dev.sallyport.control.identity.federation;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import dev.sallyport.control.identity.federation.Refusal.Code;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Takes a token apart, finds who may have signed it, verifies the signature, and only then reads
/// what it claims (RFC 8725). Knows nothing of replay: that is decided in the commit that would
/// spend the token.
final class TokenVerifier {

  private static final long LATEST_SECOND = Instant.parse("9999-12-31T00:00:00Z").getEpochSecond();

  private record Key(int tenant, String url) {}

  private final Map<Key, Issuer> issuers;

  TokenVerifier(List<Issuer> issuers) {
    this.issuers =
        issuers.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    issuer -> new Key(issuer.tenant(), issuer.url()), issuer -> issuer));
  }

  /// @param tenant whose issuers count
  /// @param audience the one `aud` that is meant
  /// @param now by our clock, read once for the whole request
  VerifiedToken verify(int tenant, String text, String audience, Instant now) throws Refused {
    CompactToken token = CompactToken.parse(text);
    Issuer issuer = issuer(tenant, token.claims());
    if (token.algorithm() != issuer.algorithm()) {
      throw new Refused(Code.TOKEN_ALGORITHM, issuer.algorithm().name(), token.algorithm().name());
    }
    verify(token, issuer.keys().key(token.keyId(), token.algorithm(), now));
    Instant expires = new Times(token.claims(), issuer, now).expires();
    audience(token.claims(), audience);
    var claims = new Claims(token.claims());
    String id = claims.findText("jti");
    return new VerifiedToken(
        issuer.adapter().run(claims),
        id == null ? token.digest().value() : "jti:" + id,
        expires.plus(issuer.leeway()),
        token.digest());
  }

  private Issuer issuer(int tenant, Value.Members claims) throws Refused {
    if (!(claims.members().get("iss") instanceof Value.Text(String url))) {
      throw new Refused(Code.ISSUER_UNKNOWN, "an issuer", "no text in 'iss'");
    }
    Issuer issuer = issuers.get(new Key(tenant, url));
    if (issuer == null) {
      throw new Refused(Code.ISSUER_UNKNOWN, "an issuer that is set up, letter by letter", url);
    }
    return issuer;
  }

  /// The header given to the library is made from the issuer's settings, not from the token.
  private static void verify(CompactToken token, PublicKey key) throws Refused {
    boolean right;
    try {
      JWSVerifier verifier =
          switch (token.algorithm()) {
            case RS256 -> new RSASSAVerifier((RSAPublicKey) key);
            case ES256 -> new ECDSAVerifier((ECPublicKey) key);
          };
      right =
          verifier.verify(
              new JWSHeader(token.algorithm().jose()),
              token.signed(),
              Base64URL.encode(token.signature()));
    } catch (JOSEException _) {
      right = false;
    }
    if (!right) {
      throw new Refused(Code.SIGNATURE_WRONG, "a signature by the issuer's key", "another");
    }
  }

  /// One audience and no other, so that a token that is good somewhere else too is not taken here.
  private static void audience(Value.Members claims, String wanted) throws Refused {
    Value value = claims.members().get("aud");
    if (value instanceof Value.Items(List<Value> items) && items.size() == 1) {
      value = items.getFirst();
    }
    if (value instanceof Value.Items(List<Value> items) && items.size() > 1) {
      throw new Refused(
          Code.AUDIENCE_WRONG, "only " + wanted, "a list of %d".formatted(items.size()));
    }
    if (!(value instanceof Value.Text(String audience))) {
      throw new Refused(
          Code.AUDIENCE_FORM, "'aud' as a text", value == null ? "none" : value.kind());
    }
    if (!audience.equals(wanted)) {
      throw new Refused(Code.AUDIENCE_WRONG, wanted, audience);
    }
  }

  /// `exp`, `nbf` and `iat` (RFC 7519 section 4.1), whole seconds.
  private record Times(Value.Members claims, Issuer issuer, Instant now) {

    Instant expires() throws Refused {
      Instant expires = time("exp");
      Instant issued = time("iat");
      Instant early = now.plus(issuer.leeway());
      if (!now.isBefore(expires.plus(issuer.leeway()))) {
        throw new Refused(Code.TIME_EXPIRED, "'exp' after " + now, "" + expires);
      }
      if (issued.isAfter(early)) {
        throw new Refused(Code.TIME_EARLY, "'iat' not after " + now, "" + issued);
      }
      if (claims.members().containsKey("nbf") && time("nbf").isAfter(early)) {
        throw new Refused(Code.TIME_EARLY, "'nbf' not after " + now, "" + time("nbf"));
      }
      Duration life = Duration.between(issued, expires);
      if (life.isNegative() || life.compareTo(issuer.longest()) > 0) {
        throw new Refused(Code.TIME_LIFETIME, "0 to " + issuer.longest(), "" + life);
      }
      return expires;
    }

    private Instant time(String name) throws Refused {
      Value value = claims.members().get(name);
      if (value instanceof Value.Whole(long second) && second >= 0 && second <= LATEST_SECOND) {
        return Instant.ofEpochSecond(second);
      }
      throw new Refused(
          Code.TIME_FORM,
          "'%s' in whole seconds since 1970".formatted(name),
          value == null ? "none" : value.kind());
    }
  }
}
