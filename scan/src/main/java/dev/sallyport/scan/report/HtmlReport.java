package dev.sallyport.scan.report;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.finding.Report;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.model.finding.Suppressed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/// One page that stands alone, for people who did not run the scan. It has no script at all:
/// filters are CSS, and the Content-Security-Policy allows nothing but this very style sheet, by
/// its hash. So even a mistake in escaping could neither run code nor send anything anywhere.
final class HtmlReport implements ReportFormat {
  private static final int LISTED = 2_000;
  private static final int LONGEST = 2_000;
  private static final String CSS = css();

  @Override
  public String id() {
    return "html";
  }

  @Override
  public String suffix() {
    return ".html";
  }

  @Override
  public void write(Report report, Options options, Writer out) throws IOException {
    Summary summary = Summary.of(report);
    List<Finding> findings = Words.worstFirst(report);
    String style = CSS + HtmlFindings.filterStyles(summary);
    head(style, out);
    header(report, summary, out);
    out.write("<main id=\"main\">\n");
    tiles(summary, out);
    notices(report, out);
    if (!findings.isEmpty()) {
      HtmlTop top = new HtmlTop(report, summary, findings, out);
      top.first();
      HtmlCharts.write(summary, top, out);
      new HtmlFindings(report, summary, out).write(findings);
    }
    suppressed(report, out);
    problems(report, out);
    out.write("</main>\n");
    footer(report, out);
  }

  private static void head(String style, Writer out) throws IOException {
    out.write(
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="referrer" content="no-referrer">
        <title>Sallyport scan report</title>
        <style>"""
            .formatted(sha256(style)));
    out.write(style);
    out.write("</style>\n</head>\n");
  }

  private static void header(Report report, Summary summary, Writer out) throws IOException {
    boolean bad = summary.atLeast(Severity.HIGH) > 0;
    String mood = bad ? "bad" : summary.clean() ? "good" : "calm";
    out.write(
        "<body class=\""
            + mood
            + "\">\n<a class=\"skip\" href=\"#main\">Skip to the findings</a>\n");
    out.write("<header>\n<p class=\"brand\">Sallyport scan report</p>\n");
    out.write("<h1>" + verdict(summary) + "</h1>\n<p class=\"lead\">");
    out.write(Words.count(report.files(), "file"));
    if (!report.root().equals(".")) {
      out.write(" in <code>" + Html.text(report.root(), 200) + "</code>");
    }
    out.write(" checked against " + Words.count(report.rules().size(), "rule"));
    if (summary.findings() > 0) {
      out.write("; findings in " + Words.count(summary.filesWithFindings(), "file"));
    }
    out.write(".</p>\n</header>\n");
  }

  private static String verdict(Summary summary) {
    int serious = summary.atLeast(Severity.HIGH);
    int reached = summary.outsiderAtLeast(Severity.HIGH);
    if (reached > 0) {
      return "Anyone with an account can exploit "
          + (reached == 1 ? "one serious weakness" : Words.number(reached) + " serious weaknesses");
    }
    if (serious > 0) {
      return Words.count(serious, "serious finding") + ", none within an outsider’s reach";
    }
    if (summary.findings() > 0) {
      return Words.count(summary.findings(), "finding") + ", none of them serious";
    }
    return summary.clean() ? "No findings" : "No findings in what was analysed";
  }

  private static void tiles(Summary summary, Writer out) throws IOException {
    out.write("<ul class=\"tiles\" aria-label=\"Numbers\">\n");
    for (Severity severity : Summary.DOWNWARDS) {
      tile(severity.id(), summary.of(severity), Words.capital(severity.id()), out);
    }
    tile("", summary.suppressed(), "Suppressed", out);
    tile("medium", summary.incomplete(), "Not analysed", out);
    tile("", summary.gaps(), "Not resolved", out);
    out.write("</ul>\n");
  }

  private static void tile(String tone, int number, String label, Writer out) throws IOException {
    String look = (tone + (number == 0 ? " zero" : "")).strip();
    out.write("<li" + (look.isEmpty() ? "" : " class=\"" + look + "\"") + "><b>");
    out.write(Words.number(number) + "</b> <span>" + label + "</span></li>\n");
  }

  static String pill(Severity severity) {
    return "<span class=\"pill " + severity.id() + "\">" + severity.id() + "</span>";
  }

  private static void suppressed(Report report, Writer out) throws IOException {
    List<Suppressed> all = report.suppressed();
    if (all.isEmpty()) {
      return;
    }
    out.write("<section aria-labelledby=\"suppressed\">\n<h2 id=\"suppressed\">Suppressed</h2>\n");
    out.write("<table>\n<thead><tr><th scope=\"col\">Finding</th><th scope=\"col\">Reason</th>");
    out.write("<th scope=\"col\">Owner</th><th scope=\"col\">Holds until</th>");
    out.write("<th scope=\"col\">Written in</th></tr></thead>\n<tbody>\n");
    for (Suppressed one : all.subList(0, Math.min(LISTED, all.size()))) {
      Finding finding = one.finding();
      out.write("<tr><td>" + pill(finding.severity()) + " " + Html.text(finding.rule(), LONGEST));
      out.write("<br><span class=\"where\">" + place(finding) + "</span></td><td>");
      out.write(Html.text(one.reason(), LONGEST) + "</td><td>");
      out.write(one.owner() == null ? "nobody named" : Html.text(one.owner(), LONGEST));
      out.write(
          "</td><td>" + (one.expires() == null ? "no end" : Html.text(one.expires(), LONGEST)));
      out.write("</td><td>" + Html.text(one.source(), LONGEST) + "</td></tr>\n");
    }
    out.write("</tbody>\n</table>\n");
    rest(all.size(), out);
    out.write("</section>\n");
  }

  /// May break behind a slash, and not within the line number.
  static String place(Finding finding) {
    String path = Html.text(finding.primary().path(), LONGEST).replace("/", "/<wbr>");
    return path + "<span class=\"line\">:" + finding.primary().startLine() + "</span>";
  }

  private static void problems(Report report, Writer out) throws IOException {
    List<Alike> all = Alike.of(report.problems());
    if (all.isEmpty()) {
      return;
    }
    out.write(
        "<section aria-labelledby=\"unseen\">\n<h2 id=\"unseen\">What was not analysed</h2>\n");
    out.write("<p>Silence about these is not health.</p>\n<table class=\"unseen\">\n<thead><tr>");
    out.write("<th scope=\"col\">Kind</th><th scope=\"col\">Where</th>");
    out.write("<th scope=\"col\">What happened</th></tr></thead>\n<tbody>\n");
    for (Alike alike : all.subList(0, Math.min(LISTED, all.size()))) {
      Problem one = alike.first();
      out.write("<tr><td>" + Words.label(one.kind()) + "</td><td class=\"where\">");
      out.write(Html.text(alike.place(), LONGEST).replace("/", "/<wbr>") + "</td><td>");
      out.write(Html.prose(Words.sentence(one.message()), LONGEST));
      if (one.subject() != null) {
        out.write(" <code>" + Html.text(one.subject(), LONGEST) + "</code>");
      }
      out.write("</td></tr>\n");
    }
    out.write("</tbody>\n</table>\n");
    rest(all.size(), out);
    out.write("</section>\n");
  }

  private static void rest(int size, Writer out) throws IOException {
    if (size > LISTED) {
      out.write("<p class=\"note\">And " + Words.number(size - LISTED));
      out.write(" more; the JSON report has them all.</p>\n");
    }
  }

  /// What one must know to read the rest, so it stands before the rest.
  private static void notices(Report report, Writer out) throws IOException {
    List<String> notices = Words.notices(report);
    if (notices.isEmpty()) {
      return;
    }
    out.write("<section class=\"notices\" aria-labelledby=\"notices\">\n");
    out.write("<h2 id=\"notices\">To know about this scan</h2>\n<ul>\n");
    for (String notice : notices) {
      out.write("<li>" + Html.prose(Words.sentence(notice), LONGEST) + "</li>\n");
    }
    out.write("</ul>\n</section>\n");
  }

  private static void footer(Report report, Writer out) throws IOException {
    out.write("<footer>Sallyport " + Html.text(report.version(), 100) + ", advisory data of ");
    out.write(Html.text(report.bundleDate(), 100) + ".</footer>\n</body>\n</html>\n");
  }

  private static String css() {
    try (InputStream in =
        Objects.requireNonNull(HtmlReport.class.getResourceAsStream("report.css"), "report.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
