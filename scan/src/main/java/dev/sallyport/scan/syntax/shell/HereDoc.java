package dev.sallyport.scan.syntax.shell;

import dev.sallyport.base.text.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A here-document. A class and not a record because its body stands behind the rest of the line:
/// the parser sets it, once, when it gets there.
public final class HereDoc {
  private final String delimiter;
  private final boolean quoted;
  private final boolean tabsStripped;
  private Span bodySpan;
  private @Nullable Word body;

  HereDoc(String delimiter, boolean quoted, boolean tabsStripped, Span operator) {
    this.delimiter = delimiter;
    this.quoted = quoted;
    this.tabsStripped = tabsStripped;
    this.bodySpan = new Span(operator.end(), operator.end());
  }

  void body(Word word) {
    body = word;
    bodySpan = word.span();
  }

  public String delimiter() {
    return delimiter;
  }

  /// Whether any part of the delimiter was quoted: then nothing in the body is expanded.
  public boolean quoted() {
    return quoted;
  }

  /// `<<-`: leading tabs of the body's lines do not count.
  public boolean tabsStripped() {
    return tabsStripped;
  }

  /// The body up to the line of the delimiter; an empty word if the script ends before it.
  public Word body() {
    return body == null ? new Word(bodySpan, List.of(), "") : body;
  }

  public Span bodySpan() {
    return bodySpan;
  }

  @Override
  public String toString() {
    return "<<" + delimiter;
  }
}
