package dev.sallyport.scan.report;

import java.util.List;
import java.util.Optional;

/// All report formats, sorted by id, one line each.
public final class Reports {
  private static final List<ReportFormat> ALL =
      List.of(
          new GithubReport(),
          new GitlabReport(),
          new HtmlReport(),
          new JsonReport(),
          new JunitReport(),
          new MarkdownReport(),
          new SarifReport(),
          new TerminalReport());

  private Reports() {}

  public static List<ReportFormat> all() {
    return ALL;
  }

  public static Optional<ReportFormat> byId(String id) {
    return ALL.stream().filter(format -> format.id().equals(id)).findFirst();
  }
}
