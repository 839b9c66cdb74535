package dev.sallyport.scan.report;

import dev.sallyport.base.model.finding.Severity;

/// How the terminal draws. The caller decides (`NO_COLOR`, a pipe, `TERM=dumb`, the locale).
///
/// @param colour uses the sixteen standard colours, so that the user's theme stays in charge
/// @param unicode draws lines and bullets outside ASCII
public record Style(boolean colour, boolean unicode) {

  public static final Style PLAIN = new Style(false, true);
  public static final Style COLOUR = new Style(true, true);
  public static final Style ASCII = new Style(false, false);

  /// What a piece of text is, which decides its looks (Select Graphic Rendition, ECMA-48 8.3.117).
  enum Ink {
    NONE(""),
    BOLD("1"),
    DIM("2"),
    GOOD("1;32"),
    CODE("36"),
    NUMBER("34"),
    CRITICAL("1;35"),
    HIGH("1;31"),
    MEDIUM("1;33"),
    LOW("1;36"),
    INFO("1;34");

    private final String parameters;

    Ink(String parameters) {
      this.parameters = parameters;
    }

    static Ink of(Severity severity) {
      return switch (severity) {
        case CRITICAL -> CRITICAL;
        case HIGH -> HIGH;
        case MEDIUM -> MEDIUM;
        case LOW -> LOW;
        case INFO -> INFO;
      };
    }
  }

  String paint(Ink ink, String text) {
    if (!colour || ink == Ink.NONE || text.isEmpty()) {
      return text;
    }
    return "\u001b[" + ink.parameters + "m" + text + "\u001b[0m";
  }

  String bar() {
    return unicode ? "│" : "|";
  }

  String rule() {
    return unicode ? "─" : "-";
  }

  String block() {
    return unicode ? "▇" : "#";
  }

  String dot() {
    return unicode ? "·" : "-";
  }

  String gap() {
    return unicode ? "┆" : ":";
  }
}
