package dev.sallyport.base.text;

import java.util.Arrays;

/// Lines and columns of a text. Lines end at `\n`, `\r\n` or a lone `\r`. Both count from 1,
/// columns in UTF-16 code units (the default of SARIF 2.1.0, section 3.14.17).
public final class LineIndex {
  private final String text;
  private final int[] starts;

  private LineIndex(String text, int[] starts) {
    this.text = text;
    this.starts = starts;
  }

  public static LineIndex of(String text) {
    int[] starts = new int[Math.max(16, text.length() / 32)];
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean ends =
          c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
      if (ends) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = i + 1;
      }
    }
    return new LineIndex(text, Arrays.copyOf(starts, count));
  }

  public int lines() {
    return starts.length;
  }

  public int line(int offset) {
    int at = Arrays.binarySearch(starts, offset);
    return at >= 0 ? at + 1 : -at - 1;
  }

  public int column(int offset) {
    return offset - starts[line(offset) - 1] + 1;
  }

  /// Offset of the first character of a line (from 1).
  public int start(int line) {
    return starts[line - 1];
  }

  /// Offset just behind the last character of a line, its line break left out.
  public int end(int line) {
    int end = line < starts.length ? starts[line] : text.length();
    while (end > starts[line - 1]
        && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return end;
  }

  /// A line's text without its line break.
  public String text(int line) {
    return text.substring(start(line), end(line));
  }
}
