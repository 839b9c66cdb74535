package dev.sallyport.scan.report;

import java.util.ArrayList;
import java.util.List;

/// Splits a message at its backquotes.
final class Prose {
  private Prose() {}

  /// Never empty text; code without its backquotes.
  record Part(boolean code, String text) {}

  static List<Part> parts(String text) {
    List<Part> parts = new ArrayList<>();
    int from = 0;
    int open = single(text, 0);
    while (open >= 0) {
      int close = single(text, open + 1);
      if (close < 0) {
        break;
      }
      add(parts, false, text.substring(from, open));
      add(parts, true, text.substring(open + 1, close));
      from = close + 1;
      open = single(text, from);
    }
    add(parts, false, text.substring(from));
    return parts;
  }

  /// The next backquote that stands alone; a run of them is no mark of ours.
  private static int single(String text, int from) {
    int i = text.indexOf('`', from);
    while (i >= 0) {
      int end = i + 1;
      while (end < text.length() && text.charAt(end) == '`') {
        end++;
      }
      if (end == i + 1) {
        return i;
      }
      i = text.indexOf('`', end);
    }
    return -1;
  }

  private static void add(List<Part> parts, boolean code, String text) {
    if (!text.isEmpty()) {
      parts.add(new Part(code, text));
    }
  }
}
