package dev.sallyport.scan.report;

import dev.sallyport.base.model.finding.ConfigurationEffect;
import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.finding.Report;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.model.finding.Suppressed;
import dev.sallyport.base.model.source.SourceText;
import java.io.IOException;
import java.io.Writer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Everything that a scan says but the files' texts, for programs. Its schema lies beside it as
/// `report-1.schema.json`; a member may be added under the same schema id, none changes or goes.
final class JsonReport implements ReportFormat {
  static final String SCHEMA = Words.SITE + "/schema/report-1.json";

  @Override
  public String id() {
    return "json";
  }

  @Override
  public String suffix() {
    return ".json";
  }

  @Override
  public void write(Report report, Options options, Writer out) throws IOException {
    Json.indented(out, json -> report(report, json));
  }

  private static void report(Report report, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("schema", SCHEMA);
    json.writeStringProperty("version", report.version());
    json.writeStringProperty("root", report.root());
    json.writeNumberProperty("files", report.files());
    json.writeStringProperty("bundleDate", report.bundleDate());
    summary(report, json);
    configuration(report.configuration(), json);
    json.writeArrayPropertyStart("findings");
    for (Finding finding : Words.worstFirst(report)) {
      FindingWriter.write(finding, json);
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("suppressed");
    for (Suppressed suppressed : report.suppressed()) {
      suppressed(suppressed, json);
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("problems");
    for (Problem problem : report.problems()) {
      problem(problem, json);
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("notices");
    report.notices().forEach(json::writeString);
    json.writeEndArray();
    json.writeArrayPropertyStart("rules");
    for (RuleInfo rule : report.rules()) {
      rule(rule, json);
    }
    json.writeEndArray();
    sources(report, json);
    json.writeEndObject();
  }

  private static void summary(Report report, JsonGenerator json) {
    Summary summary = Summary.of(report);
    json.writeObjectPropertyStart("summary");
    json.writeNumberProperty("findings", summary.findings());
    severities("bySeverity", summary.bySeverity(), json);
    severities("outsiderBySeverity", summary.outsiderBySeverity(), json);
    String failOn = report.configuration().failOn();
    json.writeStringProperty("failOn", failOn);
    json.writeNumberProperty("failing", failing(summary, failOn));
    json.writeNumberProperty("suppressed", summary.suppressed());
    json.writeNumberProperty("incomplete", summary.incomplete());
    json.writeNumberProperty("gaps", summary.gaps());
    json.writeArrayPropertyStart("byRule");
    for (Summary.RuleCount rule : summary.byRule()) {
      json.writeStartObject();
      json.writeStringProperty("rule", rule.rule());
      json.writeNumberProperty("findings", rule.count());
      json.writeStringProperty("worst", rule.worst().id());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static int failing(Summary summary, String failOn) {
    return failOn.equals("never")
        ? 0
        : summary.atLeast(Severity.valueOf(failOn.toUpperCase(Locale.ROOT)));
  }

  private static void configuration(ConfigurationEffect effect, JsonGenerator json) {
    json.writeObjectPropertyStart("configuration");
    nullable("file", effect.file().isEmpty() ? null : effect.file(), json);
    json.writeStringProperty("origin", effect.origin().id());
    json.writeStringProperty("failOnOrigin", effect.failOnOrigin().id());
    strings("excludedFiles", effect.excludedFiles(), json);
    strings("disabledRules", effect.disabledRules(), json);
    json.writeNumberProperty("hiddenFindings", effect.hiddenFindings());
    json.writeNumberProperty("loweredFindings", effect.loweredFindings());
    json.writeNumberProperty("suppressedFindings", effect.suppressedFindings());
    json.writeNumberProperty("commentedFindings", effect.commentedFindings());
    json.writeBooleanProperty("policies", effect.policies());
    json.writeEndObject();
  }

  private static void strings(String name, List<String> values, JsonGenerator json) {
    json.writeArrayPropertyStart(name);
    values.forEach(json::writeString);
    json.writeEndArray();
  }

  private static void severities(String name, Map<Severity, Integer> counts, JsonGenerator json) {
    json.writeObjectPropertyStart(name);
    for (Severity severity : Summary.DOWNWARDS) {
      json.writeNumberProperty(severity.id(), counts.getOrDefault(severity, 0));
    }
    json.writeEndObject();
  }

  private static void suppressed(Suppressed suppressed, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("source", suppressed.source());
    json.writeStringProperty("reason", suppressed.reason());
    nullable("owner", suppressed.owner(), json);
    nullable("expires", suppressed.expires(), json);
    json.writeName("finding");
    FindingWriter.write(suppressed.finding(), json);
    json.writeEndObject();
  }

  private static void problem(Problem problem, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("kind", problem.kind().id());
    json.writeStringProperty("path", problem.path());
    json.writeNumberProperty("line", problem.line());
    json.writeStringProperty("message", problem.message());
    nullable("subject", problem.subject(), json);
    json.writeEndObject();
  }

  private static void rule(RuleInfo rule, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("id", rule.id());
    json.writeStringProperty("title", rule.title());
    json.writeStringProperty("severity", rule.severity().id());
    json.writeStringProperty("confidence", rule.confidence().id());
    json.writeStringProperty("persona", rule.persona().id());
    json.writeBooleanProperty("network", rule.network());
    json.writeStringProperty("since", rule.since());
    FindingWriter.references(rule.references(), json);
    json.writeEndObject();
  }

  private static void sources(Report report, JsonGenerator json) {
    json.writeArrayPropertyStart("sources");
    report.sources().values().stream()
        .sorted(Comparator.comparing(SourceText::path))
        .forEach(
            source -> {
              json.writeStartObject();
              json.writeStringProperty("path", source.path());
              json.writeStringProperty("sha256", source.contentId());
              json.writeEndObject();
            });
    json.writeEndArray();
  }

  private static void nullable(String name, @Nullable String value, JsonGenerator json) {
    if (value == null) {
      json.writeNullProperty(name);
    } else {
      json.writeStringProperty(name, value);
    }
  }
}
