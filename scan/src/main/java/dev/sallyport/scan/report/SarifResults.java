package dev.sallyport.scan.report;

import dev.sallyport.base.model.finding.Edit;
import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Fix;
import dev.sallyport.base.model.finding.PathStep;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Related;
import dev.sallyport.base.model.finding.Report;
import dev.sallyport.base.model.finding.Suppressed;
import dev.sallyport.base.model.source.Location;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Findings as SARIF results (section 3.27).
final class SarifResults {
  static final String ROOT = "%SRCROOT%";
  private static final int RELATED = 999;
  private static final int STEPS = 10_000;
  private static final int LONGEST = 4_000;

  private final Report report;
  private final SarifRules rules;

  SarifResults(Report report, SarifRules rules) {
    this.report = report;
    this.rules = rules;
  }

  void write(Finding finding, @Nullable Suppressed decision, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("ruleId", finding.rule());
    json.writeNumberProperty("ruleIndex", rules.index(finding.rule()));
    json.writeStringProperty("level", SarifRules.level(finding.severity()));
    json.writeName("message");
    message(text(finding), json);
    json.writeArrayPropertyStart("locations");
    location(finding.primary(), null, -1, json);
    json.writeEndArray();
    json.writeObjectPropertyStart("partialFingerprints");
    json.writeStringProperty("sallyport/v1", finding.fingerprint());
    json.writeEndObject();
    related(finding, json);
    codeFlow(finding, json);
    fixes(finding, json);
    if (decision != null) {
      suppression(decision, json);
    }
    json.writeObjectPropertyStart("properties");
    json.writeStringProperty("severity", finding.severity().id());
    json.writeStringProperty("security-severity", SarifRules.score(finding.severity()));
    json.writeStringProperty("confidence", finding.confidence().id());
    json.writeStringProperty("persona", finding.persona().id());
    json.writeStringProperty("reach", finding.reach().id());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String text(Finding finding) {
    String message = Visible.text(Words.sentence(finding.message()), LONGEST);
    return finding.reach() == Reach.NONE
        ? message
        : message + " Within reach of: " + Words.who(finding.reach()) + ".";
  }

  /// A link's brackets are escaped (section 3.11.6). Braces are not doubled, though section 3.11.5
  /// wants it: GitHub shows the text as it is, and `${{ }}` stands in most messages.
  static void message(String text, JsonGenerator json) {
    String plain = text.contains("](") ? text.replace("[", "\\[").replace("]", "\\]") : text;
    json.writeStartObject();
    json.writeStringProperty("text", plain);
    json.writeEndObject();
  }

  private static void related(Finding finding, JsonGenerator json) {
    if (finding.related().isEmpty()) {
      return;
    }
    json.writeArrayPropertyStart("relatedLocations");
    int id = 1;
    for (Related related : finding.related().stream().limit(RELATED).toList()) {
      location(related.location(), Words.capitalised(related.message()), id++, json);
    }
    json.writeEndArray();
  }

  private static void codeFlow(Finding finding, JsonGenerator json) {
    if (finding.path().isEmpty()) {
      return;
    }
    json.writeArrayPropertyStart("codeFlows");
    json.writeStartObject();
    json.writeArrayPropertyStart("threadFlows");
    json.writeStartObject();
    json.writeArrayPropertyStart("locations");
    for (PathStep step : finding.path().stream().limit(STEPS).toList()) {
      json.writeStartObject();
      json.writeName("location");
      location(step.location(), Words.capitalised(step.message()), -1, json);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
  }

  private void fixes(Finding finding, JsonGenerator json) {
    if (finding.fixes().isEmpty()) {
      return;
    }
    json.writeArrayPropertyStart("fixes");
    for (Fix fix : finding.fixes()) {
      json.writeStartObject();
      json.writeName("description");
      String explanation =
          fix.explanation().isEmpty() ? "" : ". " + Words.sentence(fix.explanation());
      message(Visible.text(fix.title() + explanation, LONGEST), json);
      json.writeArrayPropertyStart("artifactChanges");
      Map<String, List<Edit>> byFile = new LinkedHashMap<>();
      fix.edits()
          .forEach(edit -> byFile.computeIfAbsent(edit.path(), _ -> new ArrayList<>()).add(edit));
      byFile.forEach((path, edits) -> change(path, edits, json));
      json.writeEndArray();
      json.writeObjectPropertyStart("properties");
      json.writeStringProperty("safety", fix.safety().id());
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void change(String path, List<Edit> edits, JsonGenerator json) {
    json.writeStartObject();
    json.writeName("artifactLocation");
    artifact(path, json);
    json.writeArrayPropertyStart("replacements");
    for (Edit edit : edits) {
      json.writeStartObject();
      json.writeName("deletedRegion");
      region(path, edit.span(), json);
      json.writeName("insertedContent");
      json.writeStartObject();
      json.writeStringProperty("text", edit.replacement());
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /// By lines and columns when the text is at hand, or else by offsets (section 3.30.2).
  private void region(String path, Span span, JsonGenerator json) {
    SourceText source = report.sources().get(path);
    if (source != null && span.end() <= source.text().length()) {
      region(source.at(span), json);
      return;
    }
    json.writeStartObject();
    json.writeNumberProperty("charOffset", span.start());
    json.writeNumberProperty("charLength", span.length());
    json.writeEndObject();
  }

  private static void suppression(Suppressed decision, JsonGenerator json) {
    json.writeArrayPropertyStart("suppressions");
    json.writeStartObject();
    json.writeStringProperty("kind", decision.source().equals("inline") ? "inSource" : "external");
    json.writeStringProperty("status", "accepted");
    json.writeStringProperty("justification", Visible.text(Words.decision(decision), LONGEST));
    json.writeEndObject();
    json.writeEndArray();
  }

  private static void location(
      Location location, @Nullable String message, int id, JsonGenerator json) {
    json.writeStartObject();
    if (id >= 0) {
      json.writeNumberProperty("id", id);
    }
    json.writeObjectPropertyStart("physicalLocation");
    json.writeName("artifactLocation");
    artifact(location.path(), json);
    json.writeName("region");
    region(location, json);
    json.writeEndObject();
    if (message != null) {
      json.writeName("message");
      message(Visible.text(message, LONGEST), json);
    }
    json.writeEndObject();
  }

  static void artifact(String path, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("uri", uri(path));
    json.writeStringProperty("uriBaseId", ROOT);
    json.writeEndObject();
  }

  private static void region(Location location, JsonGenerator json) {
    json.writeStartObject();
    json.writeNumberProperty("startLine", Math.max(1, location.startLine()));
    json.writeNumberProperty("startColumn", Math.max(1, location.startColumn()));
    json.writeNumberProperty("endLine", Math.max(1, location.endLine()));
    json.writeNumberProperty("endColumn", Math.max(1, location.endColumn()));
    json.writeEndObject();
  }

  /// A relative reference: everything but `/` and RFC 3986's unreserved characters is encoded, so
  /// that no file name can pass for a scheme, a host or a query.
  static String uri(String path) {
    StringBuilder uri = new StringBuilder(path.length() + 16);
    for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xFF);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "/-._~".indexOf(c) >= 0;
      if (plain) {
        uri.append(c);
      } else {
        uri.append('%').append(hex(c >> 4)).append(hex(c & 0xF));
      }
    }
    return uri.toString();
  }

  private static char hex(int digit) {
    return "0123456789ABCDEF".charAt(digit);
  }
}
