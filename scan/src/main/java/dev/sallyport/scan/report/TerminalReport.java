package dev.sallyport.scan.report;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Report;
import dev.sallyport.scan.report.Style.Ink;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// For people at a terminal or in a CI log.
final class TerminalReport implements ReportFormat {
  @Override
  public String id() {
    return "terminal";
  }

  @Override
  public String suffix() {
    return ".txt";
  }

  @Override
  public void write(Report report, Options options, Writer out) throws IOException {
    Screen screen = new Screen(out, options.style(), options.width());
    Summary summary = Summary.of(report);
    TerminalSummary end = new TerminalSummary(screen, report, summary, options);
    if (summary.findings() > 0) {
      blocks(report, summary, options, screen);
    }
    end.write();
  }

  private static void blocks(Report report, Summary summary, Options options, Screen screen)
      throws IOException {
    TerminalFinding finding = new TerminalFinding(screen, report);
    int outsider = summary.outsider();
    boolean inOutsider = false;
    boolean inOther = false;
    for (List<Finding> block : Blocks.of(report, options.all())) {
      boolean reached = block.getFirst().reach() == Reach.OUTSIDER;
      if (reached && !inOutsider) {
        heading(
            screen,
            "An outsider can reach "
                + (outsider == 1 ? "this" : "these " + Words.number(outsider)));
        inOutsider = true;
      } else if (!reached && inOutsider && !inOther) {
        heading(screen, "Out of an outsider's reach");
        inOther = true;
      }
      finding.write(block);
    }
  }

  private static void heading(Screen screen, String text) throws IOException {
    screen.line(screen.paint(Ink.BOLD, text));
    screen.blank();
  }
}
