package dev.sallyport.scan.syntax.program;

import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.program.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Statements, as they come. A token that fits nowhere is skipped, so that every input is read to
/// its end in time linear in its length.
final class ProgramParser extends ExpressionReader {
  private static final Set<String> SKIPPED_LINES = Set.of("global", "nonlocal", "del", "pass");

  /// Indentations are told apart up to here.
  private static final int WIDEST = 200;

  private static final Set<String> DECLARATIONS =
      Set.of("const", "let", "var", "async", "export", "default", "static", "public", "private");
  private static final Set<String> KEYWORDS =
      Set.of(
          "if",
          "else",
          "elif",
          "while",
          "do",
          "try",
          "catch",
          "except",
          "finally",
          "throw",
          "raise",
          "switch",
          "case",
          "assert",
          "class",
          "break",
          "continue");

  /// Functions of Python around this place.
  private int blocks;

  ProgramParser(String text, Span range, Language language) {
    this(text, range, language, 0);
  }

  /// @param nesting of templates and format strings around this one
  ProgramParser(String text, Span range, Language language, int nesting) {
    super(text, range, language, nesting);
  }

  boolean complete() {
    return complete;
  }

  List<Node> program() {
    List<Node> out = new ArrayList<>();
    while (peek().kind() != Kind.END) {
      statement(out);
    }
    return out;
  }

  @Override
  void statement(List<Node> out) {
    Token token = peek();
    int before = at;
    if (token.kind() == Kind.LINE || token.is(";") || token.is("{") || token.is("}")) {
      at++;
      return;
    }
    if (token.kind() == Kind.NAME && keyword(token.value(), out)) {
      return;
    }
    out.add(expression());
    accept(",");
    if (python) {
      accept(":");
    }
    if (at == before) {
      at++;
    }
  }

  /// Whether the statement begins with a word that is none of the program's names.
  private boolean keyword(String name, List<Node> out) {
    switch (name) {
      case "return" -> back(out);
      case "for" -> loop(out);
      case "import", "from" -> imports(out);
      default -> {
        if (python && name.equals("with")) {
          with(out);
        } else if (python && name.equals("def")) {
          out.add(function());
        } else if (python && SKIPPED_LINES.contains(name)) {
          line();
        } else if (DECLARATIONS.contains(name) && !next().is(".") && !next().is("(")) {
          declaration(out);
        } else if (KEYWORDS.contains(name) && !next().is(".")) {
          at++;
        } else {
          return false;
        }
      }
    }
    return true;
  }

  private void back(List<Node> out) {
    int start = take().span().start();
    boolean empty = peek().kind() == Kind.LINE || peek().is(";") || peek().is("}");
    if (!empty) {
      Node value = expression();
      out.add(new Node.Return(from(start), value));
    }
  }

  private void declaration(List<Node> out) {
    at++;
    if (peek().is("{")) { // `const {a, b} = c` and no block
      out.add(expression());
    }
  }

  /// `def f(a, b=1) -> c:` and its block: the rest of the line, or what is indented more.
  private Node function() {
    int start = take().span().start();
    String name = peek().kind() == Kind.NAME ? take().value() : null;
    List<Node> parameters = accept("(") ? parameters() : List.of();
    while (!peek().is(":") && peek().kind() != Kind.LINE && peek().kind() != Kind.END) {
      at++;
    }
    accept(":");
    List<Node> body = new ArrayList<>();
    if (blocks >= DEEPEST) {
      complete = false;
    } else {
      blocks++;
      body(indentation(start), body);
      blocks--;
    }
    return new Node.Function(from(start), name, parameters, body);
  }

  private void body(int outside, List<Node> body) {
    if (peek().kind() != Kind.LINE) {
      while (peek().kind() != Kind.LINE && peek().kind() != Kind.END) {
        statement(body);
      }
      return;
    }
    while (peek().kind() != Kind.END) {
      boolean begins = tokens.get(at - 1).kind() == Kind.LINE && peek().kind() != Kind.LINE;
      if (begins && indentation(peek().span().start()) <= outside) {
        break;
      }
      statement(body);
    }
  }

  /// Names behind the bracket or a comma; annotations and defaults are left out.
  private List<Node> parameters() {
    List<Node> found = new ArrayList<>();
    boolean begins = true;
    int open = 1;
    while (peek().kind() != Kind.END && peek().kind() != Kind.LINE) {
      Token token = take();
      if (token.is("(") || token.is("[") || token.is("{")) {
        open++;
      } else if ((token.is(")") || token.is("]") || token.is("}")) && --open == 0) {
        break;
      } else if (begins && token.kind() == Kind.NAME) {
        found.add(new Node.Name(token.span(), token.value()));
      }
      begins = open == 1 && (token.is(",") || (begins && (token.is("*") || token.is("**"))));
    }
    return found;
  }

  /// How far the line is indented that a token stands in.
  private int indentation(int offset) {
    int from = offset;
    while (from > 0 && offset - from < WIDEST && text.charAt(from - 1) != '\n') {
      from--;
    }
    int width = 0;
    while (from + width < offset && Character.isWhitespace(text.charAt(from + width))) {
      width++;
    }
    return width;
  }

  private void line() {
    while (peek().kind() != Kind.LINE && peek().kind() != Kind.END) {
      at++;
    }
  }

  /// `for (const a of b)`, `for a in b:`; what else there is are statements.
  @Override
  void loop(List<Node> out) {
    int start = take().span().start();
    accept("await");
    accept("(");
    while (DECLARATIONS.contains(peek().value()) && peek().kind() == Kind.NAME) {
      at++;
    }
    Node target = python ? targets() : operand();
    if (accept("of") || accept("in")) {
      Node value = expression();
      out.add(new Node.Assign(from(start), target, value, false));
    } else if (accept("=")) {
      Node value = expression();
      out.add(new Node.Assign(from(start), target, value, false));
    }
    accept(")");
  }

  /// `a, b` in front of `in` or `=`.
  private Node targets() {
    int start = peek().span().start();
    Node first = operand();
    if (!peek().is(",")) {
      return first;
    }
    List<Node> all = new ArrayList<>(List.of(first));
    while (accept(",") && peek().kind() == Kind.NAME) {
      all.add(operand());
    }
    return new Node.Several(from(start), all, true);
  }

  /// `with open(x) as f, …:`.
  private void with(List<Node> out) {
    int start = take().span().start();
    do {
      Node value = expression();
      if (accept("as")) {
        out.add(new Node.Assign(from(start), operand(), value, false));
      } else {
        out.add(value);
      }
    } while (accept(","));
  }

  /// Python's `import a as b` and `from a import b as c`, as assignments of the modules' names.
  private void imports(List<Node> out) {
    int start = peek().span().start();
    boolean from = take().value().equals("from");
    if (!python) {
      return;
    }
    Node module = dotted();
    if (!from) {
      do {
        Node name = accept("as") ? operand() : module;
        if (name != module) {
          out.add(new Node.Assign(from(start), name, module, false));
        }
      } while (accept(",") && (module = dotted()) != null);
      return;
    }
    accept("import");
    accept("(");
    while (peek().kind() == Kind.NAME) {
      Token member = take();
      Node value = new Node.Member(member.span(), module, member.value());
      Node name = accept("as") ? operand() : new Node.Name(member.span(), member.value());
      out.add(new Node.Assign(from(start), name, value, false));
      accept(",");
    }
    accept(")");
  }

  private Node dotted() {
    Token first = take();
    Node node = new Node.Name(first.span(), first.value());
    while (accept(".")) {
      Token name = take();
      node = new Node.Member(from(first.span().start()), node, name.value());
    }
    return node;
  }
}
