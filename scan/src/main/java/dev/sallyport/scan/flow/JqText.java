package dev.sallyport.scan.flow;

import java.util.ArrayList;
import java.util.List;

/// Brackets and strings of a jq program.
final class JqText {
  private JqText() {}

  /// Parts between any of the characters, outside of brackets and strings.
  static List<String> split(String text, String at) {
    List<String> out = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (opens(c)) {
        i = close(text, i);
      } else if (at.indexOf(c) >= 0) {
        out.add(text.substring(from, i));
        from = i + 1;
      }
    }
    out.add(text.substring(Math.min(from, text.length())));
    return out;
  }

  static int top(String text, String wanted) {
    for (int i = 0; i < text.length(); i++) {
      if (text.startsWith(wanted, i)) {
        return i;
      }
      if (opens(text.charAt(i))) {
        i = close(text, i);
      }
    }
    return -1;
  }

  private static boolean opens(char c) {
    return c == '(' || c == '[' || c == '{' || c == '"';
  }

  /// Index of what closes the bracket or string at `open`; the last index if nothing does.
  static int close(String text, int open) {
    if (text.charAt(open) == '"') {
      return quote(text, open);
    }
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        i = quote(text, i);
      } else if (opens(c)) {
        depth++;
      } else if (c == ')' || c == ']' || c == '}') {
        depth--;
        if (depth == 0) {
          return i;
        }
      }
    }
    return text.length() - 1;
  }

  private static int quote(String text, int open) {
    for (int i = open + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        return i;
      }
    }
    return text.length() - 1;
  }
}
