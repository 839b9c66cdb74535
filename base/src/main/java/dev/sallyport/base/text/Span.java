package dev.sallyport.base.text;

/// A half-open range of UTF-16 code units in a text.
///
/// @param start first offset, inclusive, 0 or more
/// @param end last offset, exclusive, at least `start`
public record Span(int start, int end) {

  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("not a span: [" + start + ", " + end + ")");
    }
  }

  public int length() {
    return end - start;
  }

  public boolean contains(Span other) {
    return start <= other.start && other.end <= end;
  }

  public boolean contains(int offset) {
    return start <= offset && offset < end;
  }

  public boolean overlaps(Span other) {
    return start < other.end && other.start < end;
  }

  /// The same range, `distance` units further on.
  public Span shift(int distance) {
    return new Span(start + distance, end + distance);
  }

  /// The smallest range that holds both.
  public Span cover(Span other) {
    return new Span(Math.min(start, other.start), Math.max(end, other.end));
  }

  /// The part of `text` that lies in this range.
  public String in(String text) {
    return text.substring(start, end);
  }
}
