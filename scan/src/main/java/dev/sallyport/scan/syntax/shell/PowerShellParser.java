package dev.sallyport.scan.syntax.shell;

import dev.sallyport.scan.syntax.shell.Statement.AndOr;
import dev.sallyport.scan.syntax.shell.Statement.Background;
import dev.sallyport.scan.syntax.shell.Statement.Pipeline;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Statements and pipelines of common PowerShell. Types, attributes and arithmetic are skipped over
/// where they cannot matter to what a script runs or writes.
final class PowerShellParser {
  private final Cursor in;
  private final PowerShellKeywords keywords;
  private final PowerShellCommands commands;
  final PowerShellWords words;

  PowerShellParser(Source source, Session session) {
    this.in = new Cursor(source, session);
    this.words = new PowerShellWords(in, this);
    this.commands = new PowerShellCommands(in, this, words);
    this.keywords = new PowerShellKeywords(in, this, words);
  }

  List<Statement> all() {
    return statements('\0');
  }

  /// Statements up to `close` (not read) or the end.
  List<Statement> statements(char close) {
    List<Statement> list = new ArrayList<>();
    while (true) {
      skipSeparators();
      if (in.atEnd() || (close != '\0' && in.peek() == close)) {
        return list;
      }
      int start = in.at;
      Statement statement = statement();
      if (recovered(start)) {
        continue;
      }
      if (statement != null) {
        list.add(statement);
      }
      if (in.at == start) {
        in.at++;
        in.trouble(start, "not understood");
      }
    }
  }

  /// See [PosixParser]: an unterminated string costs its own line, not the rest of the script.
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
    in.at = in.lineEnd(quote);
    return true;
  }

  /// The statement at the cursor, or null if none starts here.
  @Nullable Statement statement() {
    if (!in.session.enter()) {
      int start = in.at;
      in.at = in.lineEnd(start);
      in.limit(start, Session.TOO_DEEP);
      return null;
    }
    Statement statement = keywords.statement();
    if (statement == null) {
      statement = chain();
    }
    in.session.leave();
    return statement;
  }

  /// Pipelines joined by `&&` and `||`.
  @Nullable Statement chain() {
    int start = in.at;
    Statement first = pipeline();
    if (first == null) {
      return null;
    }
    List<Statement> all = new ArrayList<>(List.of(first));
    List<AndOr.Operator> operators = new ArrayList<>();
    int end = in.at;
    while (true) {
      skipBlanks();
      boolean and = in.looking("&&");
      if (!and && !in.looking("||")) {
        break;
      }
      in.at += 2;
      skipSpace();
      Statement next = pipeline();
      if (next == null) {
        in.trouble(end, "nothing behind " + (and ? "&&" : "||"));
        break;
      }
      operators.add(and ? AndOr.Operator.AND : AndOr.Operator.OR);
      all.add(next);
      end = in.at;
    }
    Statement whole = operators.isEmpty() ? first : new AndOr(in.span(start, end), all, operators);
    if (in.peek() == '&') {
      in.at++;
      return new Background(in.from(start), whole);
    }
    return whole;
  }

  private @Nullable Statement pipeline() {
    int start = in.at;
    Statement first = commands.command(true);
    if (first == null) {
      return null;
    }
    List<Statement> stages = new ArrayList<>(List.of(first));
    int end = in.at;
    while (true) {
      skipBlanks();
      if (!atPipe()) {
        break;
      }
      in.at++;
      skipSpace();
      Statement next = commands.command(false);
      if (next == null) {
        in.trouble(end, "nothing behind |");
        break;
      }
      stages.add(next);
      end = in.at;
    }
    return stages.size() == 1 ? first : new Pipeline(in.span(start, end), stages, false);
  }

  /// At `|`, also on the next line, as PowerShell 7 allows.
  private boolean atPipe() {
    if (in.peek() == '|' && in.peek(1) != '|') {
      return true;
    }
    int before = in.at;
    if (in.atLineBreak()) {
      int i = in.at;
      while (i < in.end && " \t\r\n".indexOf(in.text.charAt(i)) >= 0 && i - before < 200) {
        i++;
      }
      if (i + 1 < in.end && in.text.charAt(i) == '|' && in.text.charAt(i + 1) != '|') {
        in.at = i;
        return true;
      }
    }
    return false;
  }

  /// Expressions separated by commas, up to `close`.
  List<Word> expressions(char close) {
    List<Word> list = new ArrayList<>();
    while (true) {
      skipSpace();
      while (in.peek() == ',') {
        in.at++;
        skipSpace();
      }
      if (in.atEnd() || in.peek() == close) {
        return list;
      }
      int start = in.at;
      Word word = commands.value();
      if (in.at == start) {
        in.at++;
      } else {
        list.add(word);
      }
    }
  }

  /// The values of `@{ key = value }`, each as an expression statement; up to the brace.
  List<Statement> hash() {
    List<Statement> values = new ArrayList<>();
    while (true) {
      skipSeparators();
      if (in.atEnd() || in.peek() == '}') {
        return values;
      }
      int start = in.at;
      words.word();
      skipBlanks();
      if (in.peek() == '=') {
        in.at++;
        skipSpace();
        Statement value = statement();
        if (value != null) {
          values.add(value);
        }
      }
      if (in.at == start) {
        in.at++;
      }
    }
  }

  void skipBlanks() {
    while (true) {
      int c = in.peek();
      if (c == ' ' || c == '\t' || c == '\u00a0') {
        in.at++;
      } else if (c == '`' && (in.peek(1) == '\n' || in.peek(1) == '\r')) {
        in.at++;
        in.skipLineBreak();
      } else if (in.looking("<#")) {
        blockComment();
      } else {
        return;
      }
    }
  }

  /// Blanks, line breaks and comments.
  void skipSpace() {
    while (true) {
      skipBlanks();
      if (in.atLineBreak()) {
        in.skipLineBreak();
      } else if (in.peek() == '#') {
        int start = in.at;
        in.at = in.lineEnd(start);
        in.session.comments.add(in.from(start));
      } else {
        return;
      }
    }
  }

  private void skipSeparators() {
    skipSpace();
    while (in.peek() == ';') {
      in.at++;
      skipSpace();
    }
  }

  private void blockComment() {
    int start = in.at;
    int close = in.text.indexOf("#>", in.at + 2);
    if (close < 0 || close + 2 > in.end) {
      in.at = in.end;
      in.trouble(start, "unterminated <#");
    } else {
      in.at = close + 2;
    }
    in.session.comments.add(in.from(start));
  }
}
