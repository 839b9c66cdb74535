package dev.sallyport.scan.ci.github.knowledge;

import java.util.Locale;

/// An input whose text an action executes: whoever can put text into it runs code.
///
/// @param input lower case
/// @param place where the code runs
/// @param why half a line for people
public record CodeInput(
    ActionPattern action, String input, Language language, Place place, String why)
    implements ActionRow {

  /// What the text is parsed as.
  public enum Language {
    SHELL,
    POWERSHELL,
    JAVASCRIPT,
    PYTHON,
    R,
    MATLAB,
    JQ,
    GRAPHQL,
    /// Words of a command line: no command can be added, but options can.
    ARGUMENTS
  }

  /// Where it is executed.
  public enum Place {
    RUNNER,
    CONTAINER,
    REMOTE
  }

  static CodeInput read(Sheet.Row row) {
    return new CodeInput(
        ActionPattern.read(row),
        row.filled("input").toLowerCase(Locale.ROOT),
        row.keyword("language", Language.class),
        row.keyword("place", Place.class),
        row.filled("why"));
  }
}
