package dev.sallyport.scan.syntax.yaml;

import dev.sallyport.base.text.LineIndex;
import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Says in plain words what the YAML engine wanted and what it met. Its own words are those of a
/// parser's author (`expected <block end>, but found '<scalar>'`), and where a quote is never
/// closed it points behind the end of the file instead of at the quote.
final class YamlTrouble {
  private static final int LONGEST = 40;

  private YamlTrouble() {}

  static YamlResult.Bad of(String text, YamlEngineException broken) {
    return switch (broken) {
      case ReaderException reader ->
          new YamlResult.Bad(line(text, reader.getPosition()), character(reader));
      case MarkedYamlEngineException marked ->
          new YamlResult.Bad(line(text, marked), words(marked));
      default -> new YamlResult.Bad(0, "it cannot be read");
    };
  }

  /// From 1, and a line that the text has: a line break that ends the file begins no other.
  private static int line(String text, MarkedYamlEngineException broken) {
    Optional<Mark> mark = began(broken) ? broken.getContextMark() : broken.getProblemMark();
    return mark.map(m -> Math.min(m.getLine() + 1, last(text))).orElse(0);
  }

  private static int line(String text, int codePoint) {
    int points = Math.clamp(codePoint, 0, text.codePointCount(0, text.length()));
    return Math.min(LineIndex.of(text).line(text.offsetByCodePoints(0, points)), last(text));
  }

  private static int last(String text) {
    int end = text.length();
    while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return LineIndex.of(text).line(end);
  }

  /// Whether the mistake lies where the thing began, not where the engine gave up.
  private static boolean began(MarkedYamlEngineException broken) {
    String problem = broken.getProblem();
    return broken.getContextMark().isPresent()
        && (problem.startsWith("found unexpected end of stream")
            || problem.startsWith("could not find expected ':'"));
  }

  private static String character(ReaderException broken) {
    String code = String.format(Locale.ROOT, "%04X", broken.getCodePoint());
    return "the character U+" + code + " is not allowed in YAML";
  }

  private static String words(MarkedYamlEngineException broken) {
    String problem = broken.getProblem();
    if (problem.startsWith("found character")) {
      return start(problem);
    }
    if (problem.startsWith("expected ") && problem.contains(" but ")) {
      return wanted(broken, String.valueOf(broken.getContext()), problem);
    }
    return switch (problem) {
      case "mapping values are not allowed here" ->
          "a ':' where no key can be; a value with ': ' in it needs quotes, or the line is"
              + " indented wrongly";
      case "sequence entries are not allowed here" ->
          "a '-' where no item of a list can be; an item begins its line";
      case "mapping keys are not allowed here" -> "a '?' where no key can be";
      case "could not find expected ':'" ->
          "wanted 'key: value', got a line without ':'; is it indented wrongly, or a quote missing?";
      case "found unexpected end of stream" -> "the quote that is opened here is never closed";
      case "found unexpected document separator" ->
          "'---' or '...' within quotes; is the closing quote missing?";
      default -> other(problem);
    };
  }

  private static String other(String problem) {
    if (problem.startsWith("found unknown escape character")) {
      return "within double quotes a '\\' begins an escape, and this one does not exist; write"
          + " '\\\\' or use single quotes";
    }
    if (problem.contains("leading empty lines contain more spaces")) {
      return "an empty line above this text is indented deeper than the text";
    }
    if (problem.startsWith("found undefined tag handle")) {
      return "a tag ('!…') that nothing declares; a value that begins with '!' needs quotes";
    }
    if (problem.startsWith("unexpected character found")) {
      return "wanted a name behind '&' or '*'; a value that begins with one needs quotes";
    }
    return "it cannot be read from here on";
  }

  /// `found character 'x' that cannot start any token. …`
  private static String start(String problem) {
    String rest = problem.substring("found character".length()).strip();
    if (rest.contains("(TAB)")) {
      return "a tab where spaces are wanted: YAML is indented by spaces alone";
    }
    String shown = rest.startsWith("'") && rest.length() > 2 ? rest.substring(1, 2) : "";
    return "a value cannot begin with '" + shown + "'; put it in quotes";
  }

  /// `expected X, but found|got Y`
  private static String wanted(MarkedYamlEngineException broken, String context, String problem) {
    String got = got(problem);
    if (problem.startsWith("expected <block end>")) {
      return "wanted the next "
          + (context.contains("mapping") ? "key in line with those" : "'-' in line with those")
          + " above, got "
          + got
          + "; are quotes and indentation right?";
    }
    if (problem.contains("',' or '}'") || problem.contains("',' or ']'")) {
      char close = problem.contains("'}'") ? '}' : ']';
      int from = broken.getContextMark().map(m -> m.getLine() + 1).orElse(0);
      return "wanted ',' or '" + close + "' for what line " + from + " opens, got " + got;
    }
    if (problem.startsWith("expected the node content")) {
      return "wanted a value, got " + got;
    }
    if (problem.startsWith("expected '<document start>'")) {
      return "wanted the end of the file, got " + got + "; is it indented wrongly?";
    }
    if (context.contains("block scalar")) {
      return "behind '|' or '>' the line must end";
    }
    if (context.contains("alias") || context.contains("anchor")) {
      return "wanted a name behind '&' or '*'; a value that begins with one needs quotes";
    }
    if (problem.contains("escape sequence")) {
      return "'\\x', '\\u' and '\\U' within double quotes need their hexadecimal digits";
    }
    return "it cannot be read from here on";
  }

  /// What stands behind the last `found` or `got`, as a writer of YAML would call it.
  private static String got(String problem) {
    int found = problem.lastIndexOf(" found ");
    int got = problem.lastIndexOf(" got ");
    String token = problem.substring(found > got ? found + 7 : got + 5).replace("'", "").strip();
    return switch (token) {
      case "<scalar>" -> "a text";
      case "<block mapping start>", "?" -> "a key";
      case "<block sequence start>", "-" -> "a '-'";
      case "<block end>" -> "a line that is indented less";
      case "<document start>" -> "'---'";
      case "<document end>" -> "'...' or the end";
      case "<stream end>" -> "the end of the file";
      case "<alias>" -> "an alias ('*…')";
      case "<anchor>" -> "an anchor ('&…')";
      case "<tag>" -> "a tag ('!…')";
      case "<directive>" -> "a directive ('%…')";
      default -> "'" + (token.length() > LONGEST ? token.substring(0, LONGEST) + "…" : token) + "'";
    };
  }
}
