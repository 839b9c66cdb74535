package dev.sallyport.scan.syntax.program;

import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.program.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Expressions, by precedence. The few levels that matter to values are told apart; a function's
/// body is read by the one who knows statements. A ring of methods that call each other, hence one
/// file.
abstract class ExpressionReader extends TokenCursor {
  static final int DEEPEST = 60;

  /// Links of a chain such as `a.b.c` and terms of a sum: each nests the ones before it.
  private static final int LONGEST_CHAIN = 100;

  private static final Set<String> PREFIXES =
      Set.of(
          "await", "yield", "typeof", "void", "delete", "not", "!", "-", "+", "~", "...", "*",
          "**");
  private static final Set<String> CHOICES = Set.of("||", "??", "&&", "or", "and");
  private static final Set<String> COMPARISONS =
      Set.of(
          "==",
          "!=",
          "===",
          "!==",
          "<",
          ">",
          "<=",
          ">=",
          "-",
          "*",
          "/",
          "//",
          "**",
          "&",
          "|",
          "^",
          "in",
          "is",
          "instanceof",
          "not",
          "of");

  final String text;
  final Language language;
  final boolean python;
  int depth;
  boolean complete = true;
  private final int nesting;

  ExpressionReader(String text, Span range, Language language, int nesting) {
    super(Lexer.tokens(text, range, language));
    this.text = text;
    this.language = language;
    this.python = language == Language.PYTHON;
    this.nesting = nesting;
  }

  /// Reads one statement; moves on by one token at least.
  abstract void statement(List<Node> out);

  /// Reads the head of a loop, which a comprehension has too.
  abstract void loop(List<Node> out);

  final Node expression() {
    if (++depth > DEEPEST) {
      complete = false;
      depth--;
      Token skipped = take();
      return new Node.Literal(skipped.span(), "");
    }
    Node node = assignment();
    depth--;
    return node;
  }

  private Node assignment() {
    int start = peek().span().start();
    Node left = choice();
    if (python && peek().is(",") && depth == 1 && left instanceof Node.Name) {
      List<Node> all = new ArrayList<>(List.of(left));
      while (accept(",") && peek().kind() == Kind.NAME) {
        all.add(operand());
      }
      left = new Node.Several(from(start), all, true);
    }
    if (python && depth == 1 && peek().is(":") && left instanceof Node.Name) {
      int back = at;
      at++;
      choice(); // the type of `x: T = value`
      if (!peek().is("=")) {
        at = back;
      }
    }
    if (peek().is("=") || peek().is("+=") || peek().is(":=") || peek().is("||=")) {
      boolean adds = take().value().equals("+=");
      Node value = expression();
      return new Node.Assign(from(start), left, value, adds);
    }
    return left;
  }

  /// Everything between a ternary and a sum, told apart only as far as values pass.
  private Node choice() {
    int start = peek().span().start();
    Node left = joined();
    for (int links = 0; ; links++) {
      if (links > LONGEST_CHAIN) {
        left = cut(start);
        links = 0;
      }
      Token token = peek();
      if (token.kind() == Kind.SIGN && token.value().equals("?")) {
        at++;
        Node yes = expression();
        accept(":");
        Node no = expression();
        return new Node.Several(from(start), List.of(yes, no), false);
      }
      if (python && token.is("if")) {
        at++;
        choice();
        if (accept("else")) {
          left = new Node.Several(from(start), List.of(left, choice()), false);
        }
      } else if (CHOICES.contains(token.value()) && operator(token)) {
        at++;
        left = new Node.Several(from(start), List.of(left, joined()), false);
      } else if (COMPARISONS.contains(token.value()) && operator(token) && !stops(token)) {
        at++;
        if (token.is("not") || token.is("is")) {
          accept("in");
          accept("not");
        }
        left = new Node.Plain(from(start), token.value(), List.of(left, joined()));
      } else {
        return left;
      }
    }
  }

  private static boolean operator(Token token) {
    return token.kind() == Kind.SIGN || token.kind() == Kind.NAME;
  }

  /// In the head of a loop `of` and `in` are read elsewhere.
  private static boolean stops(Token token) {
    return token.is("of");
  }

  private Node cut(int start) {
    complete = false;
    return new Node.Literal(from(start), "");
  }

  private Node joined() {
    int start = peek().span().start();
    List<Node> parts = new ArrayList<>();
    parts.add(operand());
    while (peek().is("+") || peek().is("%")) {
      at++;
      parts.add(operand());
    }
    return parts.size() == 1 ? parts.getFirst() : new Node.Joined(from(start), parts);
  }

  final Node operand() {
    if (++depth > DEEPEST) {
      complete = false;
      depth--;
      Token skipped = take();
      return new Node.Literal(skipped.span(), "");
    }
    Node node = postfix(primary());
    depth--;
    return node;
  }

  private Node primary() {
    Token token = peek();
    int start = token.span().start();
    if (PREFIXES.contains(token.value()) && operator(token)) {
      at++;
      Node inner = operand();
      boolean plain = token.is("!") || token.is("not") || token.is("typeof") || token.is("-");
      return plain ? new Node.Plain(from(start), token.value(), List.of(inner)) : inner;
    }
    return switch (token.kind()) {
      case NUMBER -> new Node.Literal(take().span(), token.value());
      case PATTERN -> new Node.Pattern(take().span(), token.value());
      case TEXT -> string();
      case NAME -> named();
      case SIGN ->
          switch (token.value()) {
            case "(" -> parenthesis();
            case "[" -> list();
            case "{" -> entries();
            default -> new Node.Literal(new Span(start, start), "");
          };
      case LINE, END -> new Node.Literal(new Span(start, start), "");
    };
  }

  private Node string() {
    Token token = take();
    List<Node> parts = new ArrayList<>();
    for (Token.Part part : token.parts()) {
      parts.add(part.code() ? nested(part.span()) : new Node.Literal(part.span(), part.value()));
    }
    while (python && peek().kind() == Kind.TEXT) { // neighbours are one string
      parts.add(string());
    }
    boolean fixed = token.parts().stream().noneMatch(Token.Part::code) && parts.size() < 2;
    return fixed
        ? new Node.Literal(token.span(), token.value())
        : new Node.Joined(from(token.span().start()), parts);
  }

  private Node nested(Span span) {
    if (nesting > 4 || depth > DEEPEST - 10) {
      complete = false;
      return new Node.Literal(span, "");
    }
    ProgramParser inner = new ProgramParser(text, span, language, nesting + 1);
    Node node = inner.expression();
    complete &= inner.complete();
    return node;
  }

  private Node named() {
    Token token = peek();
    if (token.is("new")) {
      at++;
      return operand();
    }
    if (token.is("function") || (token.is("async") && next().is("function"))) {
      accept("async");
      return function();
    }
    if (token.is("async") && !next().is(".")) {
      at++;
      return operand();
    }
    if (python && token.is("lambda")) {
      return lambda();
    }
    at++;
    if (!python && peek().is("=>")) {
      return arrow(token.span().start(), List.of(new Node.Name(token.span(), token.value())));
    }
    return new Node.Name(token.span(), token.value());
  }

  private Node function() {
    int start = take().span().start();
    accept("*");
    String name = peek().kind() == Kind.NAME ? take().value() : null;
    List<Node> parameters = accept("(") ? items(")") : List.of();
    return new Node.Function(from(start), name, parameters, block());
  }

  private Node lambda() {
    int start = take().span().start();
    List<Node> parameters = new ArrayList<>();
    while (peek().kind() == Kind.NAME) {
      Token name = take();
      parameters.add(new Node.Name(name.span(), name.value()));
      accept(",");
    }
    accept(":");
    Node value = expression();
    Span span = from(start);
    return new Node.Function(span, null, parameters, List.of(new Node.Return(span, value)));
  }

  private Node arrow(int start, List<Node> parameters) {
    accept("=>");
    if (peek().is("{")) {
      return new Node.Function(from(start), null, parameters, block());
    }
    Node value = expression();
    Span span = from(start);
    return new Node.Function(span, null, parameters, List.of(new Node.Return(span, value)));
  }

  private List<Node> block() {
    List<Node> body = new ArrayList<>();
    if (!accept("{")) {
      return body;
    }
    if (depth >= DEEPEST) {
      complete = false;
      return body;
    }
    depth++;
    int open = 1;
    while (peek().kind() != Kind.END) {
      if (peek().is("{")) {
        open++;
      } else if (peek().is("}") && --open == 0) {
        at++;
        break;
      }
      statement(body);
    }
    depth--;
    return body;
  }

  private Node parenthesis() {
    int start = take().span().start();
    List<Node> items = items(")");
    if (!python && peek().is("=>")) {
      return arrow(start, items);
    }
    return items.size() == 1 ? items.getFirst() : new Node.Several(from(start), items, true);
  }

  private Node list() {
    int start = take().span().start();
    return new Node.Several(from(start), items("]"), true);
  }

  /// Expressions up to a closing sign. A comprehension binds its names in front of its value.
  private List<Node> items(String close) {
    List<Node> out = new ArrayList<>();
    List<Node.Entry> keywords = new ArrayList<>();
    int start = peek().span().start();
    while (peek().kind() != Kind.END && !accept(close)) {
      int before = at;
      if (peek().is(",") || peek().is("/") || peek().is("*")) {
        at++;
        continue;
      }
      Node item = expression();
      if (python
          && item instanceof Node.Assign(var _, Node.Name(var _, String key), Node v, var _)) {
        keywords.add(new Node.Entry(key, v));
      } else {
        out.add(item);
      }
      if (python && peek().is("for")) {
        List<Node> bound = new ArrayList<>();
        loop(bound);
        out.addAll(0, bound);
      }
      if (at == before || stray(close)) {
        at++;
      }
    }
    if (!keywords.isEmpty()) {
      out.add(new Node.Entries(from(start), keywords));
    }
    return out;
  }

  /// A closing sign of another kind, or a colon of a slice.
  private boolean stray(String close) {
    Token token = peek();
    return token.kind() == Kind.SIGN
        && !token.is(close)
        && (token.is(")") || token.is("]") || token.is("}") || token.is(":") || token.is(";"));
  }

  private Node entries() {
    int start = take().span().start();
    List<Node.Entry> out = new ArrayList<>();
    while (peek().kind() != Kind.END && !accept("}")) {
      Token key = take();
      if (key.is(",") || key.kind() == Kind.LINE || key.is("async") || key.is("get")) {
        continue;
      }
      if (key.is("...") || key.is("**")) {
        out.add(new Node.Entry("", expression()));
      } else if (key.is("[")) {
        items("]");
      } else if (accept(":")) {
        out.add(new Node.Entry(key.value(), expression()));
      } else if (peek().is("(")) {
        at++;
        List<Node> parameters = items(")");
        out.add(
            new Node.Entry(
                key.value(), new Node.Function(key.span(), key.value(), parameters, block())));
      } else if (key.kind() == Kind.NAME) {
        out.add(new Node.Entry(key.value(), new Node.Name(key.span(), key.value())));
        if (accept("=")) {
          expression(); // a default
        }
      }
    }
    return new Node.Entries(from(start), out);
  }

  private Node postfix(Node first) {
    Node node = first;
    int start = first.span().start();
    for (int links = 0; ; links++) {
      if (links > LONGEST_CHAIN) {
        node = cut(start);
        links = 0;
      }
      if (accept(".") || accept("?.")) {
        if (peek().is("(") || peek().is("[")) {
          continue;
        }
        Token name = take();
        node = new Node.Member(from(start), node, name.value());
      } else if (peek().is("(")) {
        at++;
        List<Node> arguments = items(")");
        node = new Node.Call(from(start), node, arguments);
      } else if (peek().is("[")) {
        at++;
        List<Node> index = items("]");
        boolean fixed = index.size() == 1 && index.getFirst() instanceof Node.Literal;
        String name = fixed ? ((Node.Literal) index.getFirst()).value() : "";
        node = new Node.Member(from(start), node, name);
      } else if (peek().kind() == Kind.TEXT && isTemplate(peek()) && node instanceof Node.Name) {
        // A tag decides itself what becomes of the values.
        node = new Node.Plain(from(start), "`", List.of(string()));
      } else if (peek().is("++") || peek().is("--")) {
        at++;
      } else {
        return node;
      }
    }
  }

  private boolean isTemplate(Token token) {
    return !python && text.charAt(token.span().start()) == '`';
  }
}
