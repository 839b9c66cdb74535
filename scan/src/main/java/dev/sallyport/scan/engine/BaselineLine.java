package dev.sallyport.scan.engine;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.syntax.settings.Printable;
import java.util.Comparator;

/// One line of a baseline: five columns with tabs between them.
record BaselineLine(
    String fingerprint, Severity severity, String rule, String path, String message) {
  static final int FINGERPRINT_LENGTH = 32;
  private static final int MESSAGE_LENGTH = 100;

  /// By file first: two branches that change different files then add lines at different places,
  /// and their merge has nothing to ask.
  static final Comparator<BaselineLine> ORDER =
      Comparator.comparing(BaselineLine::path)
          .thenComparing(BaselineLine::rule)
          .thenComparing(BaselineLine::fingerprint)
          .thenComparing(BaselineLine::severity);

  static BaselineLine of(Finding finding) {
    return new BaselineLine(
        finding.fingerprint(),
        finding.severity(),
        finding.rule(),
        Printable.of(finding.primary().path(), Integer.MAX_VALUE),
        Printable.of(finding.message(), MESSAGE_LENGTH));
  }

  static boolean isFingerprint(String text) {
    return text.length() == FINGERPRINT_LENGTH
        && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  @Override
  public String toString() {
    return String.join("\t", fingerprint, severity.id(), rule, path, message);
  }
}
