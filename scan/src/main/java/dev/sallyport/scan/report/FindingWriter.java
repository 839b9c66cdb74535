package dev.sallyport.scan.report;

import dev.sallyport.base.model.finding.Edit;
import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Fix;
import dev.sallyport.base.model.finding.PathStep;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.Related;
import dev.sallyport.base.model.source.Location;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/// The JSON form of a finding, for the cache and the JSON report. [FindingReader] depends on the
/// order.
final class FindingWriter {
  private FindingWriter() {}

  static void write(Finding finding, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("rule", finding.rule());
    json.writeStringProperty("severity", finding.severity().id());
    json.writeStringProperty("confidence", finding.confidence().id());
    json.writeStringProperty("persona", finding.persona().id());
    json.writeStringProperty("reach", finding.reach().id());
    json.writeStringProperty("message", finding.message());
    json.writeName("primary");
    location(finding.primary(), json);
    json.writeArrayPropertyStart("related");
    for (Related related : finding.related()) {
      place(related.location(), related.message(), json);
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("path");
    for (PathStep step : finding.path()) {
      place(step.location(), step.message(), json);
    }
    json.writeEndArray();
    references(finding.references(), json);
    json.writeArrayPropertyStart("fixes");
    for (Fix fix : finding.fixes()) {
      fix(fix, json);
    }
    json.writeEndArray();
    json.writeStringProperty("fingerprint", finding.fingerprint());
    json.writeEndObject();
  }

  static void references(List<Reference> references, JsonGenerator json) {
    json.writeArrayPropertyStart("references");
    for (Reference reference : references) {
      json.writeStartObject();
      json.writeStringProperty("kind", reference.kind().name().toLowerCase(Locale.ROOT));
      json.writeStringProperty("id", reference.id());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void place(Location location, String message, JsonGenerator json) {
    json.writeStartObject();
    json.writeName("location");
    location(location, json);
    json.writeStringProperty("message", message);
    json.writeEndObject();
  }

  private static void location(Location location, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("path", location.path());
    json.writeNumberProperty("start", location.span().start());
    json.writeNumberProperty("end", location.span().end());
    json.writeNumberProperty("startLine", location.startLine());
    json.writeNumberProperty("startColumn", location.startColumn());
    json.writeNumberProperty("endLine", location.endLine());
    json.writeNumberProperty("endColumn", location.endColumn());
    json.writeEndObject();
  }

  private static void fix(Fix fix, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("title", fix.title());
    json.writeStringProperty("safety", fix.safety().id());
    json.writeStringProperty("explanation", fix.explanation());
    json.writeArrayPropertyStart("edits");
    for (Edit edit : fix.edits()) {
      json.writeStartObject();
      json.writeStringProperty("path", edit.path());
      json.writeNumberProperty("start", edit.span().start());
      json.writeNumberProperty("end", edit.span().end());
      json.writeStringProperty("replacement", edit.replacement());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
