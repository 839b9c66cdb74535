package dev.sallyport.control.identity.federation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Makes tokens, right ones and wrong ones. Members are given as JSON, so that a wrong token can
/// hold anything; the keys are new in each process.
final class TestTokens {

  static final long NOW = 1_795_000_000;
  static final String AUDIENCE = "https://sallyport.example/environments/production";
  static final String GITHUB = "https://token.actions.githubusercontent.com";
  static final String GITLAB = "https://gitlab.com";
  static final KeyPair RSA = rsa(2048);
  static final KeyPair OTHER = rsa(2048);
  static final KeyPair SMALL = rsa(1024);
  static final KeyPair EC = elliptic();

  private final Map<String, String> header = new LinkedHashMap<>();
  private final Map<String, String> claims = new LinkedHashMap<>();
  private UnaryOperator<String> headerText = text -> text;
  private UnaryOperator<String> claimsText = text -> text;
  private @Nullable KeyPair key = RSA;
  private String algorithm = "SHA256withRSA";

  private TestTokens() {}

  static TestTokens github() {
    return new TestTokens()
        .header("alg", "\"RS256\"")
        .header("kid", "\"rsa-1\"")
        .header("typ", "\"JWT\"")
        .header("x5t", "\"rsa-1\"")
        .claims(
            """
            {"jti":"6f2f5a8e-6f3c-4f1e-9c55-0c1f0a9f2c11",
            "sub":"repo:octo@1024/app@2048:environment:production",
            "aud":"%s","ref":"refs/heads/main","sha":"%s","repository":"octo/app",
            "repository_owner":"octo","repository_owner_id":"1024","run_id":"70001",
            "run_number":"12","run_attempt":"1","repository_visibility":"private",
            "repository_id":"2048","actor_id":"77","actor":"ada","workflow":"deploy",
            "head_ref":"","base_ref":"","event_name":"push","ref_protected":"true",
            "ref_type":"branch","workflow_ref":"octo/app/.github/workflows/deploy.yml@refs/heads/main",
            "workflow_sha":"%s","job_workflow_ref":"octo/app/.github/workflows/deploy.yml@refs/heads/main",
            "job_workflow_sha":"%s","runner_environment":"github-hosted","environment":"production",
            "iss":"%s","nbf":%d,"exp":%d,"iat":%d}"""
                .formatted(
                    AUDIENCE,
                    "1".repeat(40),
                    "1".repeat(40),
                    "1".repeat(40),
                    GITHUB,
                    NOW - 630,
                    NOW + 270,
                    NOW - 30));
  }

  static TestTokens gitlab() {
    return new TestTokens()
        .header("kid", "\"ec-1\"")
        .header("typ", "\"JWT\"")
        .header("alg", "\"ES256\"")
        .key(EC)
        .claims(
            """
            {"namespace_id":"31","namespace_path":"octo","project_id":"4096","project_path":"octo/app",
            "user_id":"12","user_login":"ada","user_email":"ada@example.org","user_access_level":"developer",
            "job_project_id":"4096","job_project_path":"octo/app","job_namespace_id":"31",
            "pipeline_id":"5001","pipeline_source":"push","job_id":"6001","ref":"main","ref_type":"branch",
            "ref_path":"refs/heads/main","ref_protected":"true","environment":"production",
            "environment_protected":"true","deployment_tier":"production","runner_id":44,
            "runner_environment":"gitlab-hosted","sha":"%s","project_visibility":"private",
            "ci_config_ref_uri":"gitlab.com/octo/app//.gitlab-ci.yml@refs/heads/main","ci_config_sha":"%s",
            "jti":"c82eeb0c-5c6f-4a33-abf5-4c474b92b558","iat":%d,"nbf":%d,"exp":%d,"iss":"%s",
            "sub":"project_path:octo/app:ref_type:branch:ref:main","aud":"%s"}"""
                .formatted(
                    "2".repeat(40),
                    "2".repeat(40),
                    NOW - 30,
                    NOW - 35,
                    NOW + 270,
                    GITLAB,
                    AUDIENCE));
  }

  /// @param json without it when empty
  TestTokens header(String name, String json) {
    return put(header, name, json);
  }

  TestTokens claim(String name, String json) {
    return put(claims, name, json);
  }

  TestTokens without(String name) {
    return put(claims, name, "");
  }

  private TestTokens put(Map<String, String> members, String name, String json) {
    members.remove(name);
    if (!json.isEmpty()) {
      members.put(name, json);
    }
    return this;
  }

  private TestTokens claims(String json) {
    // A flat object of texts and numbers without commas in them.
    for (String member : json.strip().substring(1, json.strip().length() - 1).split(",\\s*")) {
      int colon = member.indexOf("\":");
      claim(member.substring(1, colon), member.substring(colon + 2));
    }
    return this;
  }

  TestTokens key(KeyPair pair) {
    key = pair;
    algorithm =
        pair.getPublic() instanceof RSAPublicKey ? "SHA256withRSA" : "SHA256withECDSAinP1363Format";
    return this;
  }

  TestTokens algorithm(String name) {
    algorithm = name;
    return this;
  }

  TestTokens unsigned() {
    key = null;
    return this;
  }

  TestTokens headerText(UnaryOperator<String> change) {
    headerText = change;
    return this;
  }

  TestTokens claimsText(UnaryOperator<String> change) {
    claimsText = change;
    return this;
  }

  String signed() {
    return String.join(".", parts());
  }

  List<String> parts() {
    return parts(encoded(headerText, header), encoded(claimsText, claims));
  }

  /// The two parts, signed.
  List<String> parts(String first, String second) {
    return List.of(first, second, base64(signature((first + "." + second).getBytes(UTF_8))));
  }

  String claimsPart() {
    return encoded(claimsText, claims);
  }

  String headerPart() {
    return encoded(headerText, header);
  }

  private byte[] signature(byte[] bytes) {
    if (key == null) {
      return new byte[0];
    }
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key.getPrivate());
      signature.update(bytes);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] mac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(UnaryOperator<String> change, Map<String, String> members) {
    var json = new ArrayList<String>();
    members.forEach((name, value) -> json.add("\"%s\":%s".formatted(name, value)));
    return base64(change.apply("{" + String.join(",", json) + "}").getBytes(UTF_8));
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static String rsaJwk(String id, KeyPair pair, String more) {
    var key = (RSAPublicKey) pair.getPublic();
    return "{\"kty\":\"RSA\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"%s}"
        .formatted(
            id,
            base64(unsigned(key.getModulus(), 0)),
            base64(unsigned(key.getPublicExponent(), 0)),
            more);
  }

  static String ecJwk(String id, KeyPair pair, String more) {
    var point = ((ECPublicKey) pair.getPublic()).getW();
    return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"%s\",\"x\":\"%s\",\"y\":\"%s\"%s}"
        .formatted(
            id,
            base64(unsigned(point.getAffineX(), 32)),
            base64(unsigned(point.getAffineY(), 32)),
            more);
  }

  static String jwks(String... keys) {
    return "{\"keys\":[" + String.join(",", keys) + "]}";
  }

  /// @param length 0 for as many bytes as needed
  private static byte[] unsigned(BigInteger number, int length) {
    byte[] signed = number.toByteArray();
    int size = length == 0 ? (number.bitLength() + 7) / 8 : length;
    byte[] bytes = new byte[size];
    int from = Math.max(0, signed.length - size);
    System.arraycopy(signed, from, bytes, size - (signed.length - from), signed.length - from);
    return bytes;
  }

  private static KeyPair rsa(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair elliptic() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
