package dev.sallyport.scan.syntax.shell;

import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.shell.Statement.AndOr;
import dev.sallyport.scan.syntax.shell.Statement.Branch;
import dev.sallyport.scan.syntax.shell.Statement.For;
import dev.sallyport.scan.syntax.shell.Statement.Group;
import dev.sallyport.scan.syntax.shell.Statement.If;
import dev.sallyport.scan.syntax.shell.Statement.Pipeline;
import dev.sallyport.scan.syntax.shell.Statement.SimpleCommand;
import dev.sallyport.scan.syntax.shell.Statement.Test;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Batch files of cmd.exe: commands, pipes, groups, `if`, `for` and `set`. Labels, jumps and the
/// modifiers of parameters are not followed.
final class CmdParser {
  private final Cursor in;
  private final CmdWords words;

  CmdParser(Source source, Session session) {
    this.in = new Cursor(source, session);
    this.words = new CmdWords(in);
  }

  List<Statement> all() {
    return statements(false);
  }

  private List<Statement> statements(boolean group) {
    List<Statement> list = new ArrayList<>();
    while (true) {
      skipSpace();
      if (in.atEnd() || (group && in.peek() == ')')) {
        return list;
      }
      int start = in.at;
      Statement statement = chain(group);
      if (statement != null) {
        list.add(statement);
      }
      if (in.at == start) {
        in.at++;
        in.trouble(start, "not understood");
      }
    }
  }

  /// Blanks, line breaks, `@` in front of a command, a lone `&`, comments and labels.
  private void skipSpace() {
    while (true) {
      words.skipBlanks();
      if (in.atLineBreak()) {
        in.skipLineBreak();
      } else if (in.peek() == '@' || (in.peek() == '&' && in.peek(1) != '&')) {
        in.at++;
      } else if (in.peek() == ':' || isRemark()) {
        int start = in.at;
        in.at = in.lineEnd(start);
        in.session.comments.add(in.from(start));
      } else {
        return;
      }
    }
  }

  private boolean isRemark() {
    int next = in.peek(3);
    return in.lookingIgnoreCase("rem")
        && (next == Cursor.END || next == ' ' || next == '\t' || next == '\r' || next == '\n');
  }

  private @Nullable Statement chain(boolean group) {
    int start = in.at;
    Statement first = pipeline(group);
    if (first == null) {
      return null;
    }
    List<Statement> all = new ArrayList<>(List.of(first));
    List<AndOr.Operator> operators = new ArrayList<>();
    int end = in.at;
    while (true) {
      words.skipBlanks();
      boolean and = in.looking("&&");
      if (!and && !in.looking("||")) {
        break;
      }
      in.at += 2;
      words.skipBlanks();
      Statement next = pipeline(group);
      if (next == null) {
        break;
      }
      operators.add(and ? AndOr.Operator.AND : AndOr.Operator.OR);
      all.add(next);
      end = in.at;
    }
    return operators.isEmpty() ? first : new AndOr(in.span(start, end), all, operators);
  }

  private @Nullable Statement pipeline(boolean group) {
    int start = in.at;
    Statement first = command(group);
    if (first == null) {
      return null;
    }
    List<Statement> stages = new ArrayList<>(List.of(first));
    int end = in.at;
    while (true) {
      words.skipBlanks();
      if (in.peek() != '|' || in.peek(1) == '|') {
        break;
      }
      in.at++;
      words.skipBlanks();
      Statement next = command(group);
      if (next == null) {
        break;
      }
      stages.add(next);
      end = in.at;
    }
    return stages.size() == 1 ? first : new Pipeline(in.span(start, end), stages, false);
  }

  private @Nullable Statement command(boolean group) {
    while (in.peek() == '@') {
      in.at++;
    }
    int start = in.at;
    if (!in.session.enter()) {
      in.at = in.lineEnd(start);
      in.limit(start, Session.TOO_DEEP);
      return null;
    }
    Statement command =
        switch (keyword()) {
          case "(" -> group(start);
          case "if" -> conditional(start, group);
          case "for" -> loop(start, group);
          case "set" -> set(start, group);
          default -> simple(start, group);
        };
    in.session.leave();
    return command;
  }

  private String keyword() {
    if (in.peek() == '(') {
      return "(";
    }
    int end = Names.end(in, in.at);
    boolean alone = end < in.end && " \t".indexOf(in.text.charAt(end)) >= 0;
    return alone && end - in.at < 4 ? in.text.substring(in.at, end).toLowerCase(Locale.ROOT) : "";
  }

  private Statement group(int start) {
    in.at++;
    List<Statement> body = statements(true);
    if (in.peek() == ')') {
      in.at++;
    } else {
      in.session.trouble(in.span(start, start + 1), "missing )");
    }
    List<Redirect> redirects = new ArrayList<>();
    words.skipBlanks();
    Redirect redirect;
    while ((redirect = words.redirect(true)) != null) {
      redirects.add(redirect);
      words.skipBlanks();
    }
    return new Group(in.from(start), false, body, redirects);
  }

  private @Nullable SimpleCommand simple(int start, boolean group) {
    List<Word> list = new ArrayList<>();
    List<Redirect> redirects = new ArrayList<>();
    int end = start;
    while (true) {
      Redirect redirect = words.redirect(group);
      if (redirect != null) {
        redirects.add(redirect);
      } else {
        Word word = words.word(group);
        if (word.span().length() == 0) {
          break;
        }
        list.add(word);
      }
      end = in.at;
      words.skipBlanks();
    }
    return list.isEmpty() && redirects.isEmpty()
        ? null
        : new SimpleCommand(in.span(start, end), List.of(), list, redirects);
  }

  /// `set NAME=value` and `set "NAME=value"`; with an option it is an ordinary command.
  private @Nullable Statement set(int start, boolean group) {
    in.at += 3;
    words.skipBlanks();
    boolean quoted = in.peek() == '"';
    int from = quoted ? in.at + 1 : in.at;
    int nameEnd = from;
    while (nameEnd < in.end && "=\r\n&|<>\"/ ".indexOf(in.text.charAt(nameEnd)) < 0) {
      nameEnd++;
    }
    if (nameEnd == from || nameEnd >= in.end || in.text.charAt(nameEnd) != '=') {
      in.at = start;
      return simple(start, group);
    }
    String name = in.text.substring(from, nameEnd);
    in.at = nameEnd + 1;
    Word value = words.value(quoted, group);
    Span span = in.from(start);
    Assignment assignment = new Assignment(span, Scope.SHELL, name, false, value, List.of());
    return new SimpleCommand(span, List.of(assignment), List.of(), List.of());
  }

  private Statement conditional(int start, boolean group) {
    in.at += 2;
    List<Word> test = new ArrayList<>();
    int head = in.at;
    boolean more = true;
    while (more) {
      words.skipBlanks();
      Word word = words.word(true);
      test.add(word);
      String text = word.text().toLowerCase(Locale.ROOT);
      more = text.equals("/i") || text.equals("not");
      if (text.equals("exist") || text.equals("defined") || text.equals("errorlevel")) {
        words.skipBlanks();
        test.add(words.word(true));
      } else if (!more && !text.contains("==")) {
        rightSide(test);
      }
    }
    Span span = in.from(head);
    words.skipBlanks();
    List<Statement> body = list(chain(group));
    List<Statement> otherwise = List.of();
    int before = in.at;
    words.skipBlanks();
    if (in.lookingIgnoreCase("else")) {
      in.at += 4;
      words.skipBlanks();
      otherwise = list(chain(group));
    } else {
      in.at = before;
    }
    Test condition = new Test(span, test, List.of());
    return new If(
        in.from(start), List.of(new Branch(List.of(condition), body)), otherwise, List.of());
  }

  /// `a == b`, `a equ b`.
  private void rightSide(List<Word> test) {
    words.skipBlanks();
    test.add(words.word(true));
    words.skipBlanks();
    test.add(words.word(true));
  }

  private static List<Statement> list(@Nullable Statement statement) {
    return statement == null ? List.of() : List.of(statement);
  }

  /// `for [/f "options"] %%x in (set) do command`.
  private Statement loop(int start, boolean group) {
    in.at += 3;
    String variable = "";
    boolean lines = false;
    words.skipBlanks();
    while (!in.atEnd() && !in.atLineBreak() && in.peek() != '(') {
      Word word = words.word(true);
      String text = word.text();
      lines |= text.equalsIgnoreCase("/f");
      variable = text.startsWith("%%") ? text.substring(2) : variable;
      words.skipBlanks();
      if (word.span().length() == 0) {
        break;
      }
    }
    List<Word> items = new ArrayList<>();
    if (in.peek() == '(') {
      in.at++;
      items(items, lines);
    }
    words.skipBlanks();
    if (in.lookingIgnoreCase("do")) {
      in.at += 2;
    }
    words.skipBlanks();
    List<Statement> body = list(chain(group));
    return new For(in.from(start), Scope.SHELL, variable, items, body, List.of());
  }

  private void items(List<Word> items, boolean lines) {
    words.skipBlanks();
    boolean command = lines && (in.peek() == '\'' || in.peek() == '`');
    int from = in.at;
    int close = in.at;
    while (close < in.end && ")\r\n".indexOf(in.text.charAt(close)) < 0) {
      close++;
    }
    if (command) {
      int last = in.text.lastIndexOf(in.text.charAt(from), close - 1);
      int to = last > from ? last : close;
      Source code = in.source.slice(from + 1, to);
      List<Statement> body = new CmdParser(code, in.session).all();
      Span span = in.span(from, to);
      Script script = Script.nested(Dialect.CMD, span, in.source.script, body);
      WordPart part = new WordPart.CommandSubstitution(span, script, false);
      items.add(new Word(span, List.of(part), in.source.script));
      in.at = close;
    }
    while (!in.atEnd() && !in.atLineBreak() && in.peek() != ')') {
      Word word = words.word(true);
      if (word.span().length() == 0) {
        in.at++;
      } else {
        items.add(word);
      }
      words.skipBlanks();
    }
    if (in.peek() == ')') {
      in.at++;
    }
  }
}
