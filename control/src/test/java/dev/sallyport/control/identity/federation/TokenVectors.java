package dev.sallyport.control.identity.federation;

import static dev.sallyport.control.identity.federation.TestTokens.AUDIENCE;
import static dev.sallyport.control.identity.federation.TestTokens.GITHUB;
import static dev.sallyport.control.identity.federation.TestTokens.GITLAB;
import static dev.sallyport.control.identity.federation.TestTokens.NOW;
import static dev.sallyport.control.identity.federation.TestTokens.base64;
import static dev.sallyport.control.identity.federation.TestTokens.ecJwk;
import static dev.sallyport.control.identity.federation.TestTokens.github;
import static dev.sallyport.control.identity.federation.TestTokens.gitlab;
import static dev.sallyport.control.identity.federation.TestTokens.jwks;
import static dev.sallyport.control.identity.federation.TestTokens.rsaJwk;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.base.json.CanonicalJson;
import dev.sallyport.base.json.Json;
import dev.sallyport.control.identity.federation.Refusal.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Writes `vectors/token-exchange/tokens.json`: every way in which a token can be wrong, each as a
/// token that anybody's verifier can be given. Argument: the file.
final class TokenVectors {

  private static final String KEYS_URL = GITHUB + "/.well-known/jwks";
  private static final String ABOUT_URL = GITHUB + "/.well-known/openid-configuration";

  private final List<Json> vectors = new ArrayList<>();

  public static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of(arguments[0]), new TokenVectors().file());
  }

  private String file() {
    form();
    header();
    keys();
    issuers();
    discovery();
    times();
    audience();
    claims();
    gitlabClaims();
    var lines = new ArrayList<String>();
    vectors.forEach(vector -> lines.add(new String(CanonicalJson.bytes(vector), UTF_8)));
    return """
        {"about":"Tokens of CI systems, right ones and wrong ones. README.md beside it says how to use them.","format":1,
        "audience":"%s",
        "issuers":[
        %s],
        "vectors":[
        %s]}
        """
        .formatted(AUDIENCE, issuerLines(), String.join(",\n", lines));
  }

  private static String issuerLines() {
    String rsa =
        jwks(
            rsaJwk("rsa-1", TestTokens.RSA, ",\"use\":\"sig\",\"alg\":\"RS256\""),
            rsaJwk("small", TestTokens.SMALL, ""),
            rsaJwk("for-encryption", TestTokens.RSA, ",\"use\":\"enc\""),
            rsaJwk("twice", TestTokens.RSA, ""),
            rsaJwk("twice", TestTokens.OTHER, ""),
            "{\"kty\":\"oct\",\"kid\":\"shared\",\"k\":\"%s\"}".formatted(base64(new byte[32])),
            ecJwk("elliptic", TestTokens.EC, ""),
            "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"off\",\"x\":\"%s\",\"y\":\"%s\"}"
                .formatted(base64(filled(32, 1)), base64(filled(32, 2))));
    String ec = jwks(ecJwk("ec-1", TestTokens.EC, ""));
    return String.join(
        ",\n",
        issuer(1, GITHUB, "github", "RS256", 900, rsa),
        issuer(1, GITHUB + "/octo", "github", "RS256", 900, rsa),
        issuer(1, GITLAB, "gitlab", "ES256", 3600, ec),
        issuer(1, "https://gitlab.example", "gitlab", "ES256", 3600, ec),
        issuer(2, GITLAB, "gitlab", "ES256", 3600, ec),
        issuer(3, GITHUB, "github", "RS256", 900, ""));
  }

  /// @param keys none for those that are fetched
  private static String issuer(
      int tenant, String url, String kind, String algorithm, int longest, String keys) {
    return "{\"tenant\":%d,\"url\":\"%s\",\"kind\":\"%s\",\"algorithm\":\"%s\",\"longest\":%d,\"leeway\":30%s}"
        .formatted(
            tenant, url, kind, algorithm, longest, keys.isEmpty() ? "" : ",\"keys\":" + keys);
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  // ---- what is written

  private final class Vector {
    private final int item;
    private final String id;
    private final String title;
    private final List<Json> steps = new ArrayList<>();
    private int tenant = 1;
    private long now = NOW;
    private Map<String, Json> published = Map.of();
    private List<String> fetched = List.of();

    Vector(int item, String id, String title) {
      this.item = item;
      this.id = id;
      this.title = title;
    }

    Vector at(long second) {
      now = second;
      return this;
    }

    Vector tenant(int number) {
      tenant = number;
      return this;
    }

    /// @param documents by URL; a body, or a status
    Vector published(Map<String, String> documents) {
      var map = new TreeMap<String, Json>();
      documents.forEach((url, body) -> map.put(url, new Json.Str(body)));
      published = map;
      return this;
    }

    Vector fetches(String... urls) {
      fetched = List.of(urls);
      return this;
    }

    Vector refused(List<String> token, Code code) {
      return step(
          token,
          Map.of(
              "outcome", new Json.Str("refused"),
              "code", new Json.Str(code.text()),
              "stage", new Json.Str(code.stage().name().toLowerCase(Locale.ROOT))));
    }

    /// @param run members of the run that must be so, by path
    Vector verified(List<String> token, Map<String, String> run) {
      var members = new TreeMap<String, Json>();
      run.forEach((path, value) -> members.put(path, new Json.Str(value)));
      return step(token, Map.of("outcome", new Json.Str("verified"), "run", Json.Obj.of(members)));
    }

    private Vector step(List<String> token, Map<String, Json> expected) {
      var members = new TreeMap<String, Json>();
      members.put("tenant", new Json.Int(tenant));
      members.put("now", new Json.Int(now));
      members.put("token", texts(token));
      members.put("expect", Json.Obj.of(expected));
      if (tenant == 3) {
        members.put("published", Json.Obj.of(published));
        members.put("fetched", texts(fetched));
      }
      steps.add(Json.Obj.of(members));
      return this;
    }

    void end() {
      vectors.add(
          Json.Obj.of(
              Map.of(
                  "item", new Json.Int(item),
                  "id", new Json.Str(id),
                  "title", new Json.Str(title),
                  "steps", new Json.Arr(steps))));
    }
  }

  private static Json texts(List<String> texts) {
    return new Json.Arr(texts.stream().<Json>map(Json.Str::new).toList());
  }

  private void refused(int item, String id, String title, TestTokens token, Code code) {
    new Vector(item, id, title).refused(token.parts(), code).end();
  }

  private void refusedParts(int item, String id, String title, List<String> token, Code code) {
    new Vector(item, id, title).refused(token, code).end();
  }

  private void verified(
      int item, String id, String title, TestTokens token, Map<String, String> run) {
    new Vector(item, id, title).verified(token.parts(), run).end();
  }

  // ---- the vectors

  private void form() {
    verified(
        0,
        "good-github",
        "A right token of GitHub",
        github(),
        Map.of(
            "repository.id",
            "2048",
            "trigger.trust",
            "TRUSTED",
            "revision.ref",
            "refs/heads/main",
            "environment.name",
            "production",
            "execution.runner",
            "hosted"));
    verified(
        0,
        "good-gitlab",
        "A right token of GitLab",
        gitlab(),
        Map.of(
            "repository.id",
            "4096",
            "trigger.trust",
            "TRUSTED",
            "revision.ref",
            "refs/heads/main",
            "environment.guarded",
            "true"));
    for (String none : List.of("none", "None", "nOnE", "NONE")) {
      refused(
          1,
          "alg-" + none,
          "No signature: alg " + none,
          github().header("alg", "\"%s\"".formatted(none)).unsigned(),
          Code.TOKEN_ALGORITHM);
    }
    refused(
        1, "signature-empty", "The signature is empty", github().unsigned(), Code.SIGNATURE_WRONG);
    var hs = github().header("alg", "\"HS256\"");
    String input = hs.headerPart() + "." + hs.claimsPart();
    byte[] der = TestTokens.RSA.getPublic().getEncoded();
    byte[] pem =
        ("-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END PUBLIC KEY-----\n")
            .getBytes(UTF_8);
    refusedParts(
        2,
        "hs256-pem",
        "HS256 with the public key as PEM for a secret",
        List.of(hs.headerPart(), hs.claimsPart(), base64(TestTokens.mac(pem, input))),
        Code.TOKEN_ALGORITHM);
    refusedParts(
        2,
        "hs256-der",
        "HS256 with the public key as DER for a secret",
        List.of(hs.headerPart(), hs.claimsPart(), base64(TestTokens.mac(der, input))),
        Code.TOKEN_ALGORITHM);
    refusedParts(
        3,
        "es256-zero",
        "An ES256 signature of 64 zero bytes",
        List.of(gitlab().headerPart(), gitlab().claimsPart(), base64(new byte[64])),
        Code.SIGNATURE_WRONG);
    refusedParts(
        3,
        "es256-short",
        "An ES256 signature of 8 bytes",
        List.of(gitlab().headerPart(), gitlab().claimsPart(), base64(filled(8, 7))),
        Code.SIGNATURE_WRONG);
    refused(
        4,
        "ps256",
        "PS256 where RS256 is fixed",
        github().header("alg", "\"PS256\""),
        Code.TOKEN_ALGORITHM);
    refused(
        4,
        "rs512",
        "RS512 where RS256 is fixed",
        github().header("alg", "\"RS512\"").algorithm("SHA512withRSA"),
        Code.TOKEN_ALGORITHM);
    refused(
        4,
        "es256-for-rs256",
        "ES256 with a published key where RS256 is fixed",
        github().header("alg", "\"ES256\"").header("kid", "\"elliptic\"").key(TestTokens.EC),
        Code.TOKEN_ALGORITHM);
    refused(
        4,
        "rs256-by-ec-key-id",
        "RS256 that names a key for ES256",
        github().header("kid", "\"elliptic\""),
        Code.TOKEN_ALGORITHM);
    refused(
        4, "alg-number", "alg is a number", github().header("alg", "256"), Code.TOKEN_ALGORITHM);
    refused(4, "alg-missing", "alg is missing", github().header("alg", ""), Code.TOKEN_ALGORITHM);
    for (String name : List.of("jwk", "jku", "x5u", "x5c")) {
      String value =
          switch (name) {
            case "jwk" -> rsaJwk("evil", TestTokens.OTHER, "");
            case "x5c" -> "[\"MIIB\"]";
            default -> "\"https://attacker.example/keys\"";
          };
      new Vector(5, "header-" + name, "The header brings its own key: " + name)
          .tenant(3)
          .refused(github().header(name, value).key(TestTokens.OTHER).parts(), Code.TOKEN_HEADER)
          .end();
    }
    refused(
        9,
        "crit",
        "crit with an unknown name",
        github().header("crit", "[\"odd\"]").header("odd", "1"),
        Code.TOKEN_HEADER);
    refused(
        9,
        "b64-false",
        "b64 false",
        github().header("b64", "false").header("crit", "[\"b64\"]"),
        Code.TOKEN_HEADER);
    refused(10, "zip", "Packed claims", github().header("zip", "\"DEF\""), Code.TOKEN_HEADER);
    refusedParts(
        10,
        "jwe",
        "Five parts: encrypted, with 10^9 rounds",
        List.of(
            base64(
                "{\"alg\":\"PBES2-HS256+A128KW\",\"enc\":\"A128GCM\",\"p2c\":1000000000,\"p2s\":\"AAAA\"}"
                    .getBytes(UTF_8)),
            "AAAA",
            "AAAA",
            "AAAA",
            "AAAA"),
        Code.TOKEN_ENCRYPTED);
    refused(
        11,
        "long",
        "Longer than 16 kB",
        github().claim("filler", "\"%s\"".formatted("a".repeat(17_000))),
        Code.TOKEN_SIZE);
    refused(
        11,
        "deep",
        "Nested more than 20 deep",
        github().claim("filler", "[".repeat(30) + "]".repeat(30)),
        Code.TOKEN_MALFORMED);
    refused(
        11,
        "many",
        "Thousands of values",
        github().claim("filler", "[" + "1,".repeat(2_500) + "1]"),
        Code.TOKEN_MALFORMED);
    refused(
        12,
        "sub-twice",
        "sub twice",
        github().claimsText(text -> text.replace("\"aud\"", "\"sub\":\"repo:evil/app\",\"aud\"")),
        Code.TOKEN_MALFORMED);
    refused(
        12,
        "repository-id-twice",
        "repository_id twice",
        github().claimsText(text -> text.replace("\"aud\"", "\"repository_id\":\"9\",\"aud\"")),
        Code.TOKEN_MALFORMED);
    refused(
        12,
        "sub-twice-escaped",
        "sub twice, once written with an escape",
        github()
            .claimsText(text -> text.replace("\"aud\"", "\"s\\u0075b\":\"repo:evil/app\",\"aud\"")),
        Code.TOKEN_MALFORMED);
    refused(
        12,
        "kid-twice",
        "kid twice",
        github().headerText(text -> text.replace("\"typ\"", "\"kid\":\"other\",\"typ\"")),
        Code.TOKEN_MALFORMED);
  }

  private void header() {
    List<String> good = github().parts();
    change(13, "padding", "Padding at the end of a part", good, 2, part -> part + "=");
    change(
        13,
        "space-inside",
        "A space in a part",
        good,
        1,
        part -> part.substring(0, 8) + " " + part.substring(8));
    change(13, "newline-after", "A line break after the token", good, 2, part -> part + "\n");
    change(
        13,
        "standard-alphabet",
        "The alphabet of ordinary base64",
        good,
        0,
        part -> base64Plain(part));
    change(
        13,
        "trailing-bits",
        "A last character that is not canonical",
        github().parts(),
        2,
        TokenVectors::otherLast);
    refusedParts(
        13,
        "trailing-part",
        "A part more",
        List.of(good.get(0), good.get(1), good.get(2), "x"),
        Code.TOKEN_MALFORMED);
    refusedParts(
        13, "two-parts", "A part less", List.of(good.get(0), good.get(1)), Code.TOKEN_MALFORMED);
    refusedParts(13, "empty", "Nothing", List.of(""), Code.TOKEN_MALFORMED);
    refusedParts(13, "dots", "Dots alone", List.of("", "", ""), Code.TOKEN_MALFORMED);
    byte[] latin = "{\"iss\":\"\u00e9\"}".getBytes(ISO_8859_1);
    refusedParts(
        14,
        "not-utf-8",
        "Claims that are not UTF-8",
        github().parts(github().headerPart(), base64(latin)),
        Code.TOKEN_MALFORMED);
    byte[] overlong = {'{', '"', (byte) 0xc0, (byte) 0xaf, '"', ':', '1', '}'};
    refusedParts(
        14,
        "overlong",
        "An overlong form",
        github().parts(github().headerPart(), base64(overlong)),
        Code.TOKEN_MALFORMED);
    refused(
        14,
        "nul",
        "NUL in a claim",
        github().claim("actor", "\"a\\u0000b\""),
        Code.TOKEN_MALFORMED);
    refused(
        14,
        "surrogate",
        "A lone surrogate in a claim",
        github().claim("actor", "\"a\\ud800b\""),
        Code.TOKEN_MALFORMED);
    refused(
        14,
        "bom",
        "A byte order mark before the claims",
        github().claimsText(text -> "\ufeff" + text),
        Code.TOKEN_MALFORMED);
    refused(
        14,
        "two-objects",
        "Two objects",
        github().claimsText(text -> text + "{}"),
        Code.TOKEN_MALFORMED);
    refused(
        14,
        "array",
        "An array",
        github().claimsText(text -> "[" + text + "]"),
        Code.TOKEN_MALFORMED);
    refused(
        14,
        "comment",
        "A comment in the JSON",
        github().claimsText(text -> "/**/" + text),
        Code.TOKEN_MALFORMED);
    for (String type :
        List.of("at+jwt", "logout+jwt", "dpop+jwt", "JOSE", "application/vnd.in-toto+json")) {
      refused(
          15,
          "typ-" + type.replaceAll("[^A-Za-z]", "-"),
          "A token of another type: " + type,
          github().header("typ", "\"%s\"".formatted(type)),
          Code.TOKEN_TYPE);
    }
    refused(15, "typ-number", "typ is a number", github().header("typ", "1"), Code.TOKEN_TYPE);
    verified(
        15,
        "typ-absent",
        "No typ: allowed by RFC 7519",
        github().header("typ", ""),
        Map.of("repository.id", "2048"));
  }

  private void change(
      int item, String id, String title, List<String> token, int part, UnaryOperator<String> how) {
    var parts = new ArrayList<>(token);
    parts.set(part, how.apply(parts.get(part)));
    refusedParts(item, id, title, parts, Code.TOKEN_MALFORMED);
  }

  /// Puts a character in that only the other alphabet has.
  private static String base64Plain(String part) {
    return part.substring(0, 4) + "+/+/" + part.substring(8);
  }

  /// A last character that decodes to the same bytes: 256 bytes are 342 characters, the last of
  /// which has four bits too many.
  private static String otherLast(String part) {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int last = alphabet.indexOf(part.charAt(part.length() - 1));
    return part.substring(0, part.length() - 1) + alphabet.charAt(last + 1);
  }

  private void keys() {
    refused(6, "kid-missing", "kid is missing", github().header("kid", ""), Code.KEY_ID);
    refused(6, "kid-empty", "kid is empty", github().header("kid", "\"\""), Code.KEY_ID);
    refused(6, "kid-number", "kid is a number", github().header("kid", "1"), Code.KEY_ID);
    refused(
        6, "kid-unknown", "kid is unknown", github().header("kid", "\"rsa-2\""), Code.KEY_UNKNOWN);
    refused(
        6,
        "kid-path",
        "kid is a path",
        github().header("kid", "\"../../etc/passwd\""),
        Code.KEY_UNKNOWN);
    refused(
        6,
        "kid-sql",
        "kid is SQL",
        github().header("kid", "\"x' union select 'rsa-1\""),
        Code.KEY_UNKNOWN);
    refused(
        6,
        "kid-long",
        "kid of 10 kB",
        github().header("kid", "\"%s\"".formatted("k".repeat(10_000))),
        Code.KEY_ID);
    refused(
        6,
        "kid-other-case",
        "kid in other case",
        github().header("kid", "\"RSA-1\""),
        Code.KEY_UNKNOWN);
    refused(
        7,
        "kid-twice-published",
        "Two published keys with this id",
        github().header("kid", "\"twice\""),
        Code.KEY_AMBIGUOUS);
    refused(
        8,
        "key-for-encryption",
        "A published key that is for encryption",
        github().header("kid", "\"for-encryption\""),
        Code.KEY_UNFIT);
    refused(
        8,
        "key-shared-secret",
        "A published key that is a secret",
        github().header("kid", "\"shared\""),
        Code.KEY_UNFIT);
    refused(
        8,
        "key-small",
        "An RSA key of 1024 bits",
        github().header("kid", "\"small\"").key(TestTokens.SMALL),
        Code.KEY_UNFIT);
    refused(
        8,
        "key-off-curve",
        "A point off the curve",
        github().header("kid", "\"off\""),
        Code.KEY_UNFIT);
    refused(
        8,
        "wrong-key",
        "Signed with another key of the same id",
        github().key(TestTokens.OTHER),
        Code.SIGNATURE_WRONG);
    List<String> good = github().parts();
    var swapped =
        List.of(good.get(0), github().claim("repository_id", "\"9\"").claimsPart(), good.get(2));
    refusedParts(
        8, "claims-swapped", "Other claims under a right signature", swapped, Code.SIGNATURE_WRONG);
    var head = List.of(github().header("typ", "\"jwt\"").headerPart(), good.get(1), good.get(2));
    refusedParts(
        8, "header-swapped", "Another header under a right signature", head, Code.SIGNATURE_WRONG);
  }

  private void issuers() {
    for (Map.Entry<String, String> other :
        Map.of(
                "slash", GITHUB + "/",
                "case", "https://Token.actions.githubusercontent.com",
                "port", GITHUB + ":443",
                "userinfo", "https://a@token.actions.githubusercontent.com",
                "homoglyph", "https://token.actions.g\u0456thubusercontent.com",
                "escape", "https://token%2eactions.githubusercontent.com",
                "query", GITHUB + "?x",
                "fragment", GITHUB + "#x",
                "dot", "https://token.actions.githubusercontent.com.")
            .entrySet()
            .stream()
            .sorted(Map.Entry.comparingByKey())
            .toList()) {
      refused(
          17,
          "iss-" + other.getKey(),
          "The issuer's URL in another form: " + other.getKey(),
          github().claim("iss", "\"%s\"".formatted(other.getValue())),
          Code.ISSUER_UNKNOWN);
    }
    new Vector(16, "iss-unknown", "An unknown issuer: refused before anything is fetched")
        .tenant(3)
        .refused(github().claim("iss", "\"https://attacker.example\"").parts(), Code.ISSUER_UNKNOWN)
        .end();
    refused(
        18,
        "iss-http",
        "The issuer over plain http",
        github().claim("iss", "\"http://token.actions.githubusercontent.com\""),
        Code.ISSUER_UNKNOWN);
    refused(16, "iss-missing", "No issuer", github().without("iss"), Code.ISSUER_UNKNOWN);
    refused(
        16,
        "iss-list",
        "A list of issuers",
        github().claim("iss", "[\"%s\"]".formatted(GITHUB)),
        Code.ISSUER_UNKNOWN);
    new Vector(22, "other-tenant", "A token of one tenant's issuer given to another tenant")
        .tenant(2)
        .refused(github().parts(), Code.ISSUER_UNKNOWN)
        .end();
    verified(
        23,
        "mix-up",
        "A self-hosted GitLab with the ids of a project of gitlab.com: another issuer, so another project",
        gitlab().claim("iss", "\"https://gitlab.example\""),
        Map.of("issuer", "https://gitlab.example", "repository.id", "4096"));
    verified(
        27,
        "enterprise-slug",
        "The issuer of an enterprise with equal ids: another issuer, so another repository",
        github().claim("iss", "\"%s/octo\"".formatted(GITHUB)),
        Map.of("issuer", GITHUB + "/octo", "repository.id", "2048"));
  }

  private void discovery() {
    String about = "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}";
    String keys = jwks(rsaJwk("rsa-1", TestTokens.RSA, ""));
    Map<String, String> good = Map.of(ABOUT_URL, about.formatted(GITHUB, KEYS_URL), KEYS_URL, keys);
    new Vector(16, "fetched", "Keys are fetched once and kept")
        .tenant(3)
        .published(good)
        .fetches(ABOUT_URL, KEYS_URL)
        .verified(github().parts(), Map.of("repository.id", "2048"))
        .fetches()
        .verified(github().parts(), Map.of("repository.id", "2048"))
        .end();
    new Vector(19, "discovery-other-issuer", "The discovery document names another issuer")
        .tenant(3)
        .published(
            Map.of(
                ABOUT_URL, about.formatted("https://attacker.example", KEYS_URL), KEYS_URL, keys))
        .fetches(ABOUT_URL)
        .refused(github().parts(), Code.KEYS_UNAVAILABLE)
        .end();
    for (String place :
        List.of(
            "https://attacker.example/keys",
            "https://127.0.0.1/keys",
            "https://169.254.169.254/keys",
            "https://[::1]/keys",
            "http://token.actions.githubusercontent.com/keys",
            "file:///etc/passwd",
            GITHUB + ":8443/keys",
            "://")) {
      new Vector(
              20,
              "jwks-at-" + place.replaceAll("[^a-z0-9]+", "-"),
              "Keys at another place: " + place)
          .tenant(3)
          .published(Map.of(ABOUT_URL, about.formatted(GITHUB, place), place, keys))
          .fetches(ABOUT_URL)
          .refused(github().parts(), Code.KEYS_UNAVAILABLE)
          .end();
    }
    new Vector(24, "rotated", "A new key id causes one look")
        .tenant(3)
        .published(good)
        .fetches(ABOUT_URL, KEYS_URL)
        .verified(github().parts(), Map.of("repository.id", "2048"))
        .at(NOW + 60)
        .published(
            Map.of(
                ABOUT_URL,
                about.formatted(GITHUB, KEYS_URL),
                KEYS_URL,
                jwks(rsaJwk("rsa-2", TestTokens.OTHER, ""), rsaJwk("rsa-1", TestTokens.RSA, ""))))
        .verified(
            github().header("kid", "\"rsa-2\"").key(TestTokens.OTHER).parts(),
            Map.of("repository.id", "2048"))
        .end();
    var flood =
        new Vector(24, "random-kids", "Many unknown key ids cause one look")
            .tenant(3)
            .published(good)
            .fetches(ABOUT_URL, KEYS_URL)
            .verified(github().parts(), Map.of("repository.id", "2048"));
    flood.at(NOW + 60);
    for (int i = 0; i < 20; i++) {
      flood
          .refused(github().header("kid", "\"random-%d\"".formatted(i)).parts(), Code.KEY_UNKNOWN)
          .fetches();
    }
    flood.end();
    new Vector(25, "withdrawn", "A key that is no longer published")
        .tenant(3)
        .published(good)
        .fetches(ABOUT_URL, KEYS_URL)
        .verified(github().parts(), Map.of("repository.id", "2048"))
        .at(NOW + 3_700)
        .published(
            Map.of(
                ABOUT_URL,
                about.formatted(GITHUB, KEYS_URL),
                KEYS_URL,
                jwks(rsaJwk("rsa-2", TestTokens.OTHER, ""))))
        .refused(later(github(), 3_700).parts(), Code.KEY_UNKNOWN)
        .end();
    new Vector(
            26,
            "issuer-down",
            "The issuer cannot be reached: its keys count for an hour and no longer")
        .tenant(3)
        .published(good)
        .fetches(ABOUT_URL, KEYS_URL)
        .verified(github().parts(), Map.of("repository.id", "2048"))
        .at(NOW + 3_500)
        .published(Map.of())
        .fetches(ABOUT_URL)
        .verified(later(github(), 3_500).parts(), Map.of("repository.id", "2048"))
        .at(NOW + 3_700)
        .refused(later(github(), 3_700).parts(), Code.KEYS_UNAVAILABLE)
        .end();
    new Vector(26, "empty-set", "An empty set of keys replaces nothing")
        .tenant(3)
        .published(good)
        .fetches(ABOUT_URL, KEYS_URL)
        .verified(github().parts(), Map.of("repository.id", "2048"))
        .at(NOW + 700)
        .published(Map.of(ABOUT_URL, about.formatted(GITHUB, KEYS_URL), KEYS_URL, jwks()))
        .verified(later(github(), 700).parts(), Map.of("repository.id", "2048"))
        .end();
  }

  private static TestTokens later(TestTokens token, long seconds) {
    return token
        .claim("iat", "" + (NOW + seconds - 30))
        .claim("nbf", "" + (NOW + seconds - 30))
        .claim("exp", "" + (NOW + seconds + 270));
  }

  private void times() {
    Map.of(
            "text",
            "\"1795000270\"",
            "fraction",
            "1795000270.5",
            "negative",
            "-1",
            "exponent",
            "1e20",
            "null",
            "null",
            "milliseconds",
            "1795000270000",
            "huge",
            "1" + "0".repeat(30))
        .entrySet()
        .stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            e ->
                refused(
                    28,
                    "exp-" + e.getKey(),
                    "exp as " + e.getKey(),
                    github().claim("exp", e.getValue()),
                    Code.TIME_FORM));
    refused(28, "exp-missing", "exp is missing", github().without("exp"), Code.TIME_FORM);
    refused(28, "iat-missing", "iat is missing", github().without("iat"), Code.TIME_FORM);
    new Vector(29, "expired", "Expired by the leeway and a second")
        .at(NOW + 301)
        .refused(github().parts(), Code.TIME_EXPIRED)
        .end();
    new Vector(29, "expired-in-leeway", "Expired within the leeway: taken")
        .at(NOW + 299)
        .verified(github().parts(), Map.of("repository.id", "2048"))
        .end();
    refused(29, "nbf-ahead", "nbf ahead", github().claim("nbf", "" + (NOW + 31)), Code.TIME_EARLY);
    refused(29, "nbf-text", "nbf as a text", github().claim("nbf", "\"0\""), Code.TIME_FORM);
    refused(29, "iat-ahead", "iat ahead", github().claim("iat", "" + (NOW + 31)), Code.TIME_EARLY);
    refused(
        29,
        "exp-before-iat",
        "exp before iat",
        github().claim("iat", "" + (NOW + 20)).claim("exp", "" + (NOW + 10)),
        Code.TIME_LIFETIME);
    refused(
        30,
        "lives-long",
        "A life above the issuer's limit",
        github().claim("exp", "" + (NOW + 900)),
        Code.TIME_LIFETIME);
    new Vector(40, "clock-back", "Our clock is 10 minutes behind: not yet")
        .at(NOW - 600)
        .refused(github().parts(), Code.TIME_EARLY)
        .end();
    new Vector(40, "clock-ahead", "Our clock is 10 minutes ahead: expired")
        .at(NOW + 600)
        .refused(github().parts(), Code.TIME_EXPIRED)
        .end();
  }

  private void audience() {
    refused(41, "aud-missing", "No audience", github().without("aud"), Code.AUDIENCE_FORM);
    refused(
        41, "aud-empty", "An empty audience", github().claim("aud", "\"\""), Code.AUDIENCE_WRONG);
    refused(41, "aud-null", "The audience null", github().claim("aud", "null"), Code.AUDIENCE_FORM);
    refused(
        41,
        "aud-number",
        "A number for an audience",
        github().claim("aud", "1"),
        Code.AUDIENCE_FORM);
    refused(
        41,
        "aud-list-empty",
        "An empty list of audiences",
        github().claim("aud", "[]"),
        Code.AUDIENCE_FORM);
    refused(
        41,
        "aud-list-null",
        "A list with null",
        github().claim("aud", "[null]"),
        Code.AUDIENCE_FORM);
    refused(
        42,
        "aud-two",
        "Ours and another",
        github().claim("aud", "[\"%s\",\"sigstore\"]".formatted(AUDIENCE)),
        Code.AUDIENCE_WRONG);
    refused(
        42,
        "aud-twice",
        "Ours twice",
        github().claim("aud", "[\"%s\",\"%s\"]".formatted(AUDIENCE, AUDIENCE)),
        Code.AUDIENCE_WRONG);
    verified(
        42,
        "aud-list-of-one",
        "A list of ours alone",
        github().claim("aud", "[\"%s\"]".formatted(AUDIENCE)),
        Map.of("repository.id", "2048"));
    Map.of(
            "slash",
            AUDIENCE + "/",
            "case",
            AUDIENCE.replace("sally", "Sally"),
            "prefix",
            AUDIENCE.substring(0, AUDIENCE.length() - 1),
            "suffix",
            AUDIENCE + "-eu",
            "space",
            AUDIENCE + " ",
            "staging",
            AUDIENCE.replace("production", "staging"))
        .entrySet()
        .stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            e ->
                refused(
                    e.getKey().equals("staging") ? 46 : 43,
                    "aud-" + e.getKey(),
                    "Another audience: " + e.getValue(),
                    github().claim("aud", "\"%s\"".formatted(e.getValue())),
                    Code.AUDIENCE_WRONG));
    refused(
        44,
        "aud-default",
        "GitHub's default audience, the owner's URL",
        github().claim("aud", "\"https://github.com/octo\""),
        Code.AUDIENCE_WRONG);
    refused(
        45,
        "aud-aws",
        "A token for sts.amazonaws.com",
        github().claim("aud", "\"sts.amazonaws.com\""),
        Code.AUDIENCE_WRONG);
    refused(
        45,
        "aud-sigstore",
        "A token for sigstore",
        github().claim("aud", "\"sigstore\""),
        Code.AUDIENCE_WRONG);
  }

  private void claims() {
    verified(
        49,
        "recreated",
        "A repository of the same name made again has another id",
        github().claim("repository_id", "\"9999\""),
        Map.of("repository.id", "9999", "repository.name", "octo/app"));
    verified(
        50,
        "squatted",
        "An owner's name taken by somebody else has another id",
        github().claim("repository_owner_id", "\"5555\""),
        Map.of("repository.owner", "5555"));
    for (String name : List.of("repository_id", "repository_owner_id", "run_id", "sub")) {
      refused(
          56, name + "-missing", name + " is missing", github().without(name), Code.CLAIM_MISSING);
      refused(
          56,
          name + "-empty",
          name + " is empty",
          github().claim(name, "\"\""),
          Code.CLAIM_MISSING);
      refused(
          56,
          name + "-list",
          name + " is a list",
          github().claim(name, "[\"2048\"]"),
          Code.CLAIM_FORM);
    }
    refused(
        56,
        "id-number",
        "A number where the issuer sends a text",
        github().claim("repository_id", "2048"),
        Code.CLAIM_FORM);
    refused(
        56,
        "id-fraction",
        "74.9 for an id",
        github().claim("repository_id", "74.9"),
        Code.CLAIM_FORM);
    refused(
        56,
        "id-fraction-text",
        "\"74.9\" for an id",
        github().claim("repository_id", "\"74.9\""),
        Code.CLAIM_FORM);
    refused(
        56,
        "id-large-number",
        "9007199254740993, which a double makes another number",
        github().claim("repository_id", "9007199254740993"),
        Code.CLAIM_FORM);
    verified(
        56,
        "id-large-text",
        "9007199254740993 as a text stays as it is",
        github().claim("repository_id", "\"9007199254740993\""),
        Map.of("repository.id", "9007199254740993"));
    refused(
        56,
        "id-zero-first",
        "An id with a zero in front",
        github().claim("repository_id", "\"02048\""),
        Code.CLAIM_FORM);
    refused(
        58,
        "id-other-digits",
        "An id in the digits of another script",
        github().claim("repository_id", "\"\u0662\u0660\u0664\u0668\""),
        Code.CLAIM_FORM);
    refused(
        56, "id-true", "true for an id", github().claim("repository_id", "true"), Code.CLAIM_FORM);
    verified(
        58,
        "kelvin",
        "A Kelvin sign stays one",
        github().claim("environment", "\"\u212a8s\""),
        Map.of("environment.name", "\u212a8s"));
    verified(
        58,
        "not-normalised",
        "A name is not normalised",
        github().claim("environment", "\"cafe\u0301\""),
        Map.of("environment.name", "cafe\u0301"));
    verified(
        59,
        "branch-like-tag",
        "A branch named refs/tags/v1",
        github().claim("ref", "\"refs/heads/refs/tags/v1\""),
        Map.of("revision.ref", "refs/heads/refs/tags/v1"));
    verified(
        59,
        "tag-like-branch",
        "A tag named main",
        github().claim("ref", "\"refs/tags/main\"").claim("ref_type", "\"tag\""),
        Map.of("revision.ref", "refs/tags/main"));
    refused(
        59,
        "ref-short",
        "A ref that is not in full",
        github().claim("ref", "\"main\""),
        Code.CLAIM_FORM);
    refused(
        59,
        "ref-type-contradicts",
        "ref_type tag beside a branch",
        github().claim("ref_type", "\"tag\""),
        Code.CLAIM_CONTRADICTION);
    refused(
        59,
        "ref-type-unknown",
        "Another ref_type",
        github().claim("ref_type", "\"note\""),
        Code.CLAIM_FORM);
    for (String event :
        List.of(
            "pull_request",
            "pull_request_target",
            "workflow_run",
            "issue_comment",
            "never_heard_of")) {
      verified(
          60,
          "event-" + event.replace('_', '-'),
          "Started by " + event + ", so not trusted",
          github().claim("event_name", "\"%s\"".formatted(event)),
          Map.of("trigger.event", event, "trigger.trust", "UNKNOWN"));
    }
    verified(
        60,
        "event-absent",
        "No event: not trusted",
        github().without("event_name"),
        Map.of("trigger.trust", "UNKNOWN"));
    verified(
        61,
        "pull-request-with-environment",
        "A pull request's job that names the environment",
        github().claim("event_name", "\"pull_request\"").claim("ref", "\"refs/pull/7/merge\""),
        Map.of(
            "environment.name",
            "production",
            "trigger.trust",
            "UNKNOWN",
            "revision.ref",
            "refs/pull/7/merge"));
    verified(
        62,
        "environment-unset",
        "No environment",
        github().without("environment"),
        Map.of("environment", ""));
    verified(
        62,
        "environment-escaped",
        "An escape in its name stays as it is",
        github().claim("environment", "\"prod%3Ablue\""),
        Map.of("environment.name", "prod%3Ablue"));
    verified(
        62,
        "environment-case",
        "Its name in other case stays as it is",
        github().claim("environment", "\"Production\""),
        Map.of("environment.name", "Production"));
    verified(
        63,
        "callee",
        "A reusable workflow of another repository is told apart",
        github()
            .claim("job_workflow_ref", "\"evil/shared/.github/workflows/d.yml@refs/heads/main\""),
        Map.of(
            "callee.file",
            "evil/shared/.github/workflows/d.yml@refs/heads/main",
            "definition.file",
            "octo/app/.github/workflows/deploy.yml@refs/heads/main"));
    refused(
        63,
        "definition-sha-short",
        "A shortened commit",
        github().claim("workflow_sha", "\"1111111\""),
        Code.CLAIM_FORM);
    verified(
        65,
        "attempt",
        "The second attempt by somebody else",
        github().claim("run_attempt", "\"2\"").claim("actor_id", "\"78\""),
        Map.of("execution.attempt", "2", "execution.actor", "78"));
    verified(
        66,
        "self-hosted",
        "A runner of one's own",
        github().claim("runner_environment", "\"self-hosted\""),
        Map.of("execution.runner", "self-hosted"));
    refused(
        66,
        "runner-unknown",
        "A kind of runner that we do not know",
        github().claim("runner_environment", "\"rented\""),
        Code.CLAIM_FORM);
    verified(
        70,
        "public",
        "Turned public",
        github().claim("repository_visibility", "\"public\""),
        Map.of("repository.visibility", "public"));
    verified(
        71,
        "new-claim",
        "A claim that nobody knows",
        github().claim("brand_new", "{\"a\":[1.5,null]}"),
        Map.of("repository.id", "2048"));
    refused(
        72,
        "line-break",
        "A line break in a claim that counts",
        github().claim("environment", "\"prod\\r\\nx\""),
        Code.CLAIM_FORM);
    refused(
        72,
        "escape-sequence",
        "An escape sequence in a claim that counts",
        github().claim("repository", "\"\\u001b[31mocto/app\""),
        Code.CLAIM_FORM);
    verified(
        72,
        "lookup",
        "${jndi:...} is text",
        github().claim("environment", "\"${jndi:ldap://x}\""),
        Map.of("environment.name", "${jndi:ldap://x}"));
    refused(
        72,
        "long-claim",
        "A claim of 5 kB",
        github().claim("environment", "\"%s\"".formatted("e".repeat(5_000))),
        Code.CLAIM_FORM);
  }

  private void gitlabClaims() {
    verified(
        67,
        "fork",
        "A merge request of a fork",
        gitlab()
            .claim("job_project_id", "\"777\"")
            .claim("pipeline_source", "\"merge_request_event\""),
        Map.of("trigger.trust", "FORK"));
    verified(
        67,
        "fork-pushes",
        "A fork's job that calls itself a push",
        gitlab().claim("job_project_id", "\"777\""),
        Map.of("trigger.trust", "FORK"));
    verified(
        60,
        "merge-request",
        "A merge request of the project itself",
        gitlab()
            .claim("pipeline_source", "\"merge_request_event\"")
            .claim("ref", "\"refs/merge-requests/3/head\"")
            .claim("ref_path", "\"refs/merge-requests/3/head\""),
        Map.of("trigger.trust", "UNKNOWN", "revision.ref", "refs/merge-requests/3/head"));
    verified(
        59,
        "gitlab-tag",
        "A tag named main",
        gitlab().claim("ref_type", "\"tag\"").claim("ref_path", "\"refs/tags/main\""),
        Map.of("revision.ref", "refs/tags/main"));
    verified(
        59,
        "gitlab-branch-like-tag",
        "A branch named refs/tags/v1",
        gitlab().claim("ref", "\"refs/tags/v1\"").without("ref_path"),
        Map.of("revision.ref", "refs/heads/refs/tags/v1"));
    refused(
        59,
        "gitlab-contradiction",
        "ref_path of another branch",
        gitlab().claim("ref_path", "\"refs/heads/other\""),
        Code.CLAIM_CONTRADICTION);
    verified(
        62,
        "gitlab-unguarded",
        "An environment that is not protected",
        gitlab().claim("environment_protected", "\"false\""),
        Map.of("environment.guarded", "false"));
    refused(
        56,
        "gitlab-true",
        "true where the issuer sends \"true\"",
        gitlab().claim("environment_protected", "true"),
        Code.CLAIM_FORM);
    refused(
        56,
        "gitlab-True",
        "\"True\" where the issuer sends \"true\"",
        gitlab().claim("environment_protected", "\"True\""),
        Code.CLAIM_FORM);
    refused(
        56,
        "gitlab-project-number",
        "A number where the issuer sends a text",
        gitlab().claim("project_id", "4096"),
        Code.CLAIM_FORM);
  }
}
