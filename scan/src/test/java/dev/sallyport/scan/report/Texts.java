package dev.sallyport.scan.report;

import dev.sallyport.base.model.finding.Report;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/// Writes reports to strings.
final class Texts {
  private Texts() {}

  static String of(String format, Report report) {
    return of(format, report, Options.standard());
  }

  static String of(String format, Report report, Options options) {
    StringWriter out = new StringWriter();
    try {
      Reports.byId(format).orElseThrow().write(report, options, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }
}
