package dev.sallyport.control.audit.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.event.Actor;
import dev.sallyport.base.model.event.Event;
import dev.sallyport.base.model.event.Facts;
import dev.sallyport.base.model.event.Leaf;
import dev.sallyport.base.model.event.Personal;
import dev.sallyport.base.model.event.Reason;
import dev.sallyport.base.model.event.Verb;
import dev.sallyport.base.model.event.Verdict;
import dev.sallyport.base.model.source.Digest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class EcsDocumentTest {

  private static final Digest DIGEST = new Digest("sha256:" + "ab".repeat(32));

  // What ECS expects of `event.type` in the categories that are used.
  private static final Map<String, Set<String>> EXPECTED =
      Map.of(
          "api", Set.of("access", "admin", "allowed", "change", "creation", "deletion", "denied"),
          "authentication", Set.of("start", "end", "info"),
          "configuration", Set.of("access", "change", "creation", "deletion", "info"),
          "database", Set.of("access", "change", "info", "error"),
          "iam", Set.of("admin", "change", "creation", "deletion", "group", "info", "user"),
          "package", Set.of("access", "change", "deletion", "info", "installation", "start"));

  private static String document(Event event) {
    byte[] leaf = Leaf.of(event).bytes();
    return new String(EcsDocument.of(new Delivery("log.example", 7, leaf)), UTF_8);
  }

  @Test
  void workloadsDecision() {
    var ids = new TreeMap<>(Map.of("repository_id", "1296269"));
    var facts =
        new Facts(
            new Actor.Workload("https://issuer.example", "repo:o/r", ids),
            AuditSinkContract.NOON,
            new Facts.From(null, new Facts.Run("123", 2, "hosted")),
            new Facts.Target("production", DIGEST, "1296269", "c0ffee", DIGEST),
            new Facts.Correlation("r-1", "t-1"));
    var why =
        List.of(
            new Reason("signed", Reason.Outcome.PASSED, List.of()),
            new Reason("reviewed", Reason.Outcome.FAILED, List.of(DIGEST)));
    var event = new Event.DecisionMade(facts, Verdict.DENY, DIGEST, DIGEST, why);
    String leaf = new String(Leaf.of(event).bytes(), UTF_8);
    var delivery = new Delivery("log.example", 7, Leaf.of(event).bytes());
    assertThat(document(event))
        .isEqualTo(
            """
            {"@timestamp":"2026-11-24T12:00:00.123456789Z","ecs":{"version":"8.17.0"},\
            "event":{"action":"decision.made","category":["api"],"dataset":"sallyport.audit",\
            "hash":"HASH","id":"log.example#7","kind":"event","module":"sallyport",\
            "original":"LEAF","outcome":"failure","provider":"sallyport",\
            "reason":"reviewed failed","sequence":7,"type":["denied"]},\
            "file":{"hash":{"sha256":"AB"}},\
            "labels":{"attempt":"2","commit":"c0ffee","decision_digest":"sha256:AB",\
            "input_digest":"sha256:AB","origin":"log.example","policy":"sha256:AB",\
            "repository":"1296269","request":"r-1","run":"123","runner":"hosted",\
            "verdict":"deny"},"orchestrator":{"namespace":"production"},"trace":{"id":"t-1"},\
            "user":{"domain":"https://issuer.example","id":"repo:o/r","roles":["workload"]}}"""
                .replace("AB", "ab".repeat(32))
                .replace("HASH", delivery.leafHash())
                .replace("LEAF", leaf.replace("\"", "\\\"")));
  }

  @Test
  void peopleAreCommitments() {
    var ada = Personal.of(Actor.SUBJECT, "Ada");
    var host = Personal.of(Facts.ADDRESS, "host.example");
    var facts =
        new Facts(
            new Actor.Human("local", ada, "host"),
            AuditSinkContract.NOON,
            new Facts.From(host, null),
            Facts.Target.NONE,
            Facts.Correlation.NONE);
    assertThat(document(new Event.CredentialRefused(facts, "no-evidence")))
        .contains(
            "\"user\":{\"domain\":\"local\",\"hash\":\"%s\",\"roles\":[\"human\"]}"
                .formatted(ada.commitment()))
        .contains("\"address_commitment\":\"%s\"".formatted(host.commitment()))
        .contains("\"outcome\":\"failure\"", "\"reason\":\"no-evidence\"")
        .doesNotContain("Ada", "host.example");
  }

  @ParameterizedTest
  @EnumSource(Verb.class)
  void everyVerbHasWordsOfTheSchema(Verb verb) {
    String leaf = "{\"verb\":\"%s\",\"decision\":\"allow\"}".formatted(verb.text());
    var kind = EcsKind.of(EntryView.of(leaf.getBytes(UTF_8)));
    assertThat(EXPECTED.get(kind.category())).containsAll(kind.types());
    assertThat(kind.types()).isNotEmpty();
    assertThat(kind.outcome()).isIn("success", "failure");
  }

  @Test
  void decisionWithoutVerdictIsNotAllowed() {
    var kind = EcsKind.of(EntryView.of("{\"verb\":\"decision.made\"}".getBytes(UTF_8)));
    assertThat(kind.types()).containsExactly("denied");
  }
}
