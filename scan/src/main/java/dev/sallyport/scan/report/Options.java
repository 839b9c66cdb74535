package dev.sallyport.scan.report;

/// What the user chose about a report's looks.
///
/// @param style colours and line drawing of the terminal
/// @param width columns of the terminal, from 60 to 200
/// @param all shows every finding in full; the terminal folds nothing, and SARIF has suppressed
///     findings among its results
public record Options(Style style, int width, boolean all) {

  private static final int NARROWEST = 60;
  private static final int WIDEST = 200;

  public Options {
    width = Math.clamp(width, NARROWEST, WIDEST);
  }

  /// No colour, 100 columns, folded.
  public static Options standard() {
    return new Options(Style.PLAIN, 100, false);
  }

  public Options with(Style wanted) {
    return new Options(wanted, width, all);
  }

  public Options width(int wanted) {
    return new Options(style, wanted, all);
  }

  public Options unfolded() {
    return new Options(style, width, true);
  }
}
