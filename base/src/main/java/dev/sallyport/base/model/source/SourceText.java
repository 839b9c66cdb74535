package dev.sallyport.base.model.source;

import dev.sallyport.base.text.LineIndex;
import dev.sallyport.base.text.Span;
import org.jspecify.annotations.Nullable;

/// One file as it was read: its path inside the scanned tree (always with `/`), its text (a byte
/// order mark taken off) and the identity of its bytes (lower-case hex SHA-256).
public final class SourceText {
  private final String path;
  private final String text;
  private final String contentId;
  private volatile @Nullable LineIndex lines;

  public SourceText(String path, String text, String contentId) {
    this.path = path;
    this.text = text;
    this.contentId = contentId;
  }

  public String path() {
    return path;
  }

  public String text() {
    return text;
  }

  public String contentId() {
    return contentId;
  }

  public LineIndex lines() {
    LineIndex known = lines;
    if (known == null) {
      known = LineIndex.of(text);
      lines = known;
    }
    return known;
  }

  public Location at(Span span) {
    LineIndex index = lines();
    return new Location(
        path,
        span,
        index.line(span.start()),
        index.column(span.start()),
        index.line(span.end()),
        index.column(span.end()));
  }

  @Override
  public String toString() {
    return path;
  }
}
