package dev.sallyport.cli;

import dev.sallyport.base.text.Suggest;
import dev.sallyport.scan.report.Style;
import java.io.Console;
import java.util.Map;

/// What the terminal can do.
///
/// @param interactive whether standard output is a terminal
/// @param width in columns
record Terminal(boolean interactive, Style style, int width) {
  /// What a terminal has that does not tell, and the width for files and pipes.
  private static final int NARROW = 80;
  private static final int WIDE = 100;

  /// @param when `auto`, `always` or `never`; the two latter win over the environment
  static Terminal of(String when) {
    return of(when, hasTerminal(), System.getenv());
  }

  /// @param environment `NO_COLOR` (no-color.org), `TERM`, and `COLUMNS`, which the launcher asks
  ///     the terminal for
  static Terminal of(String when, boolean interactive, Map<String, String> environment) {
    boolean quiet =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || environment.getOrDefault("TERM", "").equals("dumb");
    boolean colour =
        switch (when) {
          case "always" -> true;
          case "never" -> false;
          case "auto" -> interactive && !quiet;
          default ->
              throw new UsageException(
                  "--color: expected auto, always or never, got '"
                      + when
                      + "'"
                      + Suggest.hint(when, Candidates.Colours.WORDS));
        };
    return new Terminal(interactive, new Style(colour, true), columns(interactive, environment));
  }

  // Its contract still allows null, whatever the newer implementations do.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean hasTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  private static int columns(boolean interactive, Map<String, String> environment) {
    int usual = interactive ? NARROW : WIDE;
    try {
      int told = Integer.parseInt(environment.getOrDefault("COLUMNS", "").strip());
      return told > 0 ? told : usual;
    } catch (NumberFormatException _) {
      return usual;
    }
  }
}
