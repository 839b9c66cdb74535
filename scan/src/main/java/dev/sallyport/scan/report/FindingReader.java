package dev.sallyport.scan.report;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.Edit;
import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Fix;
import dev.sallyport.base.model.finding.PathStep;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.Related;
import dev.sallyport.base.model.finding.Safety;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.model.source.Location;
import dev.sallyport.base.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// Reads what [FindingWriter] writes: the members in its order, and nothing else.
final class FindingReader {
  private static final int LONGEST_STRING = 1 << 20;
  private static final int LONGEST_LIST = 10_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(8)
                  .maxStringLength(LONGEST_STRING)
                  .maxNameLength(16)
                  .maxNumberLength(10)
                  .build())
          .build();

  /// The text is JSON, but not a finding.
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String wanted) {
      // Expected with every stale cache entry, so it has no stack trace.
      super("wanted " + wanted, null, false, false);
    }
  }

  @FunctionalInterface
  private interface Item<T> {
    T read() throws Malformed;
  }

  private final JsonParser json;

  private FindingReader(JsonParser json) {
    this.json = json;
  }

  static Finding read(String text) throws Malformed {
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      FindingReader reader = new FindingReader(json);
      reader.next(JsonToken.START_OBJECT);
      Finding finding = reader.finding();
      if (json.nextToken() != null) {
        throw new Malformed("the end");
      }
      return finding;
    }
  }

  private Finding finding() throws Malformed {
    String rule = string("rule");
    Severity severity = constant("severity", Severity.values());
    Confidence confidence = constant("confidence", Confidence.values());
    Persona persona = constant("persona", Persona.values());
    Reach reach = constant("reach", Reach.values());
    String message = string("message");
    Location primary = location("primary");
    List<Related> related = list("related", () -> new Related(location("location"), message()));
    List<PathStep> path = list("path", () -> new PathStep(location("location"), message()));
    List<Reference> references = list("references", this::reference);
    List<Fix> fixes = list("fixes", this::fix);
    String fingerprint = string("fingerprint");
    next(JsonToken.END_OBJECT);
    return new Finding(
        rule,
        severity,
        confidence,
        persona,
        reach,
        message,
        primary,
        related,
        path,
        references,
        fixes,
        fingerprint);
  }

  private String message() throws Malformed {
    return string("message");
  }

  private Reference reference() throws Malformed {
    return new Reference(constant("kind", Reference.Kind.values()), string("id"));
  }

  private Fix fix() throws Malformed {
    String title = string("title");
    Safety safety = constant("safety", Safety.values());
    String explanation = string("explanation");
    List<Edit> edits = list("edits", () -> new Edit(string("path"), span(), string("replacement")));
    if (edits.isEmpty()) {
      throw new Malformed("edits");
    }
    return new Fix(title, safety, explanation, edits);
  }

  private Location location(String name) throws Malformed {
    name(name);
    next(JsonToken.START_OBJECT);
    Location location =
        new Location(
            string("path"),
            span(),
            number("startLine"),
            number("startColumn"),
            number("endLine"),
            number("endColumn"));
    next(JsonToken.END_OBJECT);
    return location;
  }

  private Span span() throws Malformed {
    int start = number("start");
    int end = number("end");
    if (start < 0 || end < start) {
      throw new Malformed("a span");
    }
    return new Span(start, end);
  }

  private <T> List<T> list(String name, Item<T> item) throws Malformed {
    name(name);
    next(JsonToken.START_ARRAY);
    List<T> items = new ArrayList<>();
    JsonToken token = json.nextToken();
    while (token == JsonToken.START_OBJECT && items.size() < LONGEST_LIST) {
      items.add(item.read());
      next(JsonToken.END_OBJECT);
      token = json.nextToken();
    }
    if (token != JsonToken.END_ARRAY) {
      throw new Malformed("an object or the end of " + name);
    }
    return items;
  }

  private <E extends Enum<E>> E constant(String name, E[] values) throws Malformed {
    String id = string(name);
    for (E value : values) {
      if (value.name().toLowerCase(Locale.ROOT).equals(id)) {
        return value;
      }
    }
    throw new Malformed("a known " + name);
  }

  private String string(String name) throws Malformed {
    name(name);
    next(JsonToken.VALUE_STRING);
    return json.getString();
  }

  private int number(String name) throws Malformed {
    name(name);
    next(JsonToken.VALUE_NUMBER_INT);
    return json.getIntValue();
  }

  private void name(String wanted) throws Malformed {
    if (!wanted.equals(json.nextName())) {
      throw new Malformed(wanted);
    }
  }

  private void next(JsonToken wanted) throws Malformed {
    if (json.nextToken() != wanted) {
      throw new Malformed(wanted.toString());
    }
  }
}
