package dev.sallyport.scan.fix;

import dev.sallyport.base.text.Span;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `$env:NAME` in PowerShell (about_Quoting_Rules, about_Parsing). Knows strings, here-strings,
/// comments and subexpressions; linear.
final class PowerShellSpelling {
  private static final int MAX_DEPTH = 200;
  private static final Set<String> EVALUATES =
      Set.of(
          "invoke-expression",
          "iex",
          "powershell",
          "powershell.exe",
          "pwsh",
          "cmd",
          "cmd.exe",
          "bash",
          "sh",
          "wsl",
          "ssh",
          "invoke-command",
          "scriptblock",
          "python",
          "node",
          "-command",
          "-encodedcommand");

  private static final Set<String> OPERATORS =
      Set.of(
          "-eq",
          "-ne",
          "-gt",
          "-ge",
          "-lt",
          "-le",
          "-like",
          "-notlike",
          "-match",
          "-notmatch",
          "-ceq",
          "-ieq",
          "-in",
          "-notin",
          "-contains",
          "-replace",
          "-and",
          "-or",
          "-not",
          "-split",
          "-join",
          "-f",
          "+",
          "-");

  private enum Mode {
    CODE,
    SUBEXPRESSION,
    DOUBLE,
    SINGLE,
    HERE_DOUBLE,
    HERE_SINGLE,
    COMMENT,
    BLOCK_COMMENT
  }

  /// @param start of the string's content
  private record Frame(Mode mode, int start, int[] parens) {}

  /// @param start of the literal's content when in single quotes
  private record Spot(Mode mode, int start) {}

  private final String script;
  private final Map<Integer, Span> holes = new HashMap<>();
  private final Map<Span, Spot> spots = new HashMap<>();
  private final Deque<Frame> frames = new ArrayDeque<>();
  private int at;

  private PowerShellSpelling(String script, List<Span> all) {
    this.script = script;
    all.forEach(span -> holes.put(span.start(), span));
  }

  static List<Spelling> of(String script, List<Placeholder> wanted, List<Span> all) {
    PowerShellSpelling walk = new PowerShellSpelling(script, all);
    walk.frames.push(new Frame(Mode.CODE, 0, new int[1]));
    while (walk.at < script.length() && walk.frames.size() < MAX_DEPTH) {
      walk.step();
    }
    boolean evaluates = mentions(script, Set.of("invoke-expression", "iex"));
    return wanted.stream().map(placeholder -> walk.one(placeholder, evaluates)).toList();
  }

  private void step() {
    @Nullable Span hole = holes.get(at);
    Frame top = frames.getFirst();
    if (hole != null) {
      spots.put(hole, new Spot(top.mode, top.start));
      at = hole.end();
      return;
    }
    char c = script.charAt(at);
    switch (top.mode) {
      case CODE, SUBEXPRESSION -> code(c, top);
      case DOUBLE -> inDouble(c);
      case SINGLE -> single(c);
      case HERE_DOUBLE -> here(c, "\"@");
      case HERE_SINGLE -> here(c, "'@");
      case COMMENT -> comment(c);
      case BLOCK_COMMENT -> popIf(script.startsWith("#>", at), 2);
    }
  }

  private void push(Mode mode, int length) {
    at += length;
    frames.push(new Frame(mode, at, new int[1]));
  }

  private void popIf(boolean ends, int length) {
    if (ends) {
      frames.pop();
      at += length;
    } else {
      at++;
    }
  }

  private void code(char c, Frame top) {
    switch (c) {
      case '\'' -> push(Mode.SINGLE, 1);
      case '"' -> push(Mode.DOUBLE, 1);
      case '@' -> {
        if (script.startsWith("@\"", at)) {
          push(Mode.HERE_DOUBLE, 2);
        } else if (script.startsWith("@'", at)) {
          push(Mode.HERE_SINGLE, 2);
        } else {
          at++;
        }
      }
      case '<' -> {
        if (script.startsWith("<#", at)) {
          push(Mode.BLOCK_COMMENT, 2);
        } else {
          at++;
        }
      }
      case '#' -> {
        if (at == 0 || " \t\n\r;({|".indexOf(script.charAt(at - 1)) >= 0) {
          push(Mode.COMMENT, 1);
        } else {
          at++;
        }
      }
      case '`' -> skipEscaped();
      case '(' -> {
        top.parens[0]++;
        at++;
      }
      case ')' -> {
        boolean ends = top.mode == Mode.SUBEXPRESSION && top.parens[0] == 0;
        top.parens[0] -= top.parens[0] > 0 ? 1 : 0;
        popIf(ends, 1);
      }
      default -> at++;
    }
  }

  private void skipEscaped() {
    at += holes.containsKey(at + 1) ? 1 : 2;
  }

  private void inDouble(char c) {
    if (c == '`') {
      skipEscaped();
    } else if (script.startsWith("\"\"", at)) {
      at += 2;
    } else if (script.startsWith("$(", at)) {
      push(Mode.SUBEXPRESSION, 2);
    } else {
      popIf(c == '"', 1);
    }
  }

  private void single(char c) {
    if (script.startsWith("''", at)) {
      at += 2;
    } else {
      popIf(c == '\'', 1);
    }
  }

  private void here(char c, String closing) {
    boolean ends = c == '\n' && script.startsWith(closing, at + 1);
    if (!ends && c == '$' && closing.startsWith("\"") && script.startsWith("$(", at)) {
      push(Mode.SUBEXPRESSION, 2);
    } else {
      popIf(ends, 3);
    }
  }

  private void comment(char c) {
    if (c == '\n') {
      frames.pop();
    } else {
      at++;
    }
  }

  private Spelling one(Placeholder placeholder, boolean evaluates) {
    Span span = placeholder.outer();
    @Nullable Spot spot = spots.get(span);
    if (spot == null) {
      return new Spelling.Refuse("the quoting at this place is unclear");
    }
    if (spot.mode == Mode.COMMENT || spot.mode == Mode.BLOCK_COMMENT) {
      return Spelling.safe(span, "$env:" + placeholder.name());
    }
    if (mentions(lineOf(span), EVALUATES)) {
      return new Spelling.Refuse("the line runs text as code");
    }
    Spelling spelled =
        switch (spot.mode) {
          case CODE, SUBEXPRESSION -> inCode(placeholder);
          case DOUBLE, HERE_DOUBLE -> inString(placeholder);
          case SINGLE -> inSingle(placeholder, spot.start);
          case HERE_SINGLE, COMMENT, BLOCK_COMMENT ->
              new Spelling.Refuse("nothing is expanded in a single-quoted here-string");
        };
    return evaluates && spelled instanceof Spelling.Replace replace
        ? Spelling.unsafe(
            replace.span(),
            replace.text(),
            "the script uses Invoke-Expression, which may evaluate the variable")
        : spelled;
  }

  private String lineOf(Span span) {
    int start = script.lastIndexOf('\n', Math.max(0, span.start() - 1)) + 1;
    int end = script.indexOf('\n', span.end());
    return script.substring(Math.min(start, span.start()), end < 0 ? script.length() : end);
  }

  /// Whether one of the words stands in a text, in whatever case.
  private static boolean mentions(String text, Set<String> words) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ' ';
      if (Character.isLetterOrDigit(c) || c == '-' || c == '.') {
        word.append(c);
      } else {
        if (words.contains(word.toString().toLowerCase(Locale.ROOT))) {
          return true;
        }
        word.setLength(0);
      }
    }
    return false;
  }

  private char before(int offset) {
    return offset > 0 ? script.charAt(offset - 1) : '\n';
  }

  private char behind(int offset) {
    return offset < script.length() ? script.charAt(offset) : '\n';
  }

  private static boolean ends(char c) {
    return Character.isWhitespace(c) || ")};|,".indexOf(c) >= 0;
  }

  private Spelling inCode(Placeholder placeholder) {
    Span span = placeholder.outer();
    char left = before(span.start());
    String dollar = "$env:" + placeholder.name();
    String braces = "${env:" + placeholder.name() + "}";
    if ("`$".indexOf(left) >= 0) {
      return new Spelling.Refuse("the quoting at this place is unclear");
    }
    boolean begins = Character.isWhitespace(left) || "({[;|,&".indexOf(left) >= 0;
    char significant = before(skipBack(span.start()));
    if (begins && "\n;|{&".indexOf(significant) >= 0 || significant == '.' && left == ' ') {
      return new Spelling.Refuse("the value is the command itself");
    }
    if (left == '=' || begins && ("=(,+*/<>![".indexOf(significant) >= 0 || operator(span))) {
      return Spelling.unsafe(
          span,
          left == '=' || !ends(behind(span.end())) ? braces : dollar,
          "the value was code and is a string now");
    }
    boolean last = ends(behind(span.end()));
    return placeholder.oneWord() && NeverEmpty.is(placeholder.expr()) && last
        ? Spelling.safe(span, begins ? dollar : braces)
        : Spelling.unsafe(
            span, braces, "a value of several words, or of none, is now one argument");
  }

  private int skipBack(int offset) {
    int at = offset;
    while (at > 0 && (script.charAt(at - 1) == ' ' || script.charAt(at - 1) == '\t')) {
      at--;
    }
    return at;
  }

  /// Whether `-eq` or the like stands in front: that part of a script is an expression.
  private boolean operator(Span span) {
    int end = skipBack(span.start());
    int start = end;
    while (start > 0 && !Character.isWhitespace(script.charAt(start - 1)) && end - start < 16) {
      start--;
    }
    return OPERATORS.contains(script.substring(start, end).toLowerCase(Locale.ROOT));
  }

  private Spelling inString(Placeholder placeholder) {
    Span span = placeholder.outer();
    return "`$".indexOf(before(span.start())) >= 0
        ? new Spelling.Refuse("the quoting at this place is unclear")
        : Spelling.safe(span, "${env:" + placeholder.name() + "}");
  }

  /// Nothing expands in single quotes: the literal becomes a variable, or one in double quotes.
  private Spelling inSingle(Placeholder placeholder, int start) {
    Span span = placeholder.outer();
    int end = span.end();
    while (end < script.length() && script.charAt(end) != '\'') {
      if (holes.containsKey(end)) {
        return new Spelling.Refuse("several expressions in one single-quoted string");
      }
      end++;
    }
    String left = script.substring(start, span.start());
    String right = script.substring(span.end(), end);
    if (end >= script.length() || behind(end + 1) == '\'' || left.contains("${{")) {
      return new Spelling.Refuse("several expressions in one single-quoted string");
    }
    Span literal = new Span(start - 1, end + 1);
    // An empty variable is $null on its own, which is no '' and has no members; within quotes it is
    // ''.
    boolean whole = left.isEmpty() && right.isEmpty() && NeverEmpty.is(placeholder.expr());
    if (whole && !Character.isLetterOrDigit(before(start - 1))) {
      return Spelling.safe(literal, "$env:" + placeholder.name());
    }
    boolean same = (left + right).chars().noneMatch(c -> "$`\"'".indexOf(c) >= 0);
    return same
        ? Spelling.safe(literal, '"' + left + "${env:" + placeholder.name() + "}" + right + '"')
        : new Spelling.Refuse("nothing is expanded in single quotes");
  }
}
