package dev.sallyport.scan.report;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.finding.Report;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.model.finding.Suppressed;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/// GitLab's code quality report. It has but one kind of entry, so what is suppressed or was not
/// analysed appears as entries of the lowest severity.
final class GitlabReport implements ReportFormat {
  private static final int LONGEST = 2_000;

  @Override
  public String id() {
    return "gitlab";
  }

  @Override
  public String suffix() {
    return ".json";
  }

  @Override
  public void write(Report report, Options options, Writer out) throws IOException {
    Json.indented(out, json -> new Entries(json).write(report));
  }

  private static final class Entries {
    private final JsonGenerator json;
    private final Map<String, Integer> seen = new HashMap<>();

    Entries(JsonGenerator json) {
      this.json = json;
    }

    void write(Report report) {
      json.writeStartArray();
      for (Finding one : Words.worstFirst(report)) {
        finding(one, Words.said(one), severity(one.severity()), one.fingerprint());
      }
      for (Suppressed one : report.suppressed()) {
        Finding finding = one.finding();
        String text =
            "Suppressed: " + Words.decision(one) + ". " + Words.sentence(finding.message());
        finding(finding, text, "info", "suppressed:" + finding.fingerprint());
      }
      for (Problem one : report.problems()) {
        String kind = one.kind().id();
        String text = Words.capital(Words.label(one.kind())) + ": " + Words.said(one);
        entry(
            text,
            kind,
            "info",
            kind + ":" + one.path() + ":" + one.message(),
            one.path(),
            one.line());
      }
      for (String notice : Words.notices(report)) {
        entry("Notice: " + notice, "notice", "info", "notice:" + notice, ".", 1);
      }
      json.writeEndArray();
    }

    private void finding(Finding finding, String text, String severity, String fingerprint) {
      entry(
          text,
          finding.rule(),
          severity,
          fingerprint,
          finding.primary().path(),
          finding.primary().startLine());
    }

    private void entry(
        String text, String check, String severity, String fingerprint, String path, int line) {
      json.writeStartObject();
      json.writeStringProperty("description", Visible.text(text, LONGEST));
      json.writeStringProperty("check_name", Visible.text(check, LONGEST));
      json.writeStringProperty("fingerprint", unique(fingerprint));
      json.writeStringProperty("severity", severity);
      json.writeObjectPropertyStart("location");
      json.writeStringProperty("path", path.isEmpty() ? "." : path);
      json.writeObjectPropertyStart("lines");
      json.writeNumberProperty("begin", Math.max(1, line));
      json.writeEndObject();
      json.writeEndObject();
      json.writeEndObject();
    }

    /// GitLab shows one entry per fingerprint, so a second one of the same gets its number mixed
    /// in.
    private String unique(String fingerprint) {
      int times = seen.merge(fingerprint, 1, Integer::sum);
      return times == 1 && fingerprint.matches("[0-9a-f]{16,128}")
          ? fingerprint
          : sha256(fingerprint + "#" + times);
    }

    private static String severity(Severity severity) {
      return switch (severity) {
        case CRITICAL -> "blocker";
        case HIGH -> "critical";
        case MEDIUM -> "major";
        case LOW -> "minor";
        case INFO -> "info";
      };
    }

    private static String sha256(String text) {
      try {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }
  }
}
