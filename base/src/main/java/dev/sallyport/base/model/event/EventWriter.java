package dev.sallyport.base.model.event;

import dev.sallyport.base.json.Json;
import dev.sallyport.base.json.MalformedJson;
import dev.sallyport.base.model.source.Digest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Events to JSON. [EventReader] is the way back, with every name in the same order.
final class EventWriter {

  static final long VERSION = 1;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final List<Personal.Known> personal = new ArrayList<>();

  /// The personal values that were met.
  List<Personal.Known> personal() {
    return personal;
  }

  Json write(int tenant, Event event) {
    Facts facts = event.facts();
    var out = new Out().put("v", VERSION).put("verb", verb(event).text());
    if (tenant != Leaf.FIRST_TENANT) {
      out.put("tenant", tenant);
    }
    out.put("time", time(facts.when())).put("who", who(facts.who()).json());
    out.putUnlessEmpty("from", from(facts.from()));
    out.putUnlessEmpty("on", on(facts.on()));
    out.putUnlessEmpty(
        "correlation",
        new Out()
            .put("request", facts.correlation().request())
            .put("trace", facts.correlation().trace()));
    details(event, out);
    return out.json();
  }

  private static String time(Instant when) {
    String text = TIME.format(when);
    if (text.length() != EventReader.TIME_LENGTH) {
      throw new MalformedJson("the time %s is not in the years 1000 to 9999".formatted(when));
    }
    return text;
  }

  private Out who(Actor actor) {
    return switch (actor) {
      case Actor.Human(String issuer, Personal subject, String strength) ->
          new Out()
              .put("kind", "human")
              .put("issuer", issuer)
              .put("subject", subject)
              .put("strength", strength);
      case Actor.Workload(var issuer, var subject, var ids) -> {
        var names = new Out();
        ids.forEach(names::put);
        yield new Out()
            .put("kind", "workload")
            .put("issuer", issuer)
            .put("subject", subject)
            .put("ids", names.json());
      }
      case Actor.Part(String name) -> new Out().put("kind", "part").put("name", name);
    };
  }

  private Out from(Facts.From from) {
    var out = new Out().put("address", from.address());
    Facts.Run run = from.run();
    if (run != null) {
      out.put(
          "run",
          new Out()
              .put("id", run.id())
              .put("attempt", run.attempt())
              .put("runner", run.runner())
              .json());
    }
    return out;
  }

  private Out on(Facts.Target on) {
    return new Out()
        .put("environment", on.environment())
        .put("artifact", on.artifact())
        .put("repository", on.repository())
        .put("commit", on.commit())
        .put("policy", on.policy());
  }

  private void details(Event event, Out out) {
    switch (event) {
      case Event.IdentityVerified _ -> {}
      case Event.IdentityRejected(_, var code) -> out.put("code", code);
      case Event.EvidenceAccepted(_, var evidence) -> out.put("evidence", evidence);
      case Event.EvidenceRejected(_, var evidence, var code) ->
          out.put("evidence", evidence).put("code", code);
      case Event.DefinitionChanged(_, var definition, var before) ->
          out.put("definition", definition).put("before", before);
      case Event.ApprovalGranted(_, var approval) -> out.put("approval", approval);
      case Event.ApprovalWithdrawn(_, var approval) -> out.put("approval", approval);
      case Event.ExceptionGranted(_, var exception) -> out.put("exception", exception);
      case Event.ExceptionUsed(_, var exception) -> out.put("exception", exception);
      case Event.ExceptionExpired(_, var exception) -> out.put("exception", exception);
      case Event.FreezeOpened(_, var freeze, var reason) ->
          out.put("freeze", freeze).put(Event.REASON, reason);
      case Event.FreezeClosed(_, var freeze, var reason) ->
          out.put("freeze", freeze).put(Event.REASON, reason);
      case Event.PolicyPublished(_, var policy) -> out.put("policy", policy);
      case Event.PolicyActivated(_, var policy) -> out.put("policy", policy);
      case Event.DecisionMade(_, var verdict, var input, var decision, var why) ->
          out.put("decision", verdict.text())
              .put("inputDigest", input)
              .put("decisionDigest", decision)
              .put("why", list(why.stream().map(this::reason).toList()));
      case Event.CredentialIssued(_, var result) -> out.put("result", result(result));
      case Event.CredentialRefused(_, var code) -> out.put("code", code);
      case Event.CredentialRevoked(_, var credential, var code) ->
          out.put("credential", credential).put("code", code);
      case Event.CredentialExpired(_, var credential) -> out.put("credential", credential);
      case Event.DeployObserved(_, var reason) -> out.put(Event.REASON, reason);
      case Event.BreakglassOpened(_, var reason) -> out.put(Event.REASON, reason);
      case Event.BreakglassReviewed(_, var reason) -> out.put(Event.REASON, reason);
      case Event.LogCheckpoint(_, var size, var root) -> out.put("size", size).put("root", root);
      case Event.LogCosigned(_, var size, var witness) ->
          out.put("size", size).put("witness", witness);
      case Event.LogGap(_, var first, var to) -> out.put("first", first).put("to", to);
      case Event.AdminChanged(_, var setting, var value) ->
          out.put("setting", setting).put("value", value);
      case Event.AuditRead(_, var query) -> out.put("query", query);
      case Event.AuditExported(_, var first, var to) -> out.put("first", first).put("to", to);
      case Event.SinkLagging(_, var sink, var index) -> out.put("sink", sink).put("index", index);
      case Event.SinkRecovered(_, var sink, var index) -> out.put("sink", sink).put("index", index);
      case Event.PersonalErased(_, var commitments, var reason) ->
          out.put("commitments", list(commitments.stream().map(Json.Str::new).toList()))
              .put(Event.REASON, reason);
    }
  }

  private Json reason(Reason reason) {
    return new Out()
        .put("rule", reason.rule())
        .put("outcome", reason.outcome().text())
        .put(
            "evidence",
            list(reason.evidence().stream().map(Digest::value).map(Json.Str::new).toList()))
        .json();
  }

  private Json result(Grant grant) {
    return new Out()
        .put("id", grant.id())
        .put("scope", grant.scope())
        .put("seconds", grant.seconds())
        .json();
  }

  private static Json list(List<? extends Json> items) {
    return new Json.Arr(List.copyOf(items));
  }

  /// An object being written. What is null is left out.
  private final class Out {

    private final TreeMap<String, Json> members = new TreeMap<>();

    Json json() {
      return new Json.Obj(members);
    }

    Out put(String name, Json value) {
      // Two parts of an event under one name would lose one of them silently.
      if (members.put(name, value) != null) {
        throw new IllegalStateException("two members " + name);
      }
      return this;
    }

    Out put(String name, @Nullable String value) {
      return value == null ? this : put(name, new Json.Str(value));
    }

    Out put(String name, long value) {
      return put(name, new Json.Int(value));
    }

    Out put(String name, @Nullable Digest value) {
      return value == null ? this : put(name, value.value());
    }

    Out put(String name, @Nullable Personal value) {
      if (value == null) {
        return this;
      }
      if (value instanceof Personal.Known known) {
        personal.add(known);
      }
      return put(name, new Out().put("commitment", value.commitment()).json());
    }

    void putUnlessEmpty(String name, Out value) {
      if (!value.members.isEmpty()) {
        put(name, value.json());
      }
    }
  }

  /// The verb of an event: the other direction of [EventReader].
  static Verb verb(Event event) {
    return switch (event) {
      case Event.IdentityVerified _ -> Verb.IDENTITY_VERIFIED;
      case Event.IdentityRejected _ -> Verb.IDENTITY_REJECTED;
      case Event.EvidenceAccepted _ -> Verb.EVIDENCE_ACCEPTED;
      case Event.EvidenceRejected _ -> Verb.EVIDENCE_REJECTED;
      case Event.DefinitionChanged _ -> Verb.DEFINITION_CHANGED;
      case Event.ApprovalGranted _ -> Verb.APPROVAL_GRANTED;
      case Event.ApprovalWithdrawn _ -> Verb.APPROVAL_WITHDRAWN;
      case Event.ExceptionGranted _ -> Verb.EXCEPTION_GRANTED;
      case Event.ExceptionUsed _ -> Verb.EXCEPTION_USED;
      case Event.ExceptionExpired _ -> Verb.EXCEPTION_EXPIRED;
      case Event.FreezeOpened _ -> Verb.FREEZE_OPENED;
      case Event.FreezeClosed _ -> Verb.FREEZE_CLOSED;
      case Event.PolicyPublished _ -> Verb.POLICY_PUBLISHED;
      case Event.PolicyActivated _ -> Verb.POLICY_ACTIVATED;
      case Event.DecisionMade _ -> Verb.DECISION_MADE;
      case Event.CredentialIssued _ -> Verb.CREDENTIAL_ISSUED;
      case Event.CredentialRefused _ -> Verb.CREDENTIAL_REFUSED;
      case Event.CredentialRevoked _ -> Verb.CREDENTIAL_REVOKED;
      case Event.CredentialExpired _ -> Verb.CREDENTIAL_EXPIRED;
      case Event.DeployObserved _ -> Verb.DEPLOY_OBSERVED;
      case Event.BreakglassOpened _ -> Verb.BREAKGLASS_OPENED;
      case Event.BreakglassReviewed _ -> Verb.BREAKGLASS_REVIEWED;
      case Event.LogCheckpoint _ -> Verb.LOG_CHECKPOINT;
      case Event.LogCosigned _ -> Verb.LOG_COSIGNED;
      case Event.LogGap _ -> Verb.LOG_GAP;
      case Event.AdminChanged _ -> Verb.ADMIN_CHANGED;
      case Event.AuditRead _ -> Verb.AUDIT_READ;
      case Event.AuditExported _ -> Verb.AUDIT_EXPORTED;
      case Event.SinkLagging _ -> Verb.SINK_LAGGING;
      case Event.SinkRecovered _ -> Verb.SINK_RECOVERED;
      case Event.PersonalErased _ -> Verb.PERSONAL_ERASED;
    };
  }
}
