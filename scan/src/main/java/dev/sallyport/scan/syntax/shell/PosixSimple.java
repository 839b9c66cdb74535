package dev.sallyport.scan.syntax.shell;

import dev.sallyport.scan.syntax.shell.Statement.SimpleCommand;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Simple commands: assignments, words and redirections.
final class PosixSimple {
  private final Cursor in;
  private final PosixParser parser;

  PosixSimple(Cursor in, PosixParser parser) {
    this.in = in;
    this.parser = parser;
  }

  /// The simple command at the cursor, or null if none starts here.
  @Nullable SimpleCommand command() {
    int start = in.at;
    int end = start;
    List<Assignment> assignments = new ArrayList<>();
    List<Word> words = new ArrayList<>();
    List<Redirect> redirects = new ArrayList<>();
    while (element(assignments, words, redirects)) {
      end = in.at;
      parser.skipBlanks();
    }
    if (end == start) {
      return null;
    }
    return new SimpleCommand(in.span(start, end), assignments, words, redirects);
  }

  private boolean element(
      List<Assignment> assignments, List<Word> words, List<Redirect> redirects) {
    if (in.peek() == '#' && !in.atSubstituted()) {
      parser.skipComment();
      return false;
    }
    Redirect redirect = redirect();
    if (redirect != null) {
      redirects.add(redirect);
      return true;
    }
    Assignment assignment = words.isEmpty() ? assignment() : null;
    if (assignment != null) {
      assignments.add(assignment);
      return true;
    }
    Word word = parser.words.word();
    if (word.span().length() == 0) {
      return false;
    }
    words.add(word);
    if (in.peek() == '(' && word.text().endsWith("=")) {
      // declare -a x=(…)
      words.addAll(array());
    }
    return true;
  }

  private @Nullable Assignment assignment() {
    if (!Names.isStart(in.peek())) {
      return null;
    }
    int start = in.at;
    int nameEnd = Names.end(in, start);
    int i = nameEnd;
    if (i < in.end && in.text.charAt(i) == '[') {
      i = subscriptEnd(i);
    }
    boolean append = i + 1 < in.end && in.text.charAt(i) == '+';
    i += append ? 1 : 0;
    if (i >= in.end || in.text.charAt(i) != '=') {
      return null;
    }
    in.at = nameEnd;
    Word index = in.peek() == '[' ? parser.words.subscript() : null;
    in.at = i + 1;
    String name = in.text.substring(start, nameEnd);
    if (in.peek() == '(') {
      List<Word> elements = array();
      return new Assignment(in.from(start), Scope.SHELL, name, append, null, elements, index);
    }
    Word value = parser.words.word();
    return new Assignment(in.from(start), Scope.SHELL, name, append, value, List.of(), index);
  }

  /// Behind the `]` of a subscript on this line, or where it began if there is none.
  private int subscriptEnd(int open) {
    int i = open + 1;
    while (i < in.end && " \t\r\n;|&".indexOf(in.text.charAt(i)) < 0) {
      if (in.text.charAt(i) == ']') {
        return i + 1;
      }
      i++;
    }
    return open;
  }

  private List<Word> array() {
    int start = in.at++;
    List<Word> elements = new ArrayList<>();
    while (true) {
      parser.skipSpace();
      if (in.peek() == ')') {
        in.at++;
        return elements;
      }
      Word word = parser.words.word();
      if (word.span().length() == 0) {
        in.trouble(start, "array without )");
        return elements;
      }
      elements.add(word);
    }
  }

  /// The redirection at the cursor, or null if none starts here.
  @Nullable Redirect redirect() {
    int start = in.at;
    int operator = descriptorEnd();
    String fd = in.text.substring(start, operator);
    in.at = operator;
    boolean process = in.peek(1) == '(' && fd.isEmpty();
    Redirect.Operator kind = process ? null : operator(fd.isEmpty());
    if (kind == null) {
      in.at = start;
      return null;
    }
    in.at += kind.symbol().length();
    boolean tabs = kind == Redirect.Operator.HERE_DOC && in.peek() == '-';
    in.at += tabs ? 1 : 0;
    parser.skipBlanks();
    Word target = parser.words.word();
    if (target.span().length() == 0) {
      in.trouble(start, "redirection without target");
    }
    HereDoc document = kind == Redirect.Operator.HERE_DOC ? hereDoc(target, tabs) : null;
    return new Redirect(in.from(start), fd, kind, target, document);
  }

  private HereDoc hereDoc(Word target, boolean tabs) {
    String delimiter = target.literal().orElseGet(target::text);
    HereDoc document = new HereDoc(delimiter, target.hasQuotes(), tabs, target.span());
    parser.expect(document);
    return document;
  }

  /// Behind the descriptor (`2`, `{log}`) if an operator follows it, else the cursor.
  private int descriptorEnd() {
    int i = in.at;
    if (in.peek() == '{') {
      int close = Names.end(in, i + 1);
      i = close > i + 1 && close < in.end && in.text.charAt(close) == '}' ? close + 1 : i;
    } else {
      while (i < in.end && Names.isDigit(in.text.charAt(i))) {
        i++;
      }
    }
    boolean operator = i < in.end && (in.text.charAt(i) == '<' || in.text.charAt(i) == '>');
    return operator ? i : in.at;
  }

  private Redirect.@Nullable Operator operator(boolean both) {
    return switch (in.peek()) {
      case '<' -> input();
      case '>' -> output();
      case '&' -> {
        if (!both || in.peek(1) != '>') {
          yield null;
        }
        yield in.peek(2) == '>' ? Redirect.Operator.APPEND_ALL : Redirect.Operator.WRITE_ALL;
      }
      default -> null;
    };
  }

  private Redirect.Operator input() {
    return switch (in.peek(1)) {
      case '<' -> in.peek(2) == '<' ? Redirect.Operator.HERE_STRING : Redirect.Operator.HERE_DOC;
      case '&' -> Redirect.Operator.DUPLICATE_INPUT;
      case '>' -> Redirect.Operator.READ_WRITE;
      default -> Redirect.Operator.READ;
    };
  }

  private Redirect.Operator output() {
    return switch (in.peek(1)) {
      case '>' -> Redirect.Operator.APPEND;
      case '&' -> Redirect.Operator.DUPLICATE_OUTPUT;
      case '|' -> Redirect.Operator.CLOBBER;
      default -> Redirect.Operator.WRITE;
    };
  }
}
