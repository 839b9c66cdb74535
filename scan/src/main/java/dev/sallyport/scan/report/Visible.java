package dev.sallyport.scan.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Makes hostile text harmless to read: whatever steers a terminal, reorders or hides text is
/// written out as `<U+202E>`. So is the start of a command that a CI system's log parser would
/// obey.
public final class Visible {
  private static final int MARKS_IN_A_ROW = 4;
  private static final int COMMAND_NAME = 32;

  private Visible() {}

  /// One line of prose: messages, names, paths. White space of any kind becomes one space each.
  public static String text(String hostile) {
    return text(hostile, Integer.MAX_VALUE);
  }

  /// As [#text(String)], and at most about `limit` characters of it.
  static String text(String hostile, int limit) {
    String cut = cut(hostile, limit);
    if (harmless(cut)) {
      return cut;
    }
    StringBuilder out = new StringBuilder(cut.length() + 16);
    write(cut, true, out);
    return out.toString();
  }

  /// A piece of a file's line, spaces kept. A tab stays a tab: the frame gives it its width.
  static String code(String hostile) {
    StringBuilder out = new StringBuilder(hostile.length() + 16);
    write(hostile, false, out);
    return out.toString();
  }

  static String cut(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
    return text.substring(0, end) + "…";
  }

  /// Whether a code point can be shown as it is.
  static boolean plain(int c) {
    if (c < 0x7F) {
      return c >= 0x20;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> !blank(c);
    };
  }

  /// The written-out form of a code point that must not be shown as it is.
  static String name(int c) {
    String hex = Integer.toHexString(c).toUpperCase(Locale.ROOT);
    return "<U+" + "0".repeat(Math.max(0, 4 - hex.length())) + hex + ">";
  }

  /// Letters and symbols that look like nothing: fillers, and the variation selectors that can
  /// carry a hidden message byte by byte.
  private static boolean blank(int c) {
    return c == 0x115F
        || c == 0x1160
        || c == 0x2800
        || c == 0x3164
        || c == 0xFFA0
        || c == 0x034F
        || (c >= 0x180B && c <= 0x180F)
        || (c >= 0xFE00 && c <= 0xFE0D)
        || (c >= 0xE0100 && c <= 0xE01EF);
  }

  private static boolean harmless(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c >= 0x7F || c == '#' || c == ':') {
        return false;
      }
    }
    return true;
  }

  private static void write(String text, boolean prose, StringBuilder out) {
    int marks = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      marks = mark(c) ? marks + 1 : 0;
      String instead = instead(text, i, c, prose);
      if (instead != null) {
        out.append(instead);
      } else if (marks > MARKS_IN_A_ROW || !plain(c)) {
        // More marks than any script needs would be drawn over the lines around.
        out.append(name(c));
      } else {
        out.appendCodePoint(c);
      }
      i += Character.charCount(c);
    }
  }

  private static @Nullable String instead(String text, int at, int c, boolean prose) {
    if (c == '\t') {
      return prose ? " " : "\t";
    }
    if (prose && (c == '\n' || c == '\r')) {
      return " ";
    }
    if (c == '#' && bracketCommand(text, at)) {
      return name('#');
    }
    if (prose && c == ':' && colonCommand(text, at)) {
      return name(':');
    }
    return null;
  }

  /// `##[command]`, `##vso[command]` and their like are obeyed anywhere in a log line by GitHub's,
  /// Azure's and TeamCity's log parsers.
  static boolean bracketCommand(String text, int at) {
    if (!text.startsWith("##", at)) {
      return false;
    }
    int i = at + 2;
    int end = Math.min(text.length(), i + COMMAND_NAME);
    while (i < end && Character.isLetter(text.charAt(i))) {
      i++;
    }
    return i < text.length() && text.charAt(i) == '[';
  }

  /// `::command::` is obeyed at the start of a log line, spaces before it skipped; and a word may
  /// come to stand there when text is wrapped.
  private static boolean colonCommand(String text, int at) {
    return text.startsWith("::", at) && (at == 0 || Character.isWhitespace(text.charAt(at - 1)));
  }

  private static boolean mark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }
}
