package dev.sallyport.scan.report;

import dev.sallyport.base.model.finding.Report;
import java.io.IOException;
import java.io.Writer;

/// One way to show a [Report]. Implementations keep no state, write the same characters for the
/// same input, and treat every text of the report as written by an attacker.
public interface ReportFormat {

  /// What a user types to get it.
  String id();

  /// How a file in this format is usually named, its dot included.
  String suffix();

  /// Writes the whole report. The writer is neither flushed nor closed, and has to encode UTF-8.
  ///
  /// @throws IOException only as thrown by `out`
  void write(Report report, Options options, Writer out) throws IOException;
}
