package dev.sallyport.scan.report;

/// Hostile text as HTML: made visible, then escaped for element content and quoted attributes
/// alike.
final class Html {
  private Html() {}

  static String text(String hostile) {
    return escape(Visible.text(hostile));
  }

  static String text(String hostile, int limit) {
    return escape(Visible.text(hostile, limit));
  }

  /// Prose in which backquotes set off code. An odd one out stays as it is.
  static String prose(String hostile, int limit) {
    StringBuilder out = new StringBuilder();
    for (Prose.Part part : Prose.parts(Visible.text(hostile, limit))) {
      String escaped = escape(part.text());
      out.append(part.code() ? "<code>" + escaped + "</code>" : escaped);
    }
    return out.toString();
  }

  static String escape(String visible) {
    StringBuilder out = new StringBuilder(visible.length() + 16);
    for (int i = 0; i < visible.length(); i++) {
      char c = visible.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }
}
