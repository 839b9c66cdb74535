package dev.sallyport.control.audit.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.base.json.CanonicalJson;
import dev.sallyport.base.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// An entry in the fields of the Elastic Common Schema. The leaf is in it byte for byte
/// (`event.original`), with its hash in the log (`event.hash`), so that nothing depends on how it
/// was mapped.
final class EcsDocument {

  private static final String ECS = "8.17.0";
  private static final String SHA256 = "sha256:";

  private EcsDocument() {}

  static byte[] of(Delivery entry) {
    var view = EntryView.of(entry.leaf());
    var document = new Fields();
    document.put("@timestamp", view.text("time"));
    document.put("ecs", new Fields().put("version", ECS));
    document.put("event", event(entry, view));
    document.put("user", user(view));
    document.put("orchestrator", new Fields().put("namespace", view.text("on", "environment")));
    document.put("file", new Fields().put("hash", hash(view)));
    document.put("trace", new Fields().put("id", view.text("correlation", "trace")));
    document.put("labels", labels(entry, view));
    return CanonicalJson.bytes(document.json());
  }

  private static Fields event(Delivery entry, EntryView view) {
    var kind = EcsKind.of(view);
    return new Fields()
        .put("kind", "event")
        .put("category", List.of(kind.category()))
        .put("type", kind.types())
        .put("outcome", kind.outcome())
        .put("action", view.verb())
        .put("reason", reason(view))
        .put("id", entry.id())
        .put("sequence", new Json.Int(entry.index()))
        .put("provider", "sallyport")
        .put("module", "sallyport")
        .put("dataset", "sallyport.audit")
        .put("original", new String(entry.leaf(), UTF_8))
        .put("hash", entry.leafHash());
  }

  /// The code of a refusal, or the rules of a decision that did not pass. What people wrote is not
  /// in the leaf.
  private static Optional<String> reason(EntryView view) {
    Optional<String> code = view.text("code");
    if (code.isPresent()) {
      return code;
    }
    String rules =
        view.list("why").stream()
            .map(EntryView::of)
            .filter(rule -> rule.text("outcome").filter(o -> !o.equals("passed")).isPresent())
            .map(rule -> rule.text("rule").orElse("?") + " " + rule.text("outcome").orElse("?"))
            .collect(Collectors.joining(", "));
    return rules.isEmpty() ? Optional.empty() : Optional.of(rules);
  }

  private static Fields user(EntryView view) {
    var user = new Fields();
    view.text("who", "kind").ifPresent(kind -> user.put("roles", List.of(kind)));
    return user.put("domain", view.text("who", "issuer"))
        .put("id", view.text("who", "subject"))
        .put("name", view.text("who", "name"))
        // Of a person there is a commitment only, another one in each entry.
        .put("hash", view.text("who", "subject", "commitment"));
  }

  private static Fields hash(EntryView view) {
    return new Fields()
        .put(
            "sha256",
            view.text("on", "artifact")
                .filter(digest -> digest.startsWith(SHA256))
                .map(digest -> digest.substring(SHA256.length())));
  }

  private static Fields labels(Delivery entry, EntryView view) {
    return new Fields()
        .put("origin", entry.origin())
        .put("repository", view.text("on", "repository"))
        .put("commit", view.text("on", "commit"))
        .put("policy", view.text("on", "policy"))
        .put("run", view.text("from", "run", "id"))
        .put("attempt", view.number("from", "run", "attempt").map(String::valueOf))
        .put("runner", view.text("from", "run", "runner"))
        .put("address_commitment", view.text("from", "address", "commitment"))
        .put("request", view.text("correlation", "request"))
        .put("verdict", view.text("decision"))
        .put("input_digest", view.text("inputDigest"))
        .put("decision_digest", view.text("decisionDigest"))
        .put("credential", view.text("result", "id").or(() -> view.text("credential")))
        .put("scope", view.text("result", "scope"))
        .put("sink", view.text("sink"));
  }

  /// An object being written. What is not there, and objects with nothing in them, are left out.
  private static final class Fields {

    private final TreeMap<String, Json> members = new TreeMap<>();

    Json.Obj json() {
      return new Json.Obj(members);
    }

    Fields put(String name, Json value) {
      members.put(name, value);
      return this;
    }

    Fields put(String name, String value) {
      return put(name, new Json.Str(value));
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // straight from the lookup
    Fields put(String name, Optional<String> value) {
      value.ifPresent(text -> put(name, text));
      return this;
    }

    Fields put(String name, List<String> values) {
      return put(name, new Json.Arr(values.stream().<Json>map(Json.Str::new).toList()));
    }

    Fields put(String name, Fields object) {
      return object.members.isEmpty() ? this : put(name, object.json());
    }
  }
}
