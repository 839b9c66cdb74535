package dev.sallyport.scan.syntax.shell;

import dev.sallyport.scan.syntax.shell.Statement.AndOr;
import dev.sallyport.scan.syntax.shell.Statement.Background;
import dev.sallyport.scan.syntax.shell.Statement.Pipeline;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists, pipelines and the recovery from errors of POSIX shells and bash. A statement that makes
/// no sense becomes a [Trouble] up to the end of its line.
final class PosixParser {
  private final Cursor in;
  private final PosixCompounds compounds;
  private final List<HereDoc> pending = new ArrayList<>();
  final Dialect dialect;
  final PosixWords words;

  /// What ends the statements around the cursor, of all levels up to the innermost substitution:
  /// so a missing `fi` does not swallow the `done` of the loop around it.
  private int enclosing;

  PosixParser(Source source, Session session, Dialect dialect) {
    this.in = new Cursor(source, session);
    this.dialect = dialect;
    this.words = new PosixWords(in, this);
    this.compounds = new PosixCompounds(in, this);
  }

  /// The statements of the whole source.
  List<Statement> all() {
    return statements(0);
  }

  /// What stands between a parenthesis that was just read and its match; `start` is where the
  /// construct begins.
  Script parenthesized(int start) {
    int from = in.at;
    int outer = enclosing;
    enclosing = 0;
    List<Statement> body = statements(Stops.PARENTHESIS);
    enclosing = outer;
    int to = in.at;
    if (in.peek() == ')') {
      in.at++;
    } else {
      in.trouble(start, "unterminated (");
    }
    return Script.nested(dialect, in.span(from, to), in.source.script, body);
  }

  /// Statements up to one of `stops` or the end.
  List<Statement> statements(int stops) {
    int outer = enclosing;
    enclosing |= stops;
    List<Statement> list = new ArrayList<>();
    while (true) {
      skipSpace();
      if (in.atEnd() || Stops.at(in, enclosing)) {
        break;
      }
      int start = in.at;
      Statement statement = statement();
      if (!recovered(start)) {
        if (statement != null) {
          list.add(statement);
        }
        if (in.at == start) {
          skipNonsense();
        }
      }
    }
    enclosing = outer;
    if (in.atEnd() && !pending.isEmpty()) {
      readHereDocs();
    }
    return list;
  }

  /// An unterminated quote swallows the rest of the script, in a shell as here. To say something
  /// about the rest, drop the statement and go on behind the line on which the quote opened.
  private boolean recovered(int start) {
    int quote = words.unterminated;
    if (quote < start) {
      return false;
    }
    words.unterminated = -1;
    if (!in.session.mayRecover()) {
      return false;
    }
    in.session.recover();
    pending.clear();
    in.at = in.lineEnd(quote);
    return true;
  }

  private void skipNonsense() {
    int start = in.at;
    in.at = Math.max(in.at + 1, in.lineEnd(in.at));
    in.at = Math.min(in.at, in.end);
    in.trouble(start, "not understood");
  }

  private @Nullable Statement statement() {
    int start = in.at;
    Statement first = pipeline();
    if (first == null) {
      return null;
    }
    Statement whole = andOr(start, first);
    skipBlanks();
    if (in.peek() == '&' && in.peek(1) != '&' && in.peek(1) != '>') {
      in.at++;
      return new Background(in.from(start), whole);
    }
    if (in.peek() == ';' && in.peek(1) != ';' && in.peek(1) != '&') {
      in.at++;
    }
    return whole;
  }

  private Statement andOr(int start, Statement first) {
    List<Statement> commands = new ArrayList<>(List.of(first));
    List<AndOr.Operator> operators = new ArrayList<>();
    int end = in.at;
    while (true) {
      skipBlanks();
      boolean and = in.looking("&&");
      if (!and && !in.looking("||")) {
        break;
      }
      int operator = in.at;
      in.at += 2;
      skipSpace();
      Statement next = Stops.at(in, enclosing) ? null : pipeline();
      if (next == null) {
        in.trouble(operator, "nothing behind " + (and ? "&&" : "||"));
        break;
      }
      operators.add(and ? AndOr.Operator.AND : AndOr.Operator.OR);
      commands.add(next);
      end = in.at;
    }
    return operators.isEmpty() ? first : new AndOr(in.span(start, end), commands, operators);
  }

  private @Nullable Statement pipeline() {
    int start = in.at;
    boolean negated = false;
    while (atBang()) {
      negated = !negated;
      in.at++;
      skipBlanks();
    }
    Statement first = compounds.command();
    if (first == null) {
      return null;
    }
    List<Statement> commands = new ArrayList<>(List.of(first));
    int end = in.at;
    while (true) {
      skipBlanks();
      if (in.peek() != '|' || in.peek(1) == '|') {
        break;
      }
      int bar = in.at;
      in.at += in.peek(1) == '&' ? 2 : 1;
      skipSpace();
      Statement next = Stops.at(in, enclosing) ? null : compounds.command();
      if (next == null) {
        in.trouble(bar, "nothing behind |");
        break;
      }
      commands.add(next);
      end = in.at;
    }
    return commands.size() == 1 && !negated
        ? first
        : new Pipeline(in.span(start, end), commands, negated);
  }

  private boolean atBang() {
    int next = in.peek(1);
    return in.peek() == '!' && (next == ' ' || next == '\t' || next == '(');
  }

  /// Blanks and continued lines.
  void skipBlanks() {
    while (true) {
      int c = in.peek();
      if (c == ' ' || c == '\t') {
        in.at++;
      } else if (c == '\\' && (in.peek(1) == '\n' || in.peek(1) == '\r')) {
        in.at++;
        in.skipLineBreak();
      } else {
        return;
      }
    }
  }

  /// Blanks, line breaks (with the here-documents behind them) and comments.
  void skipSpace() {
    while (true) {
      skipBlanks();
      if (in.atLineBreak()) {
        in.skipLineBreak();
        readHereDocs();
      } else if (in.peek() == '#') {
        skipComment();
      } else {
        return;
      }
    }
  }

  void skipComment() {
    int start = in.at;
    in.at = in.lineEnd(start);
    in.session.comments.add(in.from(start));
  }

  void expect(HereDoc document) {
    pending.add(document);
  }

  private void readHereDocs() {
    // A substitution in a body can hold here-documents of its own; they end within it.
    List<HereDoc> documents = List.copyOf(pending);
    pending.clear();
    for (HereDoc document : documents) {
      int bodyEnd = hereDocEnd(document);
      int next = in.lineEnd(bodyEnd);
      document.body(words.hereDocBody(bodyEnd, document.quoted()));
      in.at = next;
      in.skipLineBreak();
    }
  }

  /// Where the line of the delimiter begins, or the end.
  private int hereDocEnd(HereDoc document) {
    int line = in.at;
    while (line < in.end) {
      int end = in.lineEnd(line);
      int from = line;
      while (document.tabsStripped() && from < end && in.text.charAt(from) == '\t') {
        from++;
      }
      String delimiter = document.delimiter();
      if (end - from == delimiter.length() && in.text.startsWith(delimiter, from)) {
        return line;
      }
      line = end < in.end && in.text.startsWith("\r\n", end) ? end + 2 : end + 1;
    }
    // A body that stops at a parenthesis or backtick is common in one-line substitutions.
    in.trouble(Math.min(in.at, in.end), "here-document without " + document.delimiter());
    return in.end;
  }
}
