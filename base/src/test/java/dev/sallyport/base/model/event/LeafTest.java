package dev.sallyport.base.model.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.base.json.MalformedJson;
import dev.sallyport.base.model.source.Digest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LeafTest {

  private static final Digest A = new Digest("sha256:" + "0a".repeat(32));
  private static final Digest B = new Digest("sha256:" + "0b".repeat(32));
  private static final Personal SOMEBODY = new Personal.Committed("0c".repeat(32));
  private static final Instant WHEN = Instant.parse("2026-11-24T08:09:10.000000011Z");

  private static final Facts FACTS =
      new Facts(
          new Actor.Workload(
              "https://ci.example",
              "repo:1",
              new TreeMap<>(Map.of("repository_id", "17", "owner_id", "4"))),
          WHEN,
          new Facts.From(SOMEBODY, new Facts.Run("99", 2, "hosted")),
          new Facts.Target("production", A, "17", "0123abcd", B),
          new Facts.Correlation("request-1", "trace-1"));

  private static final Facts LEAST = new Facts(new Actor.Part("gate"), WHEN);

  private static Stream<Event> events() {
    var grant = new Grant("lease-1", "database:orders", 900);
    var why = List.of(new Reason("scan-fresh", Reason.Outcome.EXCEPTED, List.of(A, B)));
    return Stream.of(
        new Event.IdentityVerified(FACTS),
        new Event.IdentityRejected(FACTS, "replayed"),
        new Event.EvidenceAccepted(FACTS, A),
        new Event.EvidenceRejected(FACTS, A, "wrong-signer"),
        new Event.DefinitionChanged(FACTS, A, B),
        new Event.DefinitionChanged(LEAST, A, null),
        new Event.ApprovalGranted(FACTS, A),
        new Event.ApprovalWithdrawn(FACTS, A),
        new Event.ExceptionGranted(FACTS, A),
        new Event.ExceptionUsed(FACTS, A),
        new Event.ExceptionExpired(FACTS, A),
        new Event.FreezeOpened(FACTS, "christmas", SOMEBODY),
        new Event.FreezeClosed(FACTS, "christmas", null),
        new Event.PolicyPublished(FACTS, A),
        new Event.PolicyActivated(FACTS, A),
        new Event.DecisionMade(FACTS, Verdict.ALLOW_BY_EXCEPTION, A, B, why),
        new Event.DecisionMade(LEAST, Verdict.DENY, A, B, List.of()),
        new Event.CredentialIssued(FACTS, grant),
        new Event.CredentialRefused(FACTS, "denied"),
        new Event.CredentialRevoked(FACTS, "lease-1", "frozen"),
        new Event.CredentialExpired(FACTS, "lease-1"),
        new Event.DeployObserved(FACTS, SOMEBODY),
        new Event.BreakglassOpened(
            new Facts(new Actor.Human("https://id.example", SOMEBODY, "webauthn"), WHEN), SOMEBODY),
        new Event.BreakglassReviewed(FACTS, SOMEBODY),
        new Event.LogCheckpoint(LEAST, 7, A),
        new Event.LogCosigned(LEAST, 7, "witness.example"),
        new Event.LogGap(LEAST, 3, 5),
        new Event.AdminChanged(FACTS, "policy.delay", A),
        new Event.AuditRead(FACTS, A),
        new Event.AuditExported(FACTS, 0, 10),
        new Event.SinkLagging(LEAST, "siem", 12),
        new Event.SinkRecovered(LEAST, "siem", 12),
        new Event.PersonalErased(FACTS, List.of("0c".repeat(32))),
        new Event.PersonalErased(
            FACTS,
            Collections.nCopies(Event.PersonalErased.MAX_VALUES, "0d".repeat(32)),
            SOMEBODY));
  }

  @ParameterizedTest
  @MethodSource("events")
  void comesBackAsItWas(Event event) {
    assertThat(Leaf.parse(Leaf.of(event).bytes())).isEqualTo(event);
  }

  @ParameterizedTest
  @MethodSource("events")
  void namesItsVerb(Event event) {
    assertThat(text(event)).contains("\"verb\":\"" + event.verb().text() + "\"");
  }

  @Test
  void everyVerbIsTested() {
    assertThat(events().map(Event::verb).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(Verb.values());
    assertThat(Arrays.stream(Verb.values()).map(Verb::text)).doesNotHaveDuplicates();
  }

  private static String text(Event event) {
    return new String(Leaf.of(event).bytes(), UTF_8);
  }

  @Test
  void formIsFixed() {
    assertThat(text(new Event.DeployObserved(LEAST, SOMEBODY)))
        .isEqualTo(
            """
            {"reason":{"commitment":"%s"},"time":"2026-11-24T08:09:10.000000011Z","v":1,\
            "verb":"deploy.observed","who":{"kind":"part","name":"gate"}}"""
                .formatted("0c".repeat(32)));
  }

  @Test
  void namesEveryTenantButTheFirst() {
    var event = new Event.DeployObserved(LEAST, SOMEBODY);
    assertThat(Leaf.of(Leaf.FIRST_TENANT, event).bytes()).isEqualTo(Leaf.of(event).bytes());
    byte[] second = Leaf.of(2, event).bytes();
    assertThat(new String(second, UTF_8)).contains("\"tenant\":2,\"time\"");
    assertThat(Leaf.read(second)).isEqualTo(new Leaf.Entry(2, event));
    assertThat(Leaf.read(Leaf.of(event).bytes())).isEqualTo(new Leaf.Entry(1, event));
    assertThatThrownBy(() -> Leaf.of(0, event)).isInstanceOf(IllegalArgumentException.class);
    for (String other : List.of("0", "1", "-1", "2147483648", "\"2\"")) {
      byte[] bad =
          new String(second, UTF_8).replace("\"tenant\":2", "\"tenant\":" + other).getBytes(UTF_8);
      assertThatThrownBy(() -> Leaf.parse(bad)).as(other).isInstanceOf(MalformedJson.class);
    }
  }

  @Test
  void unknownIsRefused() {
    String good = text(new Event.DeployObserved(FACTS, SOMEBODY));
    assertThat(Leaf.parse(good.getBytes(UTF_8))).isInstanceOf(Event.DeployObserved.class);
    for (String bad :
        List.of(
            good.replace("\"v\":1", "\"v\":2"),
            good.replace("deploy.observed", "deploy.observes"),
            good.replace("\"v\":1", "\"u\":1,\"v\":1"),
            good.replace("\"attempt\":2", "\"attempt\":0"),
            good.replace("\"attempt\":2", "\"attempt\":2,\"b\":1"),
            good.replace("\"kind\":\"workload\"", "\"kind\":\"robot\""),
            good.replace("000000011Z", "00000001Z"),
            good.replace("2026-11-24", "2026-13-24"),
            good.replace("sha256:0a", "sha256:0A"),
            good.replace("production", ""),
            good.replace("production", "a\\nb"),
            good.replace("\"commitment\":\"0c", "\"commitment\":\"0"),
            good.replace("\"trace\":\"trace-1\"", "\"trace\":[]"),
            good + " ")) {
      assertThat(bad).isNotEqualTo(good);
      assertThatThrownBy(() -> Leaf.parse(bad.getBytes(UTF_8)))
          .as(bad)
          .isInstanceOf(MalformedJson.class);
    }
  }

  @Test
  void personalValuesStayOutOfTheLeaf() {
    var subject = Personal.of(Actor.SUBJECT, "Ada Lovelace");
    var leaf =
        Leaf.of(
            new Event.BreakglassOpened(
                new Facts(new Actor.Human("local", subject, "webauthn"), WHEN),
                Personal.of(Event.REASON, "database is gone")));
    assertThat(new String(leaf.bytes(), UTF_8))
        .contains(subject.commitment())
        .doesNotContain("Ada", "gone", subject.salt());
    assertThat(leaf.personal())
        .extracting(Personal.Known::field)
        .containsExactlyInAnyOrder(Actor.SUBJECT, Event.REASON);
    assertThat(leaf.personal()).allMatch(Personal.Known::matches);
  }

  @Test
  void commitmentsHideEqualValuesAndBindFieldAndValue() {
    var one = Personal.of("reason", "same");
    var two = Personal.of("reason", "same");
    assertThat(one.commitment()).isNotEqualTo(two.commitment());
    assertThat(new Personal.Known("reason", "other", one.salt(), one.commitment()).matches())
        .isFalse();
    assertThat(new Personal.Known("who.subject", "same", one.salt(), one.commitment()).matches())
        .isFalse();
    assertThat(one.toString()).doesNotContain("same", one.salt());
  }

  @Test
  void whatTheFormatCannotCarryIsRefused() {
    for (Event event :
        List.of(
            new Event.IdentityRejected(LEAST, ""),
            new Event.IdentityRejected(LEAST, "x".repeat(513)),
            new Event.IdentityRejected(LEAST, "half \ud83d"),
            new Event.LogGap(LEAST, -1, 5),
            new Event.PersonalErased(LEAST, Collections.nCopies(501, "0c".repeat(32))),
            new Event.IdentityVerified(new Facts(new Actor.Part("x"), Instant.MAX)))) {
      assertThatThrownBy(() -> Leaf.of(event)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
