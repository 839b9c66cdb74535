package dev.sallyport.scan.report;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.finding.Report;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.model.finding.Suppressed;
import java.io.IOException;
import java.io.Writer;

/// GitHub Actions workflow commands, which show as annotations on the changed lines. GitHub shows
/// ten of each kind a step; the worst come first, and the last line counts them all.
final class GithubReport implements ReportFormat {
  private static final int LONGEST = 2_000;

  @Override
  public String id() {
    return "github";
  }

  @Override
  public String suffix() {
    return ".txt";
  }

  @Override
  public void write(Report report, Options options, Writer out) throws IOException {
    for (Finding one : Words.worstFirst(report)) {
      String title = one.severity().id() + " " + one.rule();
      int from = Math.max(1, one.primary().startLine());
      int to = Math.max(from, one.primary().endLine());
      String lines = ",line=" + from + ",endLine=" + to;
      if (from == to) {
        int column = Math.max(1, one.primary().startColumn());
        lines += ",col=" + column + ",endColumn=" + Math.max(column, one.primary().endColumn());
      }
      command(level(one.severity()), one.primary().path(), lines, title, Words.said(one), out);
    }
    for (Problem one : report.problems()) {
      String line = one.line() > 0 ? ",line=" + one.line() : "";
      String level = one.kind() == Problem.Kind.INCOMPLETE ? "warning" : "notice";
      command(level, one.path(), line, Words.label(one.kind()), Words.said(one), out);
    }
    for (Suppressed one : report.suppressed()) {
      Finding finding = one.finding();
      String place = finding.primary().path() + ":" + finding.primary().startLine();
      plain("Suppressed: " + finding.rule() + " " + place + ": " + Words.decision(one), out);
    }
    for (String notice : Words.notices(report)) {
      plain("Note: " + notice, out);
    }
    last(Summary.of(report), report, out);
  }

  private static void command(
      String level, String path, String lines, String title, String message, Writer out)
      throws IOException {
    String place = path.isEmpty() ? "" : "file=" + property(path) + lines + ",";
    out.write("::" + level + " " + place + "title=" + property("Sallyport: " + title) + "::");
    out.write(data(Visible.text(message, LONGEST)) + "\n");
  }

  /// An ordinary line of the log. It starts with a word of ours, so it is no command.
  private static void plain(String text, Writer out) throws IOException {
    out.write(Visible.text(text, LONGEST) + "\n");
  }

  private static void last(Summary summary, Report report, Writer out) throws IOException {
    StringBuilder text = new StringBuilder("Sallyport: ");
    text.append(Words.count(summary.findings(), "finding"));
    String before = " (";
    for (Severity severity : Summary.DOWNWARDS) {
      if (summary.of(severity) > 0) {
        text.append(before).append(summary.of(severity)).append(" ").append(severity.id());
        before = ", ";
      }
    }
    text.append(summary.findings() > 0 ? ")" : "").append(" in ");
    if (summary.findings() > 0) {
      text.append(Words.number(summary.filesWithFindings())).append(" of ");
    }
    text.append(Words.count(report.files(), "file")).append("; ");
    text.append(summary.suppressed()).append(" suppressed, ").append(summary.incomplete());
    text.append(" not analysed, ").append(summary.gaps()).append(" not resolved.\n");
    out.write(text.toString());
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case CRITICAL, HIGH -> "error";
      case MEDIUM -> "warning";
      case LOW, INFO -> "notice";
    };
  }

  /// As the runner decodes it: `%25`, `%0D` and `%0A` everywhere, `%3A` and `%2C` in properties
  /// too.
  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(Visible.text(text, LONGEST)).replace(":", "%3A").replace(",", "%2C");
  }
}
