package dev.sallyport.base.model.event;

import dev.sallyport.base.json.Json;
import dev.sallyport.base.json.MalformedJson;
import dev.sallyport.base.json.Members;
import dev.sallyport.base.model.source.Digest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// JSON to events. Every member is known and valid, or the whole is refused.
final class EventReader {

  static final int TIME_LENGTH = "2026-11-23T00:00:00.000000000Z".length();

  static final int MAX_TEXT = 512;
  private static final int MAX_LIST = 1000;

  private final Members in;

  EventReader(Json json) {
    in = Members.of("event", json);
  }

  Leaf.Entry entry() {
    in.number("v", version -> version == EventWriter.VERSION);
    String name = in.text("verb", EventReader::plain);
    Verb verb = Verb.of(name).orElseThrow(() -> new MalformedJson("event.verb: unknown"));
    int tenant = tenant();
    Event event = details(verb, facts());
    in.end();
    return new Leaf.Entry(tenant, event);
  }

  /// The first one is not named: one entry has one form.
  private int tenant() {
    return in.has("tenant")
        ? (int) in.number("tenant", id -> id > Leaf.FIRST_TENANT && id <= Integer.MAX_VALUE)
        : Leaf.FIRST_TENANT;
  }

  private Facts facts() {
    return new Facts(
        who(in.object("who")),
        time(in.text("time", text -> text.length() == TIME_LENGTH)),
        in.findObject("from").map(EventReader::from).orElse(Facts.From.UNKNOWN),
        in.findObject("on").map(EventReader::on).orElse(Facts.Target.NONE),
        in.findObject("correlation").map(EventReader::correlation).orElse(Facts.Correlation.NONE));
  }

  private static Instant time(String text) {
    try {
      // Always nine digits: the length was checked, and an instant prints fewer where they are 0.
      if (text.charAt(19) != '.' || !text.endsWith("Z")) {
        throw new MalformedJson("event.time: not in UTC with nine digits");
      }
      return Instant.parse(text);
    } catch (DateTimeException _) {
      throw new MalformedJson("event.time: not a time");
    }
  }

  private static Actor who(Members in) {
    Actor actor =
        switch (in.text("kind", EventReader::plain)) {
          case "human" ->
              new Actor.Human(text(in, "issuer"), personal(in, "subject"), text(in, "strength"));
          case "workload" -> {
            Members ids = in.object("ids");
            yield new Actor.Workload(text(in, "issuer"), text(in, "subject"), ids(ids, in));
          }
          case "part" -> new Actor.Part(text(in, "name"));
          default -> throw new MalformedJson("event.who.kind: unknown");
        };
    in.end();
    return actor;
  }

  private static TreeMap<String, String> ids(Members ids, Members who) {
    var map = new TreeMap<String, String>();
    if (who.value("ids") instanceof Json.Obj(var members)) {
      for (String name : members.keySet()) {
        if (!plain(name) || map.size() == MAX_LIST) {
          throw new MalformedJson("event.who.ids: too many, or no name");
        }
        map.put(name, text(ids, name));
      }
    }
    return map;
  }

  private static Facts.From from(Members in) {
    var from =
        new Facts.From(
            findPersonal(in, "address"), in.findObject("run").map(EventReader::run).orElse(null));
    in.end();
    return from;
  }

  private static Facts.Run run(Members in) {
    var run =
        new Facts.Run(
            text(in, "id"), in.number("attempt", attempt -> attempt > 0), text(in, "runner"));
    in.end();
    return run;
  }

  private static Facts.Target on(Members in) {
    var on =
        new Facts.Target(
            findText(in, "environment"),
            findDigest(in, "artifact"),
            findText(in, "repository"),
            findText(in, "commit"),
            findDigest(in, "policy"));
    in.end();
    return on;
  }

  private static Facts.Correlation correlation(Members in) {
    var correlation = new Facts.Correlation(findText(in, "request"), findText(in, "trace"));
    in.end();
    return correlation;
  }

  private Event details(Verb verb, Facts facts) {
    return switch (verb) {
      case IDENTITY_VERIFIED -> new Event.IdentityVerified(facts);
      case IDENTITY_REJECTED -> new Event.IdentityRejected(facts, text("code"));
      case EVIDENCE_ACCEPTED -> new Event.EvidenceAccepted(facts, digest("evidence"));
      case EVIDENCE_REJECTED -> new Event.EvidenceRejected(facts, digest("evidence"), text("code"));
      case DEFINITION_CHANGED ->
          new Event.DefinitionChanged(facts, digest("definition"), findDigest(in, "before"));
      case APPROVAL_GRANTED -> new Event.ApprovalGranted(facts, digest("approval"));
      case APPROVAL_WITHDRAWN -> new Event.ApprovalWithdrawn(facts, digest("approval"));
      case EXCEPTION_GRANTED -> new Event.ExceptionGranted(facts, digest("exception"));
      case EXCEPTION_USED -> new Event.ExceptionUsed(facts, digest("exception"));
      case EXCEPTION_EXPIRED -> new Event.ExceptionExpired(facts, digest("exception"));
      case FREEZE_OPENED ->
          new Event.FreezeOpened(facts, text("freeze"), findPersonal(in, Event.REASON));
      case FREEZE_CLOSED ->
          new Event.FreezeClosed(facts, text("freeze"), findPersonal(in, Event.REASON));
      case POLICY_PUBLISHED -> new Event.PolicyPublished(facts, digest("policy"));
      case POLICY_ACTIVATED -> new Event.PolicyActivated(facts, digest("policy"));
      case DECISION_MADE -> decision(facts);
      case CREDENTIAL_ISSUED -> new Event.CredentialIssued(facts, grant(in.object("result")));
      case CREDENTIAL_REFUSED -> new Event.CredentialRefused(facts, text("code"));
      case CREDENTIAL_REVOKED ->
          new Event.CredentialRevoked(facts, text("credential"), text("code"));
      case CREDENTIAL_EXPIRED -> new Event.CredentialExpired(facts, text("credential"));
      case DEPLOY_OBSERVED -> new Event.DeployObserved(facts, findPersonal(in, Event.REASON));
      case BREAKGLASS_OPENED -> new Event.BreakglassOpened(facts, personal(in, Event.REASON));
      case BREAKGLASS_REVIEWED -> new Event.BreakglassReviewed(facts, personal(in, Event.REASON));
      case LOG_CHECKPOINT -> new Event.LogCheckpoint(facts, index("size"), digest("root"));
      case LOG_COSIGNED -> new Event.LogCosigned(facts, index("size"), text("witness"));
      case LOG_GAP -> new Event.LogGap(facts, index("first"), index("to"));
      case ADMIN_CHANGED -> new Event.AdminChanged(facts, text("setting"), digest("value"));
      case AUDIT_READ -> new Event.AuditRead(facts, digest("query"));
      case AUDIT_EXPORTED -> new Event.AuditExported(facts, index("first"), index("to"));
      case SINK_LAGGING -> new Event.SinkLagging(facts, text("sink"), index("index"));
      case SINK_RECOVERED -> new Event.SinkRecovered(facts, text("sink"), index("index"));
      case PERSONAL_ERASED ->
          new Event.PersonalErased(
              facts,
              in.list("commitments", Event.PersonalErased.MAX_VALUES, EventReader::commitment),
              findPersonal(in, Event.REASON));
    };
  }

  private Event decision(Facts facts) {
    String verdict = text("decision");
    return new Event.DecisionMade(
        facts,
        Verdict.of(verdict).orElseThrow(() -> new MalformedJson("event.decision: unknown verdict")),
        digest("inputDigest"),
        digest("decisionDigest"),
        in.list("why", MAX_LIST, EventReader::reason));
  }

  private static Reason reason(Json json) {
    var in = Members.of("event.why", json);
    String outcome = text(in, "outcome");
    var reason =
        new Reason(
            text(in, "rule"),
            Reason.Outcome.of(outcome)
                .orElseThrow(() -> new MalformedJson("event.why.outcome: unknown")),
            List.copyOf(in.list("evidence", MAX_LIST, EventReader::digest)));
    in.end();
    return reason;
  }

  private static Grant grant(Members in) {
    var grant =
        new Grant(text(in, "id"), text(in, "scope"), in.number("seconds", seconds -> seconds >= 0));
    in.end();
    return grant;
  }

  private String text(String name) {
    return text(in, name);
  }

  private Digest digest(String name) {
    return new Digest(in.text(name, Digest::isDigest));
  }

  private long index(String name) {
    return in.number(name, index -> index >= 0);
  }

  private static String text(Members in, String name) {
    return in.text(name, EventReader::plain);
  }

  private static @Nullable String findText(Members in, String name) {
    return in.findText(name, EventReader::plain).orElse(null);
  }

  private static @Nullable Digest findDigest(Members in, String name) {
    return in.findText(name, Digest::isDigest).map(Digest::new).orElse(null);
  }

  private static Personal personal(Members in, String name) {
    Members value = in.object(name);
    var personal = new Personal.Committed(value.text("commitment", EventReader::isCommitment));
    value.end();
    return personal;
  }

  private static @Nullable Personal findPersonal(Members in, String name) {
    return in.has(name) ? personal(in, name) : null;
  }

  private static Digest digest(Json json) {
    if (json instanceof Json.Str(String text) && Digest.isDigest(text)) {
      return new Digest(text);
    }
    throw new MalformedJson("event: a digest expected");
  }

  private static String commitment(Json json) {
    if (json instanceof Json.Str(String text) && isCommitment(text)) {
      return text;
    }
    throw new MalformedJson("event: a commitment expected");
  }

  private static boolean isCommitment(String text) {
    return Digest.isDigest("sha256:" + text);
  }

  /// Names and ids: not empty, bounded, without control characters (a terminal or a line-based log
  /// that shows them must not be led astray).
  private static boolean plain(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_TEXT
        && text.codePoints().noneMatch(Character::isISOControl);
  }
}
