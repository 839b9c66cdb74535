package dev.sallyport.scan.fix;

import dev.sallyport.base.model.finding.Safety;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.fix.PosixQuoting.Kind;
import dev.sallyport.scan.fix.PosixQuoting.Spot;
import java.util.List;

/// `${NAME}` with the quotes that its place asks for.
final class PosixSpelling {
  private PosixSpelling() {}

  /// @param all every placeholder of the script, these ones included
  static List<Spelling> of(String script, List<Placeholder> wanted, List<Span> all) {
    PosixQuoting quoting = PosixQuoting.of(script, all);
    return wanted.stream().map(placeholder -> one(script, quoting, placeholder)).toList();
  }

  private static Spelling one(String script, PosixQuoting quoting, Placeholder placeholder) {
    Spot spot = quoting.spot(placeholder.outer());
    String reason = refusal(spot);
    if (!reason.isEmpty()) {
      return new Spelling.Refuse(reason);
    }
    Spelling.Replace plain = written(script, spot, placeholder);
    String doubt = doubt(script, quoting, spot, placeholder);
    return doubt.isEmpty() ? plain : Spelling.unsafe(plain.span(), plain.text(), doubt);
  }

  private static String refusal(Spot spot) {
    for (int i = 0; i < spot.commands().size() && spot.kind() != Kind.COMMENT; i++) {
      PosixCommand command = spot.commands().get(i);
      String runs = command.runs(i == 0 ? spot.word() : command.size());
      if (!runs.isEmpty()) {
        return runs;
      }
    }
    return switch (spot.kind()) {
      case ARITHMETIC -> "arithmetic evaluates what a variable holds";
      case LITERAL_HERE_DOCUMENT ->
          "nothing is expanded in a here-document with a quoted delimiter";
      case UNKNOWN -> "the quoting at this place is unclear";
      case HERE_DOCUMENT ->
          spot.commands().stream().anyMatch(PosixCommand::hereDocumentRuns)
              ? "the here-document is run as a program"
              : "";
      case UNQUOTED, DOUBLE, SINGLE, ANSI -> inCommand(spot);
      case COMMENT -> "";
    };
  }

  private static String inCommand(Spot spot) {
    PosixCommand command = spot.commands().getFirst();
    if (command.comparesNumbers()) {
      return "[[ … ]] evaluates numbers as arithmetic";
    }
    boolean isName = spot.word() == command.nameIndex() && !spot.list();
    return isName && command.word(spot.word()).startsWith(PosixCommand.HOLE + "")
        ? "the value is the command itself"
        : "";
  }

  private static String doubt(
      String script, PosixQuoting quoting, Spot spot, Placeholder placeholder) {
    if (spot.kind() == Kind.COMMENT) {
      return "";
    }
    if (quoting.evaluates()) {
      return "the script uses eval, which may evaluate the variable";
    }
    if (spot.backtick()) {
      return "quotes inside backticks differ between shells";
    }
    for (PosixCommand command : spot.commands()) {
      if (!command.doubt().isEmpty()) {
        return command.doubt();
      }
    }
    if (spot.kind() != Kind.UNQUOTED) {
      return "";
    }
    boolean takesOneWord = !spot.list() && spot.commands().getFirst().takesOneWord(spot.word());
    if (!placeholder.oneWord() && !takesOneWord) {
      return "a value of several words, or with * ? or [, is now one argument";
    }
    return !takesOneWord && vanishes(script, spot, placeholder)
        ? "an empty value was no argument and is an empty one now"
        : "";
  }

  /// Whether the word is nothing but this value, which may be empty.
  private static boolean vanishes(String script, Spot spot, Placeholder placeholder) {
    PosixCommand command = spot.commands().getFirst();
    int before = placeholder.outer().start() - 1;
    while (before >= 0 && " \t".indexOf(script.charAt(before)) >= 0) {
      before--;
    }
    // A redirection without its file is an error.
    boolean argument = before < 0 || "<>".indexOf(script.charAt(before)) < 0;
    return argument
        && command.word(spot.word()).equals(PosixCommand.HOLE + "")
        && !NeverEmpty.is(placeholder.expr());
  }

  private static Spelling.Replace written(String script, Spot spot, Placeholder placeholder) {
    String variable = "${" + placeholder.name() + "}";
    Span span = placeholder.outer();
    return switch (spot.kind()) {
      case UNQUOTED -> replace(span, '"' + variable + '"');
      case ANSI -> replace(span, "'\"" + variable + "\"$'");
      case SINGLE -> {
        boolean closes = span.end() < script.length() && script.charAt(span.end()) == '\'';
        int start = spot.opens() ? span.start() - 1 : span.start();
        int end = closes ? span.end() + 1 : span.end();
        String left = spot.opens() ? "\"" : "'\"";
        String right = closes ? "\"" : "\"'";
        yield replace(new Span(start, end), left + variable + right);
      }
      case DOUBLE, HERE_DOCUMENT, COMMENT -> replace(span, variable);
      case LITERAL_HERE_DOCUMENT, ARITHMETIC, UNKNOWN ->
          throw new IllegalStateException("refused before: " + spot.kind());
    };
  }

  private static Spelling.Replace replace(Span span, String text) {
    return new Spelling.Replace(span, text, Safety.SAFE, "");
  }
}
