package dev.sallyport.scan.syntax.shell;

import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.shell.Statement.Expression;
import dev.sallyport.scan.syntax.shell.Statement.SimpleCommand;
import dev.sallyport.scan.syntax.shell.Statement.Test;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A stage of a PowerShell pipeline: a command, an assignment or an expression.
final class PowerShellCommands {
  private static final Set<String> COMPARISONS =
      Set.of(
          "eq",
          "ne",
          "gt",
          "ge",
          "lt",
          "le",
          "like",
          "notlike",
          "match",
          "notmatch",
          "contains",
          "notcontains",
          "in",
          "notin",
          "and",
          "or",
          "not",
          "is",
          "isnot",
          "cmatch",
          "imatch",
          "cnotmatch",
          "inotmatch",
          "ceq",
          "ieq",
          "cne",
          "ine",
          "clike",
          "ilike");

  private final Cursor in;
  private final PowerShellParser parser;
  private final PowerShellWords words;

  PowerShellCommands(Cursor in, PowerShellParser parser, PowerShellWords words) {
    this.in = in;
    this.parser = parser;
    this.words = words;
  }

  /// @param first whether it may be an assignment: only the first stage can be
  @Nullable Statement command(boolean first) {
    int c = in.peek();
    boolean call = (c == '&' && in.peek(1) != '&') || (c == '.' && isBlank(in.peek(1)));
    if (call) {
      in.at++;
      parser.skipBlanks();
      return simple(in.at - 1);
    }
    if (!startsExpression(c)) {
      return simple(in.at);
    }
    if (in.atSubstituted()) {
      // What the CI system puts in may be a command as well.
      return simple(in.at);
    }
    return expression(first);
  }

  private static boolean isBlank(int c) {
    return c == ' ' || c == '\t';
  }

  private boolean startsExpression(int c) {
    if (c == '-') {
      return Names.isDigit(in.peek(1)) || in.lookingIgnoreCase("-not");
    }
    return c == '$'
        || c == '"'
        || c == '\''
        || c == '('
        || c == '['
        || c == '@'
        || c == '!'
        || c == '{'
        || isNumber();
  }

  /// A number, and not the name of a command such as `7z`.
  private boolean isNumber() {
    int i = in.at;
    while (i < in.end && (Names.isDigit(in.text.charAt(i)) || in.text.charAt(i) == '.')) {
      i++;
    }
    return i > in.at
        && Names.isDigit(in.peek())
        && (i == in.end || " \t\r\n;|)},+-*/%".indexOf(in.text.charAt(i)) >= 0);
  }

  private @Nullable Statement simple(int start) {
    List<Word> list = new ArrayList<>();
    List<Redirect> redirects = new ArrayList<>();
    int end = in.at;
    while (true) {
      Redirect redirect = words.redirect();
      if (redirect != null) {
        redirects.add(redirect);
      } else {
        Word word = in.peek() == '#' ? null : words.argument();
        if (word == null || word.span().length() == 0) {
          break;
        }
        list.add(word);
      }
      end = in.at;
      parser.skipBlanks();
      while (in.peek() == ',' && !list.isEmpty()) {
        in.at++;
        parser.skipSpace();
      }
    }
    return list.isEmpty() && redirects.isEmpty()
        ? null
        : new SimpleCommand(in.span(Math.min(start, end), end), List.of(), list, redirects);
  }

  private @Nullable Statement expression(boolean first) {
    int start = in.at;
    List<Word> operands = new ArrayList<>();
    boolean[] compares = {false};
    Statement called = operands(operands, compares, true);
    if (called != null) {
      return called;
    }
    parser.skipBlanks();
    int operator = first && !operands.isEmpty() ? assignmentOperator() : 0;
    if (operator > 0) {
      return assignment(start, operands, operator);
    }
    int end = in.at;
    List<Redirect> redirects = new ArrayList<>();
    Redirect redirect;
    while ((redirect = words.redirect()) != null) {
      redirects.add(redirect);
      end = in.at;
      parser.skipBlanks();
    }
    if (operands.isEmpty() && redirects.isEmpty()) {
      return null;
    }
    Span span = in.span(start, end);
    return compares[0]
        ? new Test(span, operands, redirects)
        : new Expression(span, joined(operands, start), redirects);
  }

  /// The value of an expression: what `+`, `-f` and the like join.
  Word value() {
    int start = in.at;
    List<Word> operands = new ArrayList<>();
    Statement called = operands(operands, new boolean[1], false);
    if (called == null) {
      return joined(operands, start);
    }
    Script body =
        Script.nested(Dialect.POWERSHELL, called.span(), in.source.script, List.of(called));
    WordPart part = new WordPart.CommandSubstitution(called.span(), body, false);
    return new Word(called.span(), List.of(part), in.source.script);
  }

  private Word joined(List<Word> operands, int start) {
    List<WordPart> parts = new ArrayList<>();
    for (Word word : operands) {
      if (!isOperator(word)) {
        parts.addAll(word.parts());
      }
    }
    return new Word(in.from(start), parts, in.source.script);
  }

  private static boolean isOperator(Word word) {
    String text = word.text();
    boolean dashed = text.length() > 1 && text.charAt(0) == '-' && Names.isStart(text.charAt(1));
    return dashed || text.equals("(") || text.equals(")") || text.equals("+") || text.equals("!");
  }

  /// Reads operands and operators; returns the call if the expression is one of a static method.
  ///
  /// @param lists whether a comma joins operands to a list or ends the expression
  private @Nullable Statement operands(List<Word> operands, boolean[] compares, boolean lists) {
    int depth = 0;
    while (!in.atEnd()) {
      parser.skipBlanks();
      int start = in.at;
      int c = in.peek();
      if (c == '[') {
        Statement call = typeOrCall(operands);
        if (call != null && operands.isEmpty()) {
          return call;
        }
        if (in.at > start) {
          continue;
        }
      }
      if (c == '(' && opensOperand()) {
        depth++;
        operands.add(symbol(1));
        continue;
      }
      if (c == ')' && depth > 0) {
        depth--;
        operands.add(symbol(1));
        continue;
      }
      if (depth > 0 && in.atLineBreak()) {
        parser.skipSpace();
        continue;
      }
      Parts out = new Parts(in);
      if (words.operand(out)) {
        operands.add(new Word(in.from(start), out.build(), in.source.script));
      } else if ((!lists && c == ',') || !operatorWord(operands, compares)) {
        break;
      }
    }
    return null;
  }

  /// `-not (…)` and `!(…)` look inside, for the sake of comparisons.
  private boolean opensOperand() {
    int i = in.at - 1;
    while (i >= 0 && isBlank(in.text.charAt(i))) {
      i--;
    }
    boolean negation =
        i >= 0
            && (in.text.charAt(i) == '!'
                || (i >= 3 && in.text.regionMatches(true, i - 3, "-not", 0, 4)));
    int next = in.peek(1);
    return negation && (next == '$' || next == '"' || next == '\'');
  }

  private Word symbol(int length) {
    int start = in.at;
    in.at += length;
    Span span = in.from(start);
    String text = in.text.substring(start, in.at);
    return new Word(span, List.of(new WordPart.Literal(span, text)), in.source.script);
  }

  private boolean operatorWord(List<Word> operands, boolean[] compares) {
    int c = in.peek();
    if (c == '-' && Names.isStart(in.peek(1))) {
      int end = Names.end(in, in.at + 1);
      String name = in.text.substring(in.at + 1, end).toLowerCase(Locale.ROOT);
      compares[0] |= COMPARISONS.contains(name);
      operands.add(symbol(end - in.at));
      return true;
    }
    if (c == ',') {
      in.at++;
      parser.skipSpace();
      return true;
    }
    if (c == '!' || c == '+' || c == '*' || c == '/' || c == '-' || c == '%' || c == '.') {
      if (in.peek(1) == '=') {
        return false;
      }
      operands.add(symbol(c == '.' && in.peek(1) == '.' ? 2 : 1));
      if (c == '+') {
        parser.skipSpace();
      }
      return true;
    }
    if (Names.isPart(c) && !(Names.isDigit(c) && in.peek(1) == '>')) {
      operands.add(symbol(Names.end(in, in.at) - in.at));
      return true;
    }
    return false;
  }

  /// `[type]` in front of an operand is skipped; `[type]::Method(arguments)` is a command of that
  /// name.
  private @Nullable Statement typeOrCall(List<Word> operands) {
    int start = in.at;
    int depth = 0;
    int i = in.at;
    do {
      char c = in.text.charAt(i++);
      depth += c == '[' ? 1 : c == ']' ? -1 : 0;
    } while (depth > 0 && i < in.end && i - start < 300 && in.text.charAt(i) != '\n');
    if (depth > 0) {
      return null;
    }
    in.at = i;
    if (!in.looking("::")) {
      return null;
    }
    in.at = Names.end(in, in.at + 2);
    Span name = in.from(start);
    WordPart literal = new WordPart.Literal(name, in.text.substring(start, in.at));
    List<Word> list = new ArrayList<>();
    list.add(new Word(name, List.of(literal), in.source.script));
    boolean call = in.peek() == '(';
    if (call) {
      list.addAll(words.arguments());
    }
    Statement statement = new SimpleCommand(in.from(start), List.of(), list, List.of());
    Parts out = new Parts(in);
    words.members(out);
    List<WordPart> more = out.build();
    if (call && operands.isEmpty() && more.isEmpty()) {
      return statement;
    }
    List<WordPart> parts = new ArrayList<>();
    Script body =
        Script.nested(Dialect.POWERSHELL, statement.span(), in.source.script, List.of(statement));
    if (call) {
      parts.add(new WordPart.CommandSubstitution(statement.span(), body, false));
    }
    parts.addAll(more);
    operands.add(new Word(in.from(start), parts, in.source.script));
    return null;
  }

  private int assignmentOperator() {
    for (String operator : List.of("??=", "+=", "-=", "*=", "/=", "%=")) {
      if (in.looking(operator)) {
        return operator.length();
      }
    }
    return in.peek() == '=' && in.peek(1) != '=' ? 1 : 0;
  }

  private Statement assignment(int start, List<Word> targets, int length) {
    boolean append = length > 1;
    in.at += length;
    parser.skipSpace();
    Word value = right();
    List<Assignment> assignments = new ArrayList<>();
    for (Word target : targets) {
      if (!target.leaves().isEmpty()
          && target.leaves().getFirst() instanceof WordPart.Variable variable) {
        // Setting a property or element changes a part of the variable only.
        boolean part = target.span().length() > variable.span().length();
        assignments.add(
            new Assignment(
                in.from(start),
                variable.scope(),
                variable.name(),
                append || part,
                value,
                List.of()));
      }
    }
    return new SimpleCommand(in.from(start), assignments, List.of(), List.of());
  }

  /// The right side: an expression as its word, a pipeline as a substitution.
  private Word right() {
    int start = in.at;
    Statement statement = in.atEnd() ? null : parser.statement();
    if (statement instanceof Expression expression && expression.redirects().isEmpty()) {
      return expression.value();
    }
    Span span = in.from(start);
    List<WordPart> parts = new ArrayList<>();
    if (statement != null) {
      Script body = Script.nested(Dialect.POWERSHELL, span, in.source.script, List.of(statement));
      parts.add(new WordPart.CommandSubstitution(span, body, false));
    }
    return new Word(span, parts, in.source.script);
  }
}
