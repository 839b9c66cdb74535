package dev.sallyport.cli;

import dev.sallyport.scan.report.Style;
import java.io.Console;

/// What the terminal can do.
///
/// @param interactive whether standard output is a terminal
/// @param width in columns
record Terminal(boolean interactive, Style style, int width) {
  private static final int USUAL = 100;

  /// @param when `auto`, `always` or `never`
  static Terminal of(String when) {
    boolean interactive = hasTerminal();
    String none = System.getenv("NO_COLOR");
    boolean quiet = none != null && !none.isEmpty();
    boolean dumb = "dumb".equals(System.getenv("TERM"));
    boolean colour =
        switch (when) {
          case "always" -> true;
          case "never" -> false;
          case "auto" -> interactive && !quiet && !dumb;
          default ->
              throw new UsageException(
                  "--color: expected auto, always or never, got '" + when + "'");
        };
    return new Terminal(interactive, new Style(colour, true), columns());
  }

  // Its contract still allows null, whatever the newer implementations do.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean hasTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  private static int columns() {
    String columns = System.getenv("COLUMNS");
    try {
      return columns == null ? USUAL : Integer.parseInt(columns);
    } catch (NumberFormatException _) {
      return USUAL;
    }
  }
}
