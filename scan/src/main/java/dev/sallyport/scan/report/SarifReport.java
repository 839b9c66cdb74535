package dev.sallyport.scan.report;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Report;
import dev.sallyport.base.model.finding.Suppressed;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// SARIF 2.1.0 (OASIS Standard, Errata 01), within what GitHub's code scanning accepts: at most
/// 25,000 results, 1,000 locations a result, 10,000 steps a result, 20 tags a rule, 10 MB
/// gzip-compressed. The worst go in first; what had to stay out is said in a notification.
///
/// GitHub opens an alert for a result with `suppressions` as for any other (codeql-action issue
/// 1230). So suppressed findings are notifications, and results only when all was asked for.
final class SarifReport implements ReportFormat {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
  private static final int MOST_RESULTS = 25_000;

  @Override
  public String id() {
    return "sarif";
  }

  @Override
  public String suffix() {
    return ".sarif";
  }

  @Override
  public void write(Report report, Options options, Writer out) throws IOException {
    Json.indented(out, json -> log(report, options, json));
  }

  private static void log(Report report, Options options, JsonGenerator json) throws IOException {
    SarifRules rules = new SarifRules(report);
    json.writeStartObject();
    json.writeStringProperty("$schema", SCHEMA);
    json.writeStringProperty("version", "2.1.0");
    json.writeArrayPropertyStart("runs");
    json.writeStartObject();
    rules.tool(json);
    // Section 3.14.17: columns are counted as Location counts them.
    json.writeStringProperty("columnKind", "utf16CodeUnits");
    json.writeObjectPropertyStart("originalUriBaseIds");
    json.writeObjectPropertyStart(SarifResults.ROOT);
    json.writeName("description");
    SarifResults.message("The root of the scanned tree.", json);
    json.writeEndObject();
    json.writeEndObject();
    int cut = results(report, options, rules, json);
    new SarifNotifications(report, options, json).write(cut);
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  /// Returns how many findings had to stay out.
  private static int results(Report report, Options options, SarifRules rules, JsonGenerator json)
      throws IOException {
    SarifResults results = new SarifResults(report, rules);
    List<Finding> findings = Words.worstFirst(report);
    List<Suppressed> suppressed = options.all() ? report.suppressed() : List.of();
    int written = 0;
    json.writeArrayPropertyStart("results");
    try (GzipBudget budget = new GzipBudget()) {
      for (Finding finding : findings) {
        if (written == MOST_RESULTS || !result(results, finding, null, budget, json)) {
          break;
        }
        written++;
      }
      int room = written < findings.size() ? 0 : MOST_RESULTS - written;
      for (Suppressed one : suppressed.subList(0, Math.min(room, suppressed.size()))) {
        if (!result(results, one.finding(), one, budget, json)) {
          break;
        }
        written++;
      }
    }
    json.writeEndArray();
    return findings.size() + suppressed.size() - written;
  }

  private static boolean result(
      SarifResults results,
      Finding finding,
      @Nullable Suppressed decision,
      GzipBudget budget,
      JsonGenerator json)
      throws IOException {
    StringWriter text = new StringWriter(1_024);
    Json.compact(text, one -> results.write(finding, decision, one));
    String result = text.toString();
    if (!budget.take(result)) {
      return false;
    }
    json.writeRawValue(result);
    return true;
  }
}
