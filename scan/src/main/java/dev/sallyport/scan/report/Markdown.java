package dev.sallyport.scan.report;

import java.util.List;

/// Hostile text inside GitHub Flavored Markdown: it can neither become markup nor mention, link or
/// notify anybody.
final class Markdown {
  /// Zero width space. GitHub looks for mentions and links in the rendered text, so a backslash
  /// before `@` or `#` would not hold them off.
  private static final char BREAK = '\u200B';

  private static final String SPECIAL = "\\`*_[]<>#|~&@$";

  private Markdown() {}

  /// A single line of inline content. Backquotes that set off code keep their meaning.
  static String prose(String hostile, int limit) {
    StringBuilder out = new StringBuilder();
    for (Prose.Part part : Prose.parts(Visible.text(hostile, limit).strip())) {
      out.append(part.code() ? code(part.text()) : escape(part.text()));
    }
    // These open a list, a line or a heading at the start of a block, and nothing elsewhere.
    boolean opens = !out.isEmpty() && "-+=".indexOf(out.charAt(0)) >= 0;
    int item = numbered(out);
    if (item > 0) {
      out.insert(item, '\\');
    }
    return opens ? "\\" + out : out.toString();
  }

  /// Where the dot of `1. item` stands, or -1.
  private static int numbered(CharSequence text) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    boolean item =
        digits > 0
            && digits < text.length()
            && ".)".indexOf(text.charAt(digits)) >= 0
            && (digits + 1 == text.length() || text.charAt(digits + 1) == ' ');
    return item ? digits : -1;
  }

  /// For an element of HTML, in which Markdown has no meaning but mentions and links have.
  static String html(String hostile, int limit) {
    String text = Visible.text(hostile, limit);
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      out.append(text.charAt(i));
      if (startsLink(text, i)) {
        out.append(BREAK);
      }
    }
    return Html.escape(out.toString());
  }

  /// Inline code of hostile text, all on one line.
  static String code(String hostile) {
    String text = Visible.text(hostile);
    String fence = "`".repeat(longestRun(text) + 1);
    boolean pad = text.startsWith("`") || text.endsWith("`") || text.isBlank();
    return pad ? fence + " " + text + " " + fence : fence + text + fence;
  }

  /// A fenced block; its fence is longer than any run of backquotes in it.
  static String block(List<String> visibleLines) {
    int longest = 2;
    for (String line : visibleLines) {
      longest = Math.max(longest, longestRun(line));
    }
    String fence = "`".repeat(longest + 1);
    return fence + "text\n" + String.join("\n", visibleLines) + "\n" + fence + "\n";
  }

  private static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (SPECIAL.indexOf(c) >= 0) {
        out.append('\\');
      }
      out.append(c);
      if (startsLink(text, i)) {
        out.append(BREAK);
      }
    }
    return out.toString();
  }

  /// Behind `@`, `#`, the colon of an address, `www.` and `GH-` stands what GitHub would link.
  private static boolean startsLink(String text, int i) {
    char c = text.charAt(i);
    return c == '@'
        || c == '#'
        || (c == ':' && text.startsWith("//", i + 1))
        || (c == '.' && i >= 3 && text.regionMatches(true, i - 3, "www", 0, 3))
        || (c == '-' && i >= 2 && text.regionMatches(true, i - 2, "GH", 0, 2));
  }

  private static int longestRun(String text) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
