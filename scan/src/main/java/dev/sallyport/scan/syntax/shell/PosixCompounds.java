package dev.sallyport.scan.syntax.shell;

import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.shell.Statement.ArithmeticCommand;
import dev.sallyport.scan.syntax.shell.Statement.Arm;
import dev.sallyport.scan.syntax.shell.Statement.Branch;
import dev.sallyport.scan.syntax.shell.Statement.Case;
import dev.sallyport.scan.syntax.shell.Statement.For;
import dev.sallyport.scan.syntax.shell.Statement.FunctionDefinition;
import dev.sallyport.scan.syntax.shell.Statement.Group;
import dev.sallyport.scan.syntax.shell.Statement.If;
import dev.sallyport.scan.syntax.shell.Statement.Loop;
import dev.sallyport.scan.syntax.shell.Statement.Test;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Compound commands: groups, conditionals, loops, functions, `[[ … ]]` and `((…))`.
final class PosixCompounds {
  private final Cursor in;
  private final PosixParser parser;
  private final PosixSimple simple;
  private final PosixExpansions expansions;

  PosixCompounds(Cursor in, PosixParser parser) {
    this.in = in;
    this.parser = parser;
    this.simple = new PosixSimple(in, parser);
    this.expansions = new PosixExpansions(in, parser.words);
  }

  /// The command at the cursor, or null if none starts here.
  @Nullable Statement command() {
    if (!in.session.enter()) {
      int start = in.at;
      in.at = in.lineEnd(start);
      in.limit(start, Session.TOO_DEEP);
      return null;
    }
    Statement command = in.peek() == '(' ? parenthesis() : named();
    in.session.leave();
    return command;
  }

  private Statement parenthesis() {
    int start = in.at;
    if (in.peek(1) == '(') {
      WordPart.Arithmetic expression = expansions.arithmeticCommand();
      if (expression != null) {
        return new ArithmeticCommand(in.from(start), expression, redirects());
      }
    }
    in.at++;
    List<Statement> body = parser.statements(Stops.PARENTHESIS);
    close(start, ")");
    List<Redirect> redirects = redirects();
    return new Group(in.from(start), true, body, redirects);
  }

  private @Nullable Statement named() {
    int start = in.at;
    return switch (Stops.reserved(in)) {
      case "{" -> brace(start);
      case "if" -> conditional(start);
      case "while" -> loop(start, 5);
      case "until" -> loop(start, 5);
      case "for" -> forLoop(start, 3);
      case "select" -> forLoop(start, 6);
      case "case" -> caseOf(start);
      case "function" -> function(start);
      case "coproc" -> coprocess(start);
      case "[[" -> test(start);
      default -> simpleOrFunction(start);
    };
  }

  private @Nullable Statement simpleOrFunction(int start) {
    Statement.SimpleCommand command = simple.command();
    if (command == null) {
      return null;
    }
    boolean single =
        command.words().size() == 1
            && command.assignments().isEmpty()
            && command.redirects().isEmpty();
    if (single && in.peek() == '(') {
      int open = in.at++;
      parser.skipBlanks();
      if (in.peek() == ')') {
        in.at++;
        return functionBody(start, command.words().getFirst().text());
      }
      in.at = open;
    }
    return command;
  }

  /// `coproc command`, `coproc NAME { … }`.
  private @Nullable Statement coprocess(int start) {
    in.at += "coproc".length();
    parser.skipBlanks();
    int name = in.at;
    if (Names.isStart(in.peek())) {
      in.at = Names.end(in, name);
      parser.skipBlanks();
      if (in.peek() != '{' && in.peek() != '(') {
        in.at = name;
      }
    }
    Statement body = command();
    return body == null ? null : new Statement.Background(in.from(start), body);
  }

  private Statement function(int start) {
    in.at += "function".length();
    parser.skipBlanks();
    String name = parser.words.word().text();
    parser.skipBlanks();
    if (in.peek() == '(') {
      in.at++;
      parser.skipBlanks();
      close(start, ")");
    }
    return functionBody(start, name);
  }

  private Statement functionBody(int start, String name) {
    parser.skipSpace();
    Statement body = in.atEnd() ? null : command();
    List<Statement> statements =
        switch (body) {
          case null -> List.of();
          case Group group when !group.subshell() && group.redirects().isEmpty() -> group.body();
          case Statement other -> List.of(other);
        };
    return new FunctionDefinition(in.from(start), name, List.of(), statements);
  }

  private Statement brace(int start) {
    in.at++;
    List<Statement> body = parser.statements(Stops.BRACE);
    close(start, "}");
    List<Redirect> redirects = redirects();
    return new Group(in.from(start), false, body, redirects);
  }

  private Statement conditional(int start) {
    in.at += 2;
    List<Branch> branches = new ArrayList<>();
    List<Statement> otherwise = List.of();
    while (true) {
      List<Statement> condition =
          parser.statements(Stops.THEN | Stops.ELIF | Stops.ELSE | Stops.FI);
      close(start, "then");
      branches.add(new Branch(condition, parser.statements(Stops.ELIF | Stops.ELSE | Stops.FI)));
      String next = Stops.reserved(in);
      if (next.equals("elif")) {
        in.at += 4;
      } else if (next.equals("else")) {
        in.at += 4;
        otherwise = parser.statements(Stops.FI);
        break;
      } else {
        break;
      }
    }
    close(start, "fi");
    List<Redirect> redirects = redirects();
    return new If(in.from(start), branches, otherwise, redirects);
  }

  private Statement loop(int start, int length) {
    boolean until = in.peek() == 'u';
    in.at += length;
    List<Statement> condition = parser.statements(Stops.DO | Stops.DONE);
    List<Statement> body = doGroup(start);
    List<Redirect> redirects = redirects();
    return new Loop(in.from(start), until, condition, body, redirects);
  }

  private List<Statement> doGroup(int start) {
    parser.skipSpace();
    if (Stops.reserved(in).equals("{")) {
      in.at++;
      List<Statement> body = parser.statements(Stops.BRACE);
      close(start, "}");
      return body;
    }
    close(start, "do");
    List<Statement> body = parser.statements(Stops.DONE);
    close(start, "done");
    return body;
  }

  private Statement forLoop(int start, int length) {
    in.at += length;
    parser.skipBlanks();
    List<Word> items = new ArrayList<>();
    String variable = "";
    int head = in.at;
    WordPart.Arithmetic arithmetic = in.looking("((") ? expansions.arithmeticCommand() : null;
    if (arithmetic != null) {
      items.add(new Word(in.from(head), List.of(arithmetic), in.source.script));
    } else {
      variable = parser.words.word().text();
      parser.skipSpace();
      if (Stops.reserved(in).equals("in")) {
        in.at += 2;
        items(items);
      }
    }
    parser.skipBlanks();
    if (in.peek() == ';') {
      in.at++;
    }
    List<Statement> body = doGroup(start);
    List<Redirect> redirects = redirects();
    return new For(in.from(start), Scope.SHELL, variable, items, body, redirects);
  }

  private void items(List<Word> items) {
    while (true) {
      parser.skipBlanks();
      Word word = parser.words.word();
      if (word.span().length() == 0) {
        return;
      }
      items.add(word);
    }
  }

  private Statement caseOf(int start) {
    in.at += 4;
    parser.skipBlanks();
    Word subject = parser.words.word();
    parser.skipSpace();
    close(start, "in");
    List<Arm> arms = new ArrayList<>();
    while (true) {
      parser.skipSpace();
      int before = in.at;
      if (in.atEnd() || Stops.reserved(in).equals("esac")) {
        break;
      }
      List<Word> patterns = patterns();
      if (in.peek() != ')') {
        in.at = Math.max(before, in.at);
        break;
      }
      in.at++;
      arms.add(new Arm(patterns, parser.statements(Stops.ARM_END | Stops.ESAC)));
      if (in.peek() == ';') {
        in.at += in.looking(";;&") ? 3 : 2;
      }
    }
    close(start, "esac");
    List<Redirect> redirects = redirects();
    return new Case(in.from(start), subject, arms, redirects);
  }

  private List<Word> patterns() {
    List<Word> patterns = new ArrayList<>();
    if (in.peek() == '(') {
      in.at++;
    }
    while (true) {
      parser.skipBlanks();
      Word pattern = parser.words.word();
      if (pattern.span().length() > 0) {
        patterns.add(pattern);
      }
      parser.skipSpace();
      if (in.peek() != '|') {
        return patterns;
      }
      in.at++;
    }
  }

  private Statement test(int start) {
    in.at += 2;
    List<Word> operands = new ArrayList<>();
    while (true) {
      parser.skipSpace();
      if (in.atEnd() || in.peek() == ';') {
        in.trouble(start, "[[ without ]]");
        break;
      }
      if (in.peek() == ']' && Stops.reserved(in).isEmpty() && in.looking("]]")) {
        in.at += 2;
        break;
      }
      operands.add(testWord(operands));
    }
    List<Redirect> redirects = redirects();
    return new Test(in.from(start), operands, redirects);
  }

  private Word testWord(List<Word> before) {
    if (!before.isEmpty() && before.getLast().is("=~")) {
      Word regex = parser.words.regex();
      if (regex.span().length() > 0) {
        return regex;
      }
    }
    for (String operator : List.of("&&", "||", "(", ")", "<", ">", "|", "&")) {
      if (in.looking(operator)) {
        int start = in.at;
        in.at += operator.length();
        Span span = in.from(start);
        WordPart literal = new WordPart.Literal(span, operator);
        return new Word(span, List.of(literal), in.source.script);
      }
    }
    return parser.words.word();
  }

  /// Reads what must stand here, or says that it is missing.
  private void close(int start, String wanted) {
    boolean found = wanted.equals(")") ? in.peek() == ')' : Stops.reserved(in).equals(wanted);
    if (found) {
      in.at += wanted.length();
    } else {
      in.session.trouble(in.span(start, Math.min(in.end, start + 1)), "missing " + wanted);
    }
  }

  private List<Redirect> redirects() {
    List<Redirect> redirects = new ArrayList<>();
    while (true) {
      parser.skipBlanks();
      Redirect redirect = simple.redirect();
      if (redirect == null) {
        return redirects;
      }
      redirects.add(redirect);
    }
  }
}
