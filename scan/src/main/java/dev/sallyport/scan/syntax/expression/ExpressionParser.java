package dev.sallyport.scan.syntax.expression;

import dev.sallyport.base.text.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Parser of the expression language: operator precedence with explicit stacks, so that no text
/// can exhaust the thread's stack. Linear time.
///
/// Binding from tight to loose: `.` and `[]`, `!`, relational, equality, `&&`, `||`. Names of
/// contexts and functions are not checked: that is for rules to report, and an expression with an
/// unknown function still shows what it would read.
public final class ExpressionParser {

  /// GitHub refuses longer ones.
  public static final int MAX_LENGTH = 21_000;

  /// GitHub refuses trees that are higher. Parentheses do not count.
  public static final int MAX_DEPTH = 50;

  private static final int NOT_BINDING = 5;

  private record Operand(Expr expr, int height) {}

  private record Operator(Token.Kind kind, Span span) {
    int binding() {
      return switch (kind) {
        case OR -> 1;
        case AND -> 2;
        case EQUAL, NOT_EQUAL -> 3;
        case NOT -> NOT_BINDING;
        default -> 4;
      };
    }
  }

  /// An open bracket: `(`, `[`, or that of a call.
  ///
  /// @param name of the function, null unless it is a call
  /// @param operators how many were waiting when it opened
  private record Frame(
      Token.Kind close,
      Token start,
      Span bracket,
      @Nullable String name,
      int operators,
      List<Operand> arguments) {}

  private final Lexer lexer;
  private final Deque<Operand> operands = new ArrayDeque<>();
  private final Deque<Operator> operators = new ArrayDeque<>();
  private final Deque<Frame> frames = new ArrayDeque<>();
  private boolean operandExpected = true;
  private boolean fresh;
  private @Nullable Parsed result;

  private ExpressionParser(String source, int baseOffset) {
    lexer = new Lexer(source, baseOffset);
  }

  /// Parses one expression, all of it.
  ///
  /// @param source the text between `${{` and `}}`, or a bare condition
  /// @param baseOffset added to all spans; 0 or more
  public static Parsed parse(String source, int baseOffset) {
    // White space around it does not count.
    if (Strings.trim(source).length() > MAX_LENGTH) {
      Span all = new Span(baseOffset, baseOffset + source.length());
      return new Parsed.Bad(all, "the expression is longer than " + MAX_LENGTH + " characters");
    }
    return new ExpressionParser(source, baseOffset).run();
  }

  private Parsed run() {
    while (result == null) {
      Token token = lexer.next(operandExpected);
      boolean opened = fresh;
      fresh = false;
      if (token.kind() == Token.Kind.BAD) {
        fail(token.span(), token.text());
      } else if (operandExpected) {
        operand(token, opened);
      } else {
        operator(token);
      }
    }
    return result;
  }

  private void fail(Span span, String message) {
    // The first fault is the one to report.
    result = result == null ? new Parsed.Bad(span, message) : result;
  }

  private void unexpected(Token token) {
    if (token.kind() == Token.Kind.BAD) {
      fail(token.span(), token.text());
    } else if (token.kind() != Token.Kind.END) {
      fail(token.span(), "unexpected " + Printer.describe(token));
    } else {
      fail(token.span(), "the expression ends too early");
    }
  }

  private void push(Expr expr, int height) {
    if (height > MAX_DEPTH) {
      fail(expr.span(), "the expression is nested deeper than " + MAX_DEPTH + " levels");
    }
    operands.push(new Operand(expr, height));
    operandExpected = false;
  }

  private void operand(Token token, boolean opened) {
    switch (token.kind()) {
      case LITERAL ->
          push(new Expr.Literal(token.span(), Objects.requireNonNull(token.value())), 1);
      case NAME -> name(token);
      case NOT -> operators.push(new Operator(token.kind(), token.span()));
      case OPEN -> open(Token.Kind.CLOSE, token, token.span(), null);
      case STAR -> star(token, opened);
      case CLOSE -> {
        Frame frame = frames.peek();
        if (opened && frame != null && frame.name() != null) {
          frames.pop();
          call(frame, frame.name(), token);
        } else {
          unexpected(token);
        }
      }
      default -> unexpected(token);
    }
  }

  private void name(Token token) {
    Value.Scalar keyword = Lexer.keyword(token.text());
    if (keyword != null) {
      push(new Expr.Literal(token.span(), keyword), 1);
    } else if (lexer.openFollows()) {
      open(Token.Kind.CLOSE, token, lexer.next(true).span(), token.text());
    } else {
      push(new Expr.NamedValue(token.span(), token.text()), 1);
    }
  }

  private void open(Token.Kind close, Token start, Span bracket, @Nullable String name) {
    frames.push(new Frame(close, start, bracket, name, operators.size(), new ArrayList<>()));
    operandExpected = true;
    fresh = true;
  }

  /// `[*]`; a star cannot stand elsewhere as an operand.
  private void star(Token token, boolean opened) {
    Frame frame = frames.peek();
    if (!opened || frame == null || frame.close() != Token.Kind.CLOSE_INDEX) {
      unexpected(token);
      return;
    }
    Token close = lexer.next(false);
    if (close.kind() != Token.Kind.CLOSE_INDEX) {
      unexpected(close);
      return;
    }
    frames.pop();
    starOf(operands.pop(), close.span());
  }

  private void starOf(Operand target, Span end) {
    push(new Expr.Star(target.expr().span().cover(end), target.expr()), target.height() + 1);
  }

  private void operator(Token token) {
    switch (token.kind()) {
      case DOT, OPEN_INDEX -> dereference(token);
      case AND, OR -> {
        Operator operator = new Operator(token.kind(), token.span());
        // Equal operators wait, so that a chain becomes one node.
        reduce(operator.binding() + 1);
        infix(operator);
      }
      case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> {
        Operator operator = new Operator(token.kind(), token.span());
        reduce(operator.binding());
        infix(operator);
      }
      case COMMA -> comma(token);
      case CLOSE, CLOSE_INDEX -> close(token);
      case END -> end();
      default -> unexpected(token);
    }
  }

  private void infix(Operator operator) {
    operators.push(operator);
    operandExpected = true;
  }

  private void dereference(Token token) {
    // A literal has no properties; GitHub refuses `'a'.b` while parsing.
    if (operands.element().expr() instanceof Expr.Literal) {
      unexpected(token);
    } else if (token.kind() == Token.Kind.OPEN_INDEX) {
      open(Token.Kind.CLOSE_INDEX, token, token.span(), null);
    } else {
      property();
    }
  }

  private void property() {
    Token name = lexer.property();
    if (name.kind() == Token.Kind.STAR) {
      starOf(operands.pop(), name.span());
    } else if (name.kind() == Token.Kind.NAME) {
      Operand target = operands.pop();
      Span span = target.expr().span().cover(name.span());
      push(new Expr.Property(span, target.expr(), name.text()), target.height() + 1);
    } else {
      unexpected(name);
    }
  }

  private void comma(Token token) {
    Frame frame = frames.peek();
    if (frame == null || frame.name() == null) {
      unexpected(token);
      return;
    }
    reduce(0);
    frame.arguments().add(operands.pop());
    operandExpected = true;
  }

  private void close(Token token) {
    Frame frame = frames.peek();
    if (frame == null || frame.close() != token.kind()) {
      unexpected(token);
      return;
    }
    reduce(0);
    frames.pop();
    Operand inner = operands.pop();
    if (frame.name() != null) {
      frame.arguments().add(inner);
      call(frame, frame.name(), token);
    } else if (token.kind() == Token.Kind.CLOSE) {
      group(frame.bracket().cover(token.span()), inner);
    } else {
      Operand target = operands.pop();
      Span span = target.expr().span().cover(token.span());
      int height = Math.max(target.height(), inner.height()) + 1;
      push(new Expr.Index(span, target.expr(), inner.expr()), height);
    }
  }

  private void group(Span span, Operand inner) {
    Expr expr = inner.expr() instanceof Expr.Group(_, Expr within) ? within : inner.expr();
    push(new Expr.Group(span, expr), inner.height());
  }

  private void call(Frame frame, String name, Token close) {
    int height = frame.arguments().stream().mapToInt(Operand::height).max().orElse(0) + 1;
    List<Expr> arguments = frame.arguments().stream().map(Operand::expr).toList();
    push(new Expr.Call(frame.start().span().cover(close.span()), name, arguments), height);
  }

  private void end() {
    Frame open = frames.peek();
    if (open != null) {
      String bracket = open.close() == Token.Kind.CLOSE ? "(" : "[";
      fail(open.bracket(), "'" + bracket + "' is not closed");
      return;
    }
    reduce(0);
    Expr expr = operands.pop().expr();
    // A tree that is too high has failed while it was built.
    result = result == null ? new Parsed.Ok(expr) : result;
  }

  /// Applies the operators of the innermost bracket that bind at least as tight as `binding`.
  private void reduce(int binding) {
    Frame frame = frames.peek();
    int floor = frame == null ? 0 : frame.operators();
    while (operators.size() > floor && operators.element().binding() >= binding) {
      Operator operator = operators.pop();
      switch (operator.kind()) {
        case NOT -> not(operator);
        case AND, OR -> chain(operator, floor);
        default -> compare(operator);
      }
    }
  }

  private void not(Operator operator) {
    Operand operand = operands.pop();
    Span span = operator.span().cover(operand.expr().span());
    push(new Expr.Not(span, operand.expr()), operand.height() + 1);
  }

  private void compare(Operator operator) {
    Operand right = operands.pop();
    Operand left = operands.pop();
    Span span = left.expr().span().cover(right.expr().span());
    Expr.Comparison comparison = Expr.Comparison.valueOf(operator.kind().name());
    int height = Math.max(left.height(), right.height()) + 1;
    push(new Expr.Binary(span, comparison, left.expr(), right.expr()), height);
  }

  private void chain(Operator operator, int floor) {
    List<Operand> chained = new ArrayList<>();
    chained.add(operands.pop());
    chained.add(operands.pop());
    while (operators.size() > floor && operators.element().kind() == operator.kind()) {
      operators.pop();
      chained.add(operands.pop());
    }
    Collections.reverse(chained);
    boolean and = operator.kind() == Token.Kind.AND;
    List<Expr> flat = new ArrayList<>();
    int height = 0;
    for (Operand operand : chained) {
      List<Expr> inner = and ? conjuncts(operand.expr()) : disjuncts(operand.expr());
      flat.addAll(inner);
      height = Math.max(height, inner.size() > 1 ? operand.height() - 1 : operand.height());
    }
    Span span = chained.getFirst().expr().span().cover(chained.getLast().expr().span());
    push(and ? new Expr.And(span, flat) : new Expr.Or(span, flat), height + 1);
  }

  /// `(a && b) && c` is `a && b && c`: it has the same value, and GitHub counts its height so.
  private static List<Expr> conjuncts(Expr expr) {
    return expr.ungrouped() instanceof Expr.And(_, List<Expr> operands) ? operands : List.of(expr);
  }

  private static List<Expr> disjuncts(Expr expr) {
    return expr.ungrouped() instanceof Expr.Or(_, List<Expr> operands) ? operands : List.of(expr);
  }
}
