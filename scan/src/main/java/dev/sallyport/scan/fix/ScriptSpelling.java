package dev.sallyport.scan.fix;

import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.expression.ContextPath;
import dev.sallyport.scan.syntax.expression.Expr;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `process.env.NAME` in the JavaScript of actions/github-script (ECMA-262, chapter 12). Knows
/// strings, templates, comments and, by what stands before a slash, regular expressions; linear.
final class ScriptSpelling {
  private static final int MAX_DEPTH = 200;
  private static final Set<String> NUMBERS = Set.of("number", "id", "run_id", "run_number");

  private enum Mode {
    CODE,
    SINGLE,
    DOUBLE,
    TEMPLATE,
    LINE_COMMENT,
    COMMENT,
    PATTERN
  }

  private static final class Frame {
    private final Mode mode;
    private final int start;
    private int braces;
    private boolean inClass;

    Frame(Mode mode, int start) {
      this.mode = mode;
      this.start = start;
    }
  }

  private record Spot(Mode mode, int start) {}

  private final String script;
  private final Map<Integer, Span> holes = new HashMap<>();
  private final Map<Span, Spot> spots = new HashMap<>();
  private final Deque<Frame> frames = new ArrayDeque<>();
  private int at;
  private char significant = ';';

  private ScriptSpelling(String script, List<Span> all) {
    this.script = script;
    all.forEach(span -> holes.put(span.start(), span));
  }

  static List<Spelling> of(String script, List<Placeholder> wanted, List<Span> all) {
    ScriptSpelling walk = new ScriptSpelling(script, all);
    walk.frames.push(new Frame(Mode.CODE, 0));
    while (walk.at < script.length() && walk.frames.size() < MAX_DEPTH) {
      walk.step();
    }
    boolean evaluates = script.contains("eval(") || script.contains("Function(");
    boolean starts = script.contains("exec(") || script.contains("execSync(");
    String doubt =
        evaluates ? "the script evaluates text" : starts ? "the script starts commands" : "";
    return wanted.stream().map(placeholder -> walk.checked(placeholder, doubt)).toList();
  }

  private void step() {
    @Nullable Span hole = holes.get(at);
    Frame top = frames.getFirst();
    if (hole != null) {
      spots.put(hole, new Spot(top.mode, top.start));
      at = hole.end();
      significant = 'x';
      return;
    }
    char c = script.charAt(at);
    switch (top.mode) {
      case CODE -> code(c, top);
      case SINGLE -> string(c, '\'');
      case DOUBLE -> string(c, '"');
      case TEMPLATE -> template(c);
      case LINE_COMMENT -> end(c == '\n', 0);
      case COMMENT -> end(script.startsWith("*/", at), 2);
      case PATTERN -> pattern(c, top);
    }
  }

  private void push(Mode mode, int length) {
    at += length;
    frames.push(new Frame(mode, at));
  }

  private void end(boolean ends, int length) {
    if (ends) {
      frames.pop();
      at += length;
    } else {
      at++;
    }
  }

  private void code(char c, Frame top) {
    boolean comment = script.startsWith("//", at) || script.startsWith("/*", at);
    switch (c) {
      case '\'' -> push(Mode.SINGLE, 1);
      case '"' -> push(Mode.DOUBLE, 1);
      case '`' -> push(Mode.TEMPLATE, 1);
      case '/' -> {
        if (comment) {
          push(script.charAt(at + 1) == '/' ? Mode.LINE_COMMENT : Mode.COMMENT, 2);
        } else if ("(,=:[!&|?{};+-*%<>~^".indexOf(significant) >= 0) {
          push(Mode.PATTERN, 1);
        } else {
          at++;
        }
      }
      case '{' -> {
        top.braces++;
        at++;
      }
      case '}' -> {
        boolean ends = top.braces == 0 && frames.size() > 1;
        top.braces -= top.braces > 0 ? 1 : 0;
        end(ends, 1);
      }
      default -> at++;
    }
    if (!comment && !Character.isWhitespace(c)) {
      significant = c;
    }
  }

  private void string(char c, char quote) {
    if (c == '\\') {
      at += 2;
    } else {
      // A line break ends a broken literal, so that one stray quote does not hide the rest.
      end(c == quote || c == '\n', 1);
    }
  }

  private void template(char c) {
    if (c == '\\') {
      at += holes.containsKey(at + 1) ? 1 : 2;
    } else if (script.startsWith("${", at)) {
      push(Mode.CODE, 2);
      significant = '(';
    } else {
      end(c == '`', 1);
    }
  }

  private void pattern(char c, Frame top) {
    if (c == '\\') {
      at += 2;
      return;
    }
    top.inClass = c == '[' || top.inClass && c != ']';
    boolean ends = c == '\n' || c == '/' && !top.inClass;
    end(ends, 1);
    significant = ends ? 'x' : significant;
  }

  private Spelling checked(Placeholder placeholder, String doubt) {
    Spelling spelled = one(placeholder);
    return !doubt.isEmpty() && spelled instanceof Spelling.Replace replace
        ? Spelling.unsafe(replace.span(), replace.text(), doubt)
        : spelled;
  }

  private Spelling one(Placeholder placeholder) {
    Span span = placeholder.outer();
    String variable = "process.env." + placeholder.name();
    @Nullable Spot spot = spots.get(span);
    if (spot == null) {
      return new Spelling.Refuse("the quoting at this place is unclear");
    }
    return switch (spot.mode) {
      case LINE_COMMENT, COMMENT -> Spelling.safe(span, variable);
      case PATTERN -> new Spelling.Refuse("a regular expression cannot hold a variable");
      case TEMPLATE ->
          "\\$".indexOf(before(span.start())) >= 0
              ? new Spelling.Refuse("the quoting at this place is unclear")
              : Spelling.safe(span, "${" + variable + "}");
      case SINGLE, DOUBLE -> inString(placeholder, spot, variable);
      case CODE -> inCode(placeholder, variable);
    };
  }

  private char before(int offset) {
    return offset > 0 ? script.charAt(offset - 1) : '\n';
  }

  private char behind(int offset) {
    return offset < script.length() ? script.charAt(offset) : '\n';
  }

  private Spelling inCode(Placeholder placeholder, String variable) {
    Span span = placeholder.outer();
    if (isName(before(span.start())) || isName(behind(span.end()))) {
      return new Spelling.Refuse("the value is a part of a name");
    }
    Expr expr = placeholder.expr().ungrouped();
    if (expr instanceof Expr.Call call && call.is("toJSON")) {
      return Spelling.safe(span, "JSON.parse(" + variable + ")");
    }
    Optional<ContextPath> path = ContextPath.of(expr);
    if (path.isPresent()
        && path.get().root().equals("github")
        && NUMBERS.contains(path.get().segments().getLast())) {
      return Spelling.safe(span, "Number(" + variable + ")");
    }
    if (expr instanceof Expr.Binary || expr instanceof Expr.Not) {
      return Spelling.safe(span, "(" + variable + " === 'true')");
    }
    return Spelling.unsafe(span, variable, "the value was code and is a string now");
  }

  private static boolean isName(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$';
  }

  private Spelling inString(Placeholder placeholder, Spot spot, String variable) {
    Span span = placeholder.outer();
    char quote = script.charAt(spot.start - 1);
    int end = span.end();
    while (end < script.length() && script.charAt(end) != quote && script.charAt(end) != '\n') {
      if (holes.containsKey(end)) {
        return new Spelling.Refuse("several expressions in one string");
      }
      end += script.charAt(end) == '\\' ? 2 : 1;
    }
    String left = script.substring(spot.start, span.start());
    if (end >= script.length() || script.charAt(end) != quote || left.contains("${{")) {
      return new Spelling.Refuse("several expressions in one string");
    }
    String right = script.substring(span.end(), end);
    Span literal = new Span(spot.start - 1, end + 1);
    if (isKey(literal)) {
      return new Spelling.Refuse("the string is the name of a property");
    }
    if (left.isEmpty() && right.isEmpty()) {
      return Spelling.safe(literal, variable);
    }
    boolean same = !(left + right).contains("`") && !(left + "\0" + right).contains("${");
    return same && !left.endsWith("\\") && !left.endsWith("$")
        ? Spelling.safe(literal, "`" + left + "${" + variable + "}" + right + "`")
        : new Spelling.Refuse("the string cannot become a template");
  }

  private boolean isKey(Span literal) {
    int left = literal.start() - 1;
    while (left >= 0 && Character.isWhitespace(script.charAt(left))) {
      left--;
    }
    int right = literal.end();
    while (right < script.length() && Character.isWhitespace(script.charAt(right))) {
      right++;
    }
    return behind(right) == ':' && left >= 0 && "{,".indexOf(script.charAt(left)) >= 0;
  }
}
