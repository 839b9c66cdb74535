package dev.sallyport.scan.report;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Fix;
import dev.sallyport.base.model.finding.PathStep;
import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.finding.Report;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Suppressed;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// JUnit XML, as CI systems show test results: a finding is a failure, what was not analysed is an
/// error, what is suppressed or not resolved is skipped, and a rule without findings passes.
final class JunitReport implements ReportFormat {
  private static final int LONGEST = 4_000;

  @Override
  public String id() {
    return "junit";
  }

  @Override
  public String suffix() {
    return ".xml";
  }

  @Override
  public void write(Report report, Options options, Writer out) throws IOException {
    List<Finding> findings = Words.worstFirst(report);
    Set<String> silent = silent(report, findings);
    Summary summary = Summary.of(report);
    int skipped = summary.suppressed() + summary.gaps();
    int tests = findings.size() + silent.size() + skipped + summary.incomplete();
    String counts =
        "name=\"sallyport\" tests=\""
            + tests
            + "\" failures=\""
            + findings.size()
            + "\" errors=\""
            + summary.incomplete()
            + "\" skipped=\""
            + skipped
            + "\"";
    out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.write("<testsuites " + counts + ">\n<testsuite " + counts + ">\n");
    for (Finding finding : findings) {
      failure(finding, out);
    }
    for (Problem problem : report.problems()) {
      problem(problem, out);
    }
    for (Suppressed one : report.suppressed()) {
      open(one.finding().primary().path(), name(one.finding()), out);
      out.write("<skipped message=\"" + text("Suppressed: " + Words.decision(one)) + "\"/>");
      out.write("</testcase>\n");
    }
    for (String rule : silent) {
      out.write("<testcase classname=\"sallyport\" name=\"" + text(rule) + "\"/>\n");
    }
    if (!Words.notices(report).isEmpty()) {
      out.write("<system-out>");
      for (String notice : Words.notices(report)) {
        out.write(text(notice) + "\n");
      }
      out.write("</system-out>\n");
    }
    out.write("</testsuite>\n</testsuites>\n");
  }

  private static Set<String> silent(Report report, List<Finding> findings) {
    Set<String> silent = new TreeSet<>();
    report.rules().stream().map(RuleInfo::id).forEach(silent::add);
    findings.forEach(finding -> silent.remove(finding.rule()));
    return silent;
  }

  private static void failure(Finding finding, Writer out) throws IOException {
    open(finding.primary().path(), name(finding), out);
    out.write("<failure type=\"" + finding.severity().id() + "\" message=\"");
    out.write(text(Words.sentence(finding.message())) + "\">");
    out.write(text(finding.primary().toString()) + "\n");
    int number = 1;
    for (PathStep step : finding.path()) {
      out.write(
          number++ + ". " + text(step.location() + " " + Words.capitalised(step.message())) + "\n");
    }
    out.write("Reach: " + Words.who(finding.reach()) + "\n");
    for (Fix fix : finding.fixes()) {
      out.write("Fix: " + text(fix.title()) + " (" + Words.flag(fix) + ")\n");
    }
    out.write("More: " + text(Words.explain(finding.rule())) + "</failure></testcase>\n");
  }

  private static void problem(Problem problem, Writer out) throws IOException {
    open(
        problem.path().isEmpty() ? "sallyport" : problem.path(),
        Words.label(problem.kind()) + " at " + Words.place(problem),
        out);
    switch (problem.kind()) {
      case INCOMPLETE ->
          out.write("<error type=\"incomplete\" message=\"" + text(Words.said(problem)) + "\"/>");
      case GAP -> out.write("<skipped message=\"" + text("Gap: " + Words.said(problem)) + "\"/>");
    }
    out.write("</testcase>\n");
  }

  private static String name(Finding finding) {
    return finding.rule() + " at " + finding.primary();
  }

  private static void open(String path, String name, Writer out) throws IOException {
    out.write("<testcase classname=\"" + text(path) + "\" name=\"" + text(name) + "\">");
  }

  /// What XML 1.0 (section 2.2) does not allow, [Visible] writes out.
  private static String text(String hostile) {
    return Html.text(hostile, LONGEST);
  }
}
