package dev.sallyport.base.model.source;

import dev.sallyport.base.text.Span;
import java.util.Comparator;

/// A place in a file. Lines and columns count from 1; the end is exclusive.
public record Location(
    String path, Span span, int startLine, int startColumn, int endLine, int endColumn)
    implements Comparable<Location> {

  private static final Comparator<Location> ORDER =
      Comparator.comparing(Location::path)
          .thenComparingInt(location -> location.span().start())
          .thenComparingInt(location -> location.span().end());

  @Override
  public int compareTo(Location other) {
    return ORDER.compare(this, other);
  }

  /// `path:line:column`, as editors and terminals link it.
  @Override
  public String toString() {
    return path + ":" + startLine + ":" + startColumn;
  }
}
