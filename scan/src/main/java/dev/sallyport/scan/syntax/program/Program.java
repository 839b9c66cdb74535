package dev.sallyport.scan.syntax.program;

import dev.sallyport.base.text.Span;
import java.util.List;

/// A parsed program: its statements in order, blocks opened up.
///
/// @param complete false when it was too large or too deep to be read to its end
public record Program(Language language, String text, List<Node> statements, boolean complete) {
  /// Longer ones are not read.
  private static final int LONGEST = 200_000;

  public Program {
    statements = List.copyOf(statements);
  }

  /// Never throws; what is not understood is skipped.
  public static Program parse(Language language, String text) {
    if (text.length() > LONGEST) {
      return new Program(language, text, List.of(), false);
    }
    ProgramParser parser = new ProgramParser(text, new Span(0, text.length()), language);
    List<Node> statements = parser.program();
    return new Program(language, text, statements, parser.complete());
  }
}
