package dev.sallyport.control.identity.federation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.json.CanonicalJson;
import dev.sallyport.base.json.Json;
import dev.sallyport.base.json.JsonReader;
import dev.sallyport.base.model.identity.Run;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every vector of `vectors/token-exchange/tokens.json`, as another verifier would run it.
class TokenVectorsTest {

  private static final int MOST_BYTES = 8 << 20;
  private static final Path FILE = file();

  private static Path file() {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.exists(at.resolve("vectors/token-exchange/tokens.json"))) {
      at = requireNonNull(at.getParent());
    }
    return at.resolve("vectors/token-exchange/tokens.json");
  }

  private static SortedMap<String, Json> members(@Nullable Json json) {
    return ((Json.Obj) requireNonNull(json)).members();
  }

  private static List<Json> items(@Nullable Json json) {
    return json == null ? List.of() : ((Json.Arr) json).items();
  }

  private static String text(@Nullable Json json) {
    return ((Json.Str) requireNonNull(json)).value();
  }

  private static long number(@Nullable Json json) {
    return ((Json.Int) requireNonNull(json)).value();
  }

  private static Map<String, Json> read() throws IOException {
    return members(JsonReader.read(Files.readAllBytes(FILE), MOST_BYTES));
  }

  /// What the issuers serve, and what was asked of them.
  private static final class Net implements KeyFetch {
    private Map<String, String> published = Map.of();
    private final List<String> fetched = new ArrayList<>();

    @Override
    public byte[] get(URI from) throws IOException {
      fetched.add(from.toString());
      String body = published.get(from.toString());
      if (body == null) {
        throw new IOException("not there");
      }
      return body.getBytes(UTF_8);
    }
  }

  private static TokenVerifier verifier(Map<String, Json> file, Net net) {
    var issuers = new ArrayList<Issuer>();
    for (Json json : items(file.get("issuers"))) {
      Map<String, Json> issuer = members(json);
      String url = text(issuer.get("url"));
      Json keys = issuer.get("keys");
      issuers.add(
          new Issuer(
              (int) number(issuer.get("tenant")),
              url,
              text(issuer.get("kind")).equals("github") ? new GitHubIssuer() : new GitLabIssuer(),
              Algorithm.valueOf(text(issuer.get("algorithm"))),
              Duration.ofSeconds(number(issuer.get("longest"))),
              Duration.ofSeconds(number(issuer.get("leeway"))),
              keys == null
                  ? new FetchedKeys(URI.create(url), net, Runnable::run)
                  : new PinnedKeys(keySet(keys))));
    }
    return new TokenVerifier(issuers);
  }

  private static KeySet keySet(Json keys) {
    try {
      return KeySet.parse(CanonicalJson.bytes(keys));
    } catch (ValueReader.Malformed e) {
      throw new AssertionError(e);
    }
  }

  @TestFactory
  Stream<DynamicTest> vectors() throws IOException {
    Map<String, Json> file = read();
    return items(file.get("vectors")).stream()
        .map(TokenVectorsTest::members)
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    text(vector.get("id")), () -> run(file, items(vector.get("steps")))));
  }

  private static void run(Map<String, Json> file, List<Json> steps) {
    Net net = new Net();
    TokenVerifier verifier = verifier(file, net);
    for (Json json : steps) {
      Map<String, Json> step = members(json);
      var published = new HashMap<String, String>();
      Json documents = step.get("published");
      if (documents != null) {
        members(documents).forEach((url, body) -> published.put(url, text(body)));
      }
      net.published = published;
      net.fetched.clear();
      assertThat(outcome(file, verifier, step)).isEqualTo(expected(step));
      assertThat(net.fetched)
          .isEqualTo(items(step.get("fetched")).stream().map(TokenVectorsTest::text).toList());
    }
  }

  private static Map<String, String> expected(Map<String, Json> step) {
    var expected = new HashMap<String, String>();
    members(step.get("expect"))
        .forEach(
            (name, value) -> {
              if (value instanceof Json.Obj(var run)) {
                run.forEach((path, member) -> expected.put(path, text(member)));
              } else {
                expected.put(name, text(value));
              }
            });
    return expected;
  }

  private static Map<String, String> outcome(
      Map<String, Json> file, TokenVerifier verifier, Map<String, Json> step) {
    String token =
        String.join(".", items(step.get("token")).stream().map(TokenVectorsTest::text).toList());
    try {
      VerifiedToken verified =
          verifier.verify(
              (int) number(step.get("tenant")),
              token,
              text(file.get("audience")),
              Instant.ofEpochSecond(number(step.get("now"))));
      var outcome = new HashMap<String, String>();
      outcome.put("outcome", "verified");
      Json wanted = members(step.get("expect")).get("run");
      if (wanted != null) {
        members(wanted).forEach((path, _) -> outcome.put(path, member(verified.run(), path)));
      }
      return outcome;
    } catch (Refused e) {
      Refusal refusal = e.refusal();
      assertThat(refusal.wanted()).isNotEmpty();
      assertThat(refusal.got()).matches("[ -~]{0,123}");
      return Map.of(
          "outcome", "refused",
          "code", refusal.code().text(),
          "stage", refusal.code().stage().name().toLowerCase(Locale.ROOT));
    }
  }

  private static String member(Run run, String path) {
    Object value =
        switch (path) {
          case "issuer" -> run.issuer();
          case "repository.id" -> run.repository().id();
          case "repository.owner" -> run.repository().owner();
          case "repository.name" -> run.repository().name();
          case "repository.visibility" -> run.repository().visibility();
          case "revision.ref" -> run.revision().ref();
          case "trigger.event" -> run.trigger().event();
          case "trigger.trust" -> run.trigger().trust();
          case "definition.file" -> run.definition().file();
          case "callee.file" -> run.callee() == null ? null : run.callee().file();
          case "environment" -> run.environment();
          case "environment.name" -> run.environment() == null ? null : run.environment().name();
          case "environment.guarded" ->
              run.environment() == null ? null : run.environment().guarded();
          case "execution.attempt" -> run.execution().attempt();
          case "execution.actor" -> run.execution().actor();
          case "execution.runner" -> run.execution().runner();
          default -> throw new AssertionError(path);
        };
    return value == null ? "" : value.toString();
  }

  /// So that a file that says less than it did is noticed.
  @Test
  void saysEnough() throws IOException {
    List<Json> vectors = items(read().get("vectors"));
    var ids = vectors.stream().map(vector -> text(members(vector).get("id"))).toList();
    assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThan(150);
    var found = vectors.stream().map(vector -> number(members(vector).get("item"))).distinct();
    assertThat(found.count()).isGreaterThanOrEqualTo(45);
  }
}
