package dev.sallyport.scan.report;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Fix;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Report;
import dev.sallyport.base.model.finding.Severity;
import java.io.IOException;
import java.io.Writer;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The answers for somebody with a minute: what to mend first, and in which files.
final class HtmlTop {
  private static final int BLOCKS = 5;
  private static final int FILES = 6;
  private static final int LONGEST = 2_000;

  private final Report report;
  private final Summary summary;
  private final Writer out;
  private final Map<Finding, Integer> numbers = new IdentityHashMap<>();

  /// @param findings worst first, as the table has them
  HtmlTop(Report report, Summary summary, List<Finding> findings, Writer out) {
    this.report = report;
    this.summary = summary;
    this.out = out;
    findings.forEach(one -> numbers.put(one, numbers.size() + 1));
  }

  void first() throws IOException {
    out.write("<section aria-labelledby=\"first\">\n<h2 id=\"first\">What to mend first</h2>\n<p>");
    out.write(summary.outsider() == 0 ? NOBODY : reached());
    out.write(fixable() + "</p>\n<ol class=\"top\">\n");
    List<List<Finding>> blocks = Blocks.urgentFirst(report, false);
    int shown = 0;
    for (List<Finding> block : blocks.subList(0, Math.min(BLOCKS, blocks.size()))) {
      block(block);
      shown += block.size();
    }
    out.write("</ol>\n");
    if (summary.findings() > shown) {
      out.write("<p class=\"note\">And " + Words.number(summary.findings() - shown));
      out.write(" more, less urgent, <a href=\"#findings\">in the table</a>.</p>\n");
    }
    out.write("</section>\n");
  }

  private static final String NOBODY =
      "Nothing is within an outsider’s reach: each finding needs more than an account on the code"
          + " host.";

  private String reached() {
    return "Anyone with an account on the code host can reach "
        + Words.number(summary.outsider())
        + " of "
        + Words.count(summary.findings(), "finding")
        + ".";
  }

  private String fixable() {
    return summary.safelyFixable() == 0
        ? ""
        : " <code>sallyport scan --fix</code> mends "
            + Words.number(summary.safelyFixable())
            + " without changing what runs.";
  }

  private void block(List<Finding> block) throws IOException {
    Finding one = block.getFirst();
    String title = Words.title(report, one.rule());
    out.write("<li class=\"" + one.severity().id() + "\">" + HtmlReport.pill(one.severity()));
    out.write(" <a href=\"#f" + numbers.getOrDefault(one, 1) + "\">");
    out.write(Html.text(title.isEmpty() ? one.rule() : title, LONGEST) + "</a>");
    out.write("<span class=\"where\">" + HtmlReport.place(one) + others(block) + "</span>");
    out.write("<span class=\"message\">" + Html.prose(Words.sentence(one.message()), LONGEST));
    out.write("</span><span class=\"who\">");
    out.write("Reach: " + Words.who(one.reach()));
    for (Fix fix : one.fixes().stream().limit(1).toList()) {
      out.write(" · <span class=\"mend\">" + Html.text(fix.title(), LONGEST) + "</span> <code>");
      out.write(Words.flag(fix) + "</code>");
    }
    out.write("</span></li>\n");
  }

  private static String others(List<Finding> block) {
    if (block.size() == 1) {
      return "";
    }
    long files = block.stream().map(one -> one.primary().path()).distinct().count();
    String places = " and " + Words.count(block.size() - 1L, "more place");
    return places + (files == 1 ? " in this file" : " in " + Words.count(files, "file"));
  }

  // ---- files

  /// @param worst the worst severity in the file
  private record FileCount(String path, int findings, int outsider, Severity worst) {
    static final Comparator<FileCount> WORST_FIRST =
        Comparator.comparing(FileCount::worst, Comparator.reverseOrder())
            .thenComparing(FileCount::outsider, Comparator.reverseOrder())
            .thenComparing(FileCount::findings, Comparator.reverseOrder())
            .thenComparing(FileCount::path);

    FileCount and(FileCount other) {
      Severity higher = worst.atLeast(other.worst) ? worst : other.worst;
      return new FileCount(path, findings + other.findings, outsider + other.outsider, higher);
    }
  }

  void files() throws IOException {
    Map<String, FileCount> files = new TreeMap<>();
    for (Finding one : report.findings()) {
      int outsider = one.reach() == Reach.OUTSIDER ? 1 : 0;
      String path = one.primary().path();
      files.merge(path, new FileCount(path, 1, outsider, one.severity()), FileCount::and);
    }
    out.write("<div class=\"wide\">\n<h3>Files to look at first</h3>\n<ol class=\"files\">\n");
    for (FileCount file :
        files.values().stream().sorted(FileCount.WORST_FIRST).limit(FILES).toList()) {
      out.write("<li>" + HtmlReport.pill(file.worst()) + " <span class=\"where\">");
      out.write(Html.text(file.path(), LONGEST).replace("/", "/<wbr>") + "</span> ");
      out.write(Words.count(file.findings(), "finding"));
      if (file.outsider() > 0) {
        out.write(", " + Words.number(file.outsider()) + " within an outsider’s reach");
      }
      out.write("</li>\n");
    }
    out.write("</ol>\n</div>\n");
  }
}
