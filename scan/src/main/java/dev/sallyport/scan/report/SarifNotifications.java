package dev.sallyport.scan.report;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.finding.Report;
import dev.sallyport.base.model.finding.Suppressed;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// What a run says beside its results (section 3.20): what was not seen, hidden or cut.
final class SarifNotifications {
  private static final int MOST = 1_000;
  private static final int LONGEST = 1_000;

  /// What a notification is about.
  private enum Kind {
    CUT("Findings that had to stay out", "warning"),
    INCOMPLETE("Local input that was not analysed", "warning"),
    GAP("A remote reference or a keyword that was not resolved", "note"),
    SUPPRESSED("A finding that somebody decided to live with", "note"),
    NOTICE("Something that the user should know", "note");

    private final String title;
    private final String level;

    Kind(String title, String level) {
      this.title = title;
      this.level = level;
    }

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Report report;
  private final Options options;
  private final JsonGenerator json;

  SarifNotifications(Report report, Options options, JsonGenerator json) {
    this.report = report;
    this.options = options;
    this.json = json;
  }

  static void descriptors(JsonGenerator json) {
    json.writeArrayPropertyStart("notifications");
    for (Kind kind : Kind.values()) {
      json.writeStartObject();
      json.writeStringProperty("id", kind.id());
      json.writeName("shortDescription");
      SarifResults.message(kind.title, json);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  void write(int cut) {
    json.writeArrayPropertyStart("invocations");
    json.writeStartObject();
    // GitHub refuses the whole file when this is false, with all its results; that the scan was
    // incomplete is in the notifications and in the exit code.
    json.writeBooleanProperty("executionSuccessful", true);
    json.writeArrayPropertyStart("toolExecutionNotifications");
    if (cut > 0) {
      one(
          Kind.CUT,
          Words.count(cut, "finding")
              + " had to stay out of this file, the least severe, because of the code host's limits.",
          null,
          0);
    }
    problems(Problem.Kind.INCOMPLETE, Kind.INCOMPLETE);
    problems(Problem.Kind.GAP, Kind.GAP);
    if (!options.all()) {
      suppressed();
    }
    Words.notices(report).stream().limit(MOST).forEach(notice -> one(Kind.NOTICE, notice, null, 0));
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
  }

  private void problems(Problem.Kind wanted, Kind kind) {
    List<Problem> problems =
        report.problems().stream().filter(problem -> problem.kind() == wanted).toList();
    for (Problem problem : problems.subList(0, Math.min(MOST, problems.size()))) {
      one(kind, Words.said(problem), problem.path(), problem.line());
    }
    rest(kind, problems.size());
  }

  private void suppressed() {
    List<Suppressed> all = report.suppressed();
    for (Suppressed suppressed : all.subList(0, Math.min(MOST, all.size()))) {
      Finding finding = suppressed.finding();
      String text = finding.rule() + ": " + Words.decision(suppressed);
      one(Kind.SUPPRESSED, text, finding.primary().path(), finding.primary().startLine());
    }
    rest(Kind.SUPPRESSED, all.size());
  }

  private void rest(Kind kind, int size) {
    if (size > MOST) {
      one(kind, Words.number(size - MOST) + " more of this kind.", null, 0);
    }
  }

  private void one(Kind kind, String text, @Nullable String path, int line) {
    json.writeStartObject();
    json.writeObjectPropertyStart("descriptor");
    json.writeStringProperty("id", kind.id());
    json.writeEndObject();
    json.writeStringProperty("level", kind.level);
    json.writeName("message");
    SarifResults.message(Visible.text(text, LONGEST), json);
    if (path != null && !path.isEmpty()) {
      json.writeArrayPropertyStart("locations");
      json.writeStartObject();
      json.writeObjectPropertyStart("physicalLocation");
      json.writeName("artifactLocation");
      SarifResults.artifact(path, json);
      if (line > 0) {
        json.writeObjectPropertyStart("region");
        json.writeNumberProperty("startLine", line);
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeEndObject();
      json.writeEndArray();
    }
    json.writeEndObject();
  }
}
