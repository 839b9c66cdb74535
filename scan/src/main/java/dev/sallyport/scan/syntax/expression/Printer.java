package dev.sallyport.scan.syntax.expression;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Canonical text and comparison keys of expressions.
final class Printer {
  private static final Map<String, String> FUNCTIONS =
      Stream.of(
              "contains",
              "startsWith",
              "endsWith",
              "format",
              "join",
              "toJSON",
              "fromJSON",
              "hashFiles",
              "case",
              "success",
              "always",
              "cancelled",
              "failure")
          .collect(
              Collectors.toUnmodifiableMap(
                  name -> name.toLowerCase(Locale.ROOT), Function.identity()));

  private static final Set<String> IGNORING_CASE = Set.of("contains", "startswith", "endswith");

  private static final int OR = 1;
  private static final int AND = 2;
  private static final int EQUALITY = 3;
  private static final int RELATION = 4;
  private static final int NOT = 5;
  private static final int ACCESS = 6;
  private static final int ATOM = 7;

  private Printer() {}

  static String text(Expr expr) {
    StringBuilder out = new StringBuilder();
    print(expr, out);
    return out.toString();
  }

  private static void print(Expr expr, StringBuilder out) {
    switch (expr) {
      case Expr.Literal(_, Value.Scalar value) -> out.append(literal(value));
      case Expr.NamedValue(_, String name) -> out.append(name);
      case Expr.Property(_, Expr target, String name) -> {
        printIn(target, ACCESS, out);
        out.append('.').append(name);
      }
      case Expr.Index(_, Expr target, Expr index) -> {
        printIn(target, ACCESS, out);
        if (index instanceof Expr.Literal(_, Value.Str(String name)) && Lexer.isName(name)) {
          out.append('.').append(name);
        } else {
          out.append('[');
          print(index, out);
          out.append(']');
        }
      }
      case Expr.Star(_, Expr target) -> {
        printIn(target, ACCESS, out);
        out.append(".*");
      }
      case Expr.Call(_, String name, List<Expr> arguments) -> {
        out.append(function(name)).append('(');
        printAll(arguments, ", ", OR, out);
        out.append(')');
      }
      case Expr.Not(_, Expr operand) -> {
        out.append('!');
        printIn(operand, NOT, out);
      }
      case Expr.Binary(_, Expr.Comparison operator, Expr left, Expr right) -> {
        printIn(left, binding(expr), out);
        out.append(' ').append(operator.symbol()).append(' ');
        printIn(right, binding(expr) + 1, out);
      }
      case Expr.And(_, List<Expr> operands) -> printAll(operands, " && ", AND + 1, out);
      case Expr.Or(_, List<Expr> operands) -> printAll(operands, " || ", OR + 1, out);
      case Expr.Group(_, Expr inner) -> {
        out.append('(');
        print(inner, out);
        out.append(')');
      }
    }
  }

  private static void printAll(List<Expr> list, String glue, int binding, StringBuilder out) {
    for (int i = 0; i < list.size(); i++) {
      out.append(i == 0 ? "" : glue);
      printIn(list.get(i), binding, out);
    }
  }

  /// Prints with the parentheses that its place asks for, if the tree lacks them.
  private static void printIn(Expr expr, int binding, StringBuilder out) {
    if (binding(expr) < binding) {
      out.append('(');
      print(expr, out);
      out.append(')');
    } else {
      print(expr, out);
    }
  }

  private static int binding(Expr expr) {
    return switch (expr) {
      case Expr.Or _ -> OR;
      case Expr.And _ -> AND;
      case Expr.Binary(_, Expr.Comparison operator, _, _) ->
          operator == Expr.Comparison.EQUAL || operator == Expr.Comparison.NOT_EQUAL
              ? EQUALITY
              : RELATION;
      case Expr.Not _ -> NOT;
      // A literal has no properties, so it needs parentheses to be the target of one.
      case Expr.Literal _ -> NOT;
      case Expr.NamedValue _, Expr.Property _, Expr.Index _, Expr.Star _ -> ACCESS;
      case Expr.Call _, Expr.Group _ -> ATOM;
    };
  }

  static String literal(Value.Scalar value) {
    return switch (value) {
      case Value.Null() -> "null";
      case Value.Bool(boolean bool) -> Boolean.toString(bool);
      case Value.Num(double number) -> Numbers.literal(number);
      case Value.Str(String text) -> "'" + text.replace("'", "''") + "'";
    };
  }

  /// A function that is not known stays as it is: `False()` is one, `false()` is no expression.
  private static String function(String name) {
    return FUNCTIONS.getOrDefault(name.toLowerCase(Locale.ROOT), name);
  }

  static String describe(Token token) {
    return switch (token.kind()) {
      case LITERAL -> token.value() instanceof Value.Str ? "string" : "literal";
      case NAME -> "name '" + clip(token.text()) + "'";
      case OPEN -> "'('";
      case CLOSE -> "')'";
      case OPEN_INDEX -> "'['";
      case CLOSE_INDEX -> "']'";
      case DOT -> "'.'";
      case COMMA -> "','";
      case STAR -> "'*'";
      case NOT -> "'!'";
      case AND -> "'&&'";
      case OR -> "'||'";
      case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
          "'" + Expr.Comparison.valueOf(token.kind().name()).symbol() + "'";
      case BAD, END -> token.text();
    };
  }

  private static String clip(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  /// Equal for expressions that are the same up to spans, parentheses and case.
  static String key(Expr expr) {
    StringBuilder out = new StringBuilder();
    key(expr, false, out);
    return out.toString();
  }

  private static void key(Expr expr, boolean ignoringCase, StringBuilder out) {
    switch (expr) {
      case Expr.Literal(_, Value.Scalar value) -> {
        String text = literal(value);
        out.append(ignoringCase && value instanceof Value.Str ? Strings.fold(text) : text);
      }
      case Expr.NamedValue(_, String name) -> out.append(name.toLowerCase(Locale.ROOT));
      case Expr.Property(_, Expr target, String name) -> {
        key(target, false, out.append("[ "));
        out.append(" '").append(Strings.fold(name)).append("']");
      }
      // The name of a property is text without regard to case.
      case Expr.Index(_, Expr target, Expr index) -> {
        key(target, false, out.append("[ "));
        key(index, true, out.append(' '));
        out.append(']');
      }
      case Expr.Star(_, Expr target) -> {
        key(target, false, out.append("[ "));
        out.append(" *]");
      }
      case Expr.Call(_, String name, List<Expr> arguments) -> {
        String function = name.toLowerCase(Locale.ROOT);
        keys(function, arguments, IGNORING_CASE.contains(function), out);
      }
      case Expr.Not(_, Expr operand) -> keys("!", List.of(operand), false, out);
      case Expr.Binary(_, Expr.Comparison operator, Expr left, Expr right) ->
          keys(operator.symbol(), List.of(left, right), true, out);
      case Expr.And(_, List<Expr> operands) -> keys("&&", operands, false, out);
      case Expr.Or(_, List<Expr> operands) -> keys("||", operands, false, out);
      case Expr.Group(_, Expr inner) -> key(inner, ignoringCase, out);
    }
  }

  private static void keys(String head, List<Expr> list, boolean ignoringCase, StringBuilder out) {
    out.append('(').append(head);
    for (Expr item : list) {
      key(item, ignoringCase, out.append(' '));
    }
    out.append(')');
  }
}
