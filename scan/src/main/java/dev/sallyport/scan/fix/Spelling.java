package dev.sallyport.scan.fix;

import dev.sallyport.base.model.finding.Safety;
import dev.sallyport.base.text.Span;

/// How a placeholder is spelled as a variable at its place in a script.
sealed interface Spelling {

  /// @param span what goes, at least the placeholder
  /// @param note what to check; empty when safe
  record Replace(Span span, String text, Safety safety, String note) implements Spelling {}

  record Refuse(String reason) implements Spelling {}

  static Spelling safe(Span span, String text) {
    return new Replace(span, text, Safety.SAFE, "");
  }

  static Spelling unsafe(Span span, String text, String note) {
    return new Replace(span, text, Safety.UNSAFE, note);
  }
}
