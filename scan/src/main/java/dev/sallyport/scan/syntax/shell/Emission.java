package dev.sallyport.scan.syntax.shell;

import dev.sallyport.base.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a command writes to its standard output, where its arguments spell that out: literals, with
/// line breaks, and the very parts of the arguments that vary.
final class Emission {
  /// `printf` uses its format again while arguments are left. Behind so many rounds they are taken
  /// as they are, a line each, so that a long format costs no product.
  private static final int MAX_ROUNDS = 200;

  private final List<WordPart> out = new ArrayList<>();

  private Emission() {}

  /// The output of `echo`, `printf`, a `cat` of a here-document and their PowerShell kin; empty for
  /// commands whose output the script does not show.
  static Optional<List<WordPart>> of(SimpleCommandView command) {
    Emission emission = new Emission();
    if (command.syntax() instanceof Statement.Expression expression) {
      emission.word(expression.value());
      emission.newline(command.span());
      return Optional.of(emission.out);
    }
    boolean known =
        switch (command.name().orElse("")) {
          case "echo", "write-output", "write-host" -> emission.echo(command);
          case "printf" -> emission.printf(command.arguments());
          case "cat" -> emission.cat(command);
          default -> false;
        };
    return known ? Optional.of(emission.out) : Optional.empty();
  }

  private boolean echo(SimpleCommandView command) {
    List<Word> arguments = command.arguments();
    boolean newline = true;
    boolean escapes = command.dialect() == Dialect.SH;
    int from = 0;
    while (command.dialect().isPosix()
        && from < arguments.size()
        && isEchoOption(arguments.get(from))) {
      String option = arguments.get(from).literalPrefix();
      newline &= option.indexOf('n') < 0;
      escapes = (escapes || option.indexOf('e') > 0) && option.indexOf('E') < 0;
      from++;
    }
    for (int i = from; i < arguments.size(); i++) {
      Word word = arguments.get(i);
      if (i > from) {
        literal(word.span(), " ");
      }
      if (escapes) {
        decoded(word);
      } else {
        word(word);
      }
    }
    if (newline) {
      newline(command.span());
    }
    return true;
  }

  private static boolean isEchoOption(Word word) {
    return word.literal()
        .filter(
            t ->
                t.length() > 1
                    && t.charAt(0) == '-'
                    && t.chars().skip(1).allMatch(c -> c == 'n' || c == 'e' || c == 'E'))
        .isPresent();
  }

  private boolean printf(List<Word> arguments) {
    int from = 0;
    if (!arguments.isEmpty() && arguments.getFirst().is("-v")) {
      return false;
    }
    if (!arguments.isEmpty() && arguments.getFirst().is("--")) {
      from = 1;
    }
    if (from >= arguments.size()) {
      return false;
    }
    Word format = arguments.get(from);
    int next = from + 1;
    for (int round = 0; round < MAX_ROUNDS; round++) {
      int before = next;
      next = formatOnce(format, arguments, next);
      if (next >= arguments.size() || next == before) {
        return true;
      }
    }
    for (Word left : arguments.subList(next, arguments.size())) {
      word(left);
      newline(left.span());
    }
    return true;
  }

  /// Applies the format once; the index of the first argument that is left.
  private int formatOnce(Word format, List<Word> arguments, int first) {
    int next = first;
    for (WordPart part : format.joinedLeaves()) {
      if (!(part instanceof WordPart.Literal(Span span, String value))) {
        out.add(part);
        continue;
      }
      int i = 0;
      StringBuilder plain = new StringBuilder();
      while (i < value.length()) {
        int end = conversionEnd(value, i);
        if (end < 0) {
          plain.append(value.charAt(i++));
        } else if (value.charAt(end) == '%') {
          plain.append('%');
          i = end + 1;
        } else {
          literal(span, Escapes.decode(plain.toString()));
          plain.setLength(0);
          if (next < arguments.size()) {
            word(arguments.get(next++));
          }
          i = end + 1;
        }
      }
      literal(span, Escapes.decode(plain.toString()));
    }
    return next;
  }

  /// The index of the letter of the conversion at `i`, or -1.
  private static int conversionEnd(String format, int i) {
    if (format.charAt(i) != '%') {
      return -1;
    }
    int end = i + 1;
    while (end < format.length() && "-+ #0123456789.".indexOf(format.charAt(end)) >= 0) {
      end++;
    }
    return end < format.length() ? end : -1;
  }

  private boolean cat(SimpleCommandView command) {
    boolean files = command.arguments().stream().anyMatch(w -> !w.literalPrefix().startsWith("-"));
    if (files) {
      return false;
    }
    for (Redirect redirect : command.redirects()) {
      switch (redirect.operator()) {
        case HERE_DOC -> {
          redirect.document().ifPresent(d -> word(d.body()));
          return true;
        }
        case HERE_STRING -> {
          word(redirect.target());
          newline(redirect.span());
          return true;
        }
        default -> {}
      }
    }
    return false;
  }

  private void word(Word word) {
    out.addAll(word.leaves());
  }

  private void decoded(Word word) {
    for (WordPart part : word.joinedLeaves()) {
      if (part instanceof WordPart.Literal(Span span, String value)) {
        literal(span, Escapes.decode(value));
      } else {
        out.add(part);
      }
    }
  }

  private void newline(Span at) {
    literal(new Span(at.end(), at.end()), "\n");
  }

  private void literal(Span span, String value) {
    if (!value.isEmpty()) {
      out.add(new WordPart.Literal(span, value));
    }
  }
}
