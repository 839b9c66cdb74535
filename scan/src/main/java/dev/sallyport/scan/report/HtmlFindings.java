package dev.sallyport.scan.report;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Fix;
import dev.sallyport.base.model.finding.PathStep;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.Related;
import dev.sallyport.base.model.finding.Report;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The table of findings with its filters.
final class HtmlFindings {
  /// So many are shown with their code; a page with more would be slow to open.
  private static final int IN_FULL = 1_000;
  private static final int LISTED = 20_000;
  private static final int OPEN = 1;
  private static final int RULES = 500;
  private static final int WIDTH = 160;
  private static final int STEPS = 100;
  private static final int LONGEST = 2_000;

  private final Report report;
  private final Summary summary;
  private final Writer out;
  private final Map<String, RuleInfo> infos = new HashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  HtmlFindings(Report report, Summary summary, Writer out) {
    this.report = report;
    this.summary = summary;
    this.out = out;
    report.rules().forEach(rule -> infos.put(rule.id(), rule));
    for (Summary.RuleCount rule : summary.byRule()) {
      numbers.put(rule.rule(), numbers.size());
    }
  }

  /// Rules are told apart by number, so that no text of the report is ever in the style sheet.
  static String filterStyles(Summary summary) {
    StringBuilder css = new StringBuilder();
    for (Severity severity : Summary.DOWNWARDS) {
      String id = severity.id();
      css.append("body:has(#s-").append(id).append(":not(:checked)) .f.").append(id);
      css.append("{display:none}\n");
    }
    css.append("body:has(#outsider:checked) .f:not(.outsider){display:none}\n");
    for (int i = 0; i < Math.min(RULES, summary.byRule().size()); i++) {
      css.append("body:has(#rule option[value=\"").append(i).append("\"]:checked) .f:not(.r");
      css.append(i).append("){display:none}\n");
    }
    return css.toString();
  }

  void write(List<Finding> findings) throws IOException {
    out.write("<section aria-labelledby=\"findings\">\n<h2 id=\"findings\">Findings</h2>\n");
    filters();
    out.write("<table class=\"findings\">\n<thead><tr><th scope=\"col\">Severity</th>");
    out.write("<th scope=\"col\">Finding</th><th scope=\"col\">Where</th>");
    out.write("<th scope=\"col\">Who can use it</th></tr></thead>\n<tbody>\n");
    for (int i = 0; i < Math.min(LISTED, findings.size()); i++) {
      row(findings.get(i), i);
    }
    out.write("</tbody>\n</table>\n");
    if (findings.size() > IN_FULL) {
      out.write(
          "<p class=\"note\">The worst " + Words.number(IN_FULL) + " are shown with their code");
      if (findings.size() > LISTED) {
        out.write(", the worst " + Words.number(LISTED) + " are listed");
      }
      out.write("; the JSON report has everything.</p>\n");
    }
    out.write("</section>\n");
  }

  private void filters() throws IOException {
    out.write("<div class=\"filters\">\n<fieldset><legend>Show</legend>\n");
    for (Severity severity : Summary.DOWNWARDS) {
      if (summary.of(severity) > 0) {
        String id = severity.id();
        out.write("<label class=\"" + id + "\"><input type=\"checkbox\" id=\"s-" + id);
        out.write("\" checked autocomplete=\"off\"> " + id + "</label>\n");
      }
    }
    if (summary.outsider() > 0 && summary.outsider() < summary.findings()) {
      out.write("<label><input type=\"checkbox\" id=\"outsider\" autocomplete=\"off\"> ");
      out.write("only what an outsider can reach</label>\n");
    }
    if (summary.byRule().size() > 1) {
      out.write("<label>rule <select id=\"rule\" autocomplete=\"off\">");
      out.write("<option value=\"all\">all</option>");
      for (int i = 0; i < Math.min(RULES, summary.byRule().size()); i++) {
        Summary.RuleCount rule = summary.byRule().get(i);
        out.write("<option value=\"" + i + "\">" + Html.text(rule.rule(), 60));
        out.write(" (" + Words.number(rule.count()) + ")</option>");
      }
      out.write("</select></label>\n");
    }
    out.write("</fieldset>\n</div>\n");
  }

  private void row(Finding finding, int index) throws IOException {
    boolean outsider = finding.reach() == Reach.OUTSIDER;
    out.write("<tr class=\"f " + finding.severity().id() + " r" + numbers.get(finding.rule()));
    out.write((outsider ? " outsider" : "") + "\"><td>" + HtmlReport.pill(finding.severity()));
    out.write("</td><td>");
    if (index < IN_FULL) {
      out.write(index < OPEN ? "<details open><summary>" : "<details><summary>");
      headline(finding);
      out.write("</summary>\n<div id=\"f" + (index + 1) + "\">\n");
      frame(finding);
      path(finding);
      related(finding);
      fixes(finding);
      more(finding);
      out.write("</div></details>");
    } else {
      headline(finding);
    }
    out.write("</td><td class=\"where\">" + HtmlReport.place(finding));
    out.write("</td><td class=\"who\">" + Words.who(finding.reach()) + "</td></tr>\n");
  }

  private void headline(Finding finding) throws IOException {
    RuleInfo rule = infos.get(finding.rule());
    String title = rule == null ? finding.rule() : rule.title();
    out.write("<b>" + Html.text(title, LONGEST) + "</b> <span class=\"rule\">");
    out.write(rule == null ? "" : Html.text(finding.rule(), LONGEST));
    out.write(
        "</span><span class=\"message\">"
            + Html.prose(Words.sentence(finding.message()), LONGEST)
            + "</span>");
  }

  private void frame(Finding finding) throws IOException {
    Frame frame = Frame.of(report, finding.primary(), WIDTH).orElse(null);
    if (frame == null) {
      return;
    }
    out.write("<pre tabindex=\"0\" aria-label=\"Code\">");
    for (Frame.Row row : frame.rows()) {
      switch (row) {
        case Frame.Row.Line line -> {
          out.write("<span class=\"l" + (line.hit() ? " hit" : "") + "\"><span class=\"n\">");
          out.write(line.number() + "</span>" + Html.escape(line.before()));
          out.write(line.hit() ? "<mark>" + Html.escape(line.marked()) + "</mark>" : "");
          out.write(Html.escape(line.after()) + "</span>");
        }
        case Frame.Row.Gap gap -> {
          out.write("<span class=\"l gap\"><span class=\"n\">⋮</span>");
          out.write(Words.count(gap.lines(), "line") + " more</span>");
        }
      }
    }
    out.write("</pre>\n");
  }

  private void path(Finding finding) throws IOException {
    if (finding.path().isEmpty()) {
      return;
    }
    out.write("<h3>How an attacker gets there</h3>\n<ol class=\"path\">\n");
    for (PathStep step : finding.path().stream().limit(STEPS).toList()) {
      out.write(
          "<li>"
              + Html.prose(Words.capitalised(step.message()), LONGEST)
              + "<span class=\"where\">");
      out.write(Html.text(step.location().toString(), LONGEST) + "</span></li>\n");
    }
    more(finding.path().size());
    out.write("</ol>\n");
  }

  private void related(Finding finding) throws IOException {
    if (finding.related().isEmpty()) {
      return;
    }
    out.write("<h3>See also</h3>\n<ul class=\"plain\">\n");
    for (Related related : finding.related().stream().limit(STEPS).toList()) {
      out.write(
          "<li>"
              + Html.prose(Words.capitalised(related.message()), LONGEST)
              + "<span class=\"where\">");
      out.write(Html.text(related.location().toString(), LONGEST) + "</span></li>\n");
    }
    more(finding.related().size());
    out.write("</ul>\n");
  }

  private void more(int all) throws IOException {
    if (all > STEPS) {
      out.write("<li>" + Words.number(all - STEPS) + " more</li>\n");
    }
  }

  private void fixes(Finding finding) throws IOException {
    if (finding.fixes().isEmpty()) {
      return;
    }
    out.write("<h3>How to mend it</h3>\n");
    for (Fix fix : finding.fixes()) {
      out.write("<p class=\"fix\"><b>" + Html.prose(fix.title(), LONGEST) + "</b> <code>");
      out.write("sallyport scan " + Words.flag(fix) + "</code>");
      if (!fix.explanation().isEmpty()) {
        out.write("<br>" + Html.prose(Words.sentence(fix.explanation()), LONGEST));
      }
      out.write("</p>\n");
    }
  }

  private void more(Finding finding) throws IOException {
    out.write("<h3>More</h3>\n<p class=\"note\"><code>");
    out.write(Html.text(Words.explain(finding.rule()), LONGEST) + "</code>");
    for (Reference reference : Words.references(infos.get(finding.rule()), finding)) {
      String id = Html.text(reference.id(), LONGEST);
      out.write(" · ");
      out.write(
          Words.address(reference)
              .map(
                  address ->
                      "<a rel=\"noreferrer\" href=\"" + Html.text(address) + "\">" + id + "</a>")
              .orElse(id));
    }
    out.write(" · confidence " + finding.confidence().id() + "</p>\n");
  }
}
