package dev.sallyport.scan.fix;

import dev.sallyport.base.text.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One walk over a POSIX shell script that tells, for every placeholder, how it is quoted and which
/// commands it is an argument of (POSIX.1-2024, XCU 2.2 to 2.7; `$'…'`, `((` and `[[` as in bash).
/// Linear; gives up, by calling the rest unknown, where the nesting is too deep or too odd.
final class PosixQuoting {
  private static final int MAX_DEPTH = 200;
  private static final int MAX_WORD = 256;
  private static final String VARIABLE_OPERATORS = ":-=+";

  enum Kind {
    UNQUOTED,
    DOUBLE,
    SINGLE,
    /// `$'…'`
    ANSI,
    HERE_DOCUMENT,
    LITERAL_HERE_DOCUMENT,
    ARITHMETIC,
    COMMENT,
    UNKNOWN
  }

  /// @param word index of the word in the innermost command
  /// @param list inside `NAME=( … )`
  /// @param backtick inside of a pair
  /// @param opens right behind the single quote that it stands in
  /// @param commands innermost first; the outer ones take what a substitution prints
  record Spot(
      Kind kind,
      int word,
      boolean list,
      boolean backtick,
      boolean opens,
      List<PosixCommand> commands) {

    /// Not in a word of a command.
    static Spot outside(Kind kind, List<PosixCommand> commands) {
      return new Spot(kind, 0, false, false, false, commands);
    }
  }

  private enum Mode {
    COMMAND,
    SUBSTITUTION,
    BACKTICK,
    ARRAY,
    DOUBLE,
    SINGLE,
    ANSI,
    PARAMETER,
    ARITHMETIC
  }

  private static final class Frame {
    private final Mode mode;
    private final int start;
    private final StringBuilder word = new StringBuilder();
    private PosixCommand command = new PosixCommand();
    private boolean inWord;
    private int parens;
    private int cases;

    Frame(Mode mode, int start) {
      this.mode = mode;
      this.start = start;
    }

    boolean runs() {
      return switch (mode) {
        case COMMAND, SUBSTITUTION, BACKTICK, ARRAY -> true;
        case DOUBLE, SINGLE, ANSI, PARAMETER, ARITHMETIC -> false;
      };
    }
  }

  private record HereDocument(
      String delimiter, boolean quoted, boolean tabs, List<PosixCommand> commands) {}

  private final String script;
  private final Map<Integer, Span> holes = new HashMap<>();
  private final Map<Span, Spot> spots = new HashMap<>();
  private final Deque<Frame> frames = new ArrayDeque<>();
  private final List<HereDocument> waiting = new ArrayList<>();
  private final List<PosixCommand> evaluations = new ArrayList<>();
  private int at;
  private boolean lost;

  private PosixQuoting(String script, List<Span> placeholders) {
    this.script = script;
    placeholders.forEach(span -> holes.put(span.start(), span));
  }

  /// @param placeholders all that stand in the script
  static PosixQuoting of(String script, List<Span> placeholders) {
    PosixQuoting quoting = new PosixQuoting(script, placeholders);
    quoting.frames.push(new Frame(Mode.COMMAND, 0));
    while (quoting.at < script.length() && !quoting.lost) {
      quoting.step();
    }
    quoting.frames.stream().filter(Frame::runs).forEach(quoting::endCommand);
    return quoting;
  }

  Spot spot(Span placeholder) {
    Spot known = spots.get(placeholder);
    return known != null ? known : Spot.outside(Kind.UNKNOWN, List.of());
  }

  /// Whether `eval` is used anywhere, so that no variable is only data.
  boolean evaluates() {
    return !evaluations.isEmpty();
  }

  private Frame top() {
    return frames.getFirst();
  }

  private void step() {
    @Nullable Span hole = holes.get(at);
    if (hole != null) {
      placeholder(hole);
      return;
    }
    char c = script.charAt(at);
    switch (top().mode) {
      case COMMAND, SUBSTITUTION, BACKTICK, ARRAY -> command(c);
      case DOUBLE -> inDouble(c);
      case SINGLE -> until(c, '\'', false);
      case ANSI -> until(c, '\'', true);
      case PARAMETER -> parameter(c);
      case ARITHMETIC -> arithmetic(c);
    }
  }

  private void placeholder(Span hole) {
    Frame frame = top();
    Frame runs = running();
    int word = runs.command.size();
    boolean opens = at == frame.start && at > 0 && frame.mode == Mode.SINGLE;
    boolean backtick = frames.stream().anyMatch(f -> f.mode == Mode.BACKTICK);
    spots.put(
        hole, new Spot(kind(frame), word, runs.mode == Mode.ARRAY, backtick, opens, commands()));
    append(PosixCommand.HOLE);
    at = hole.end();
  }

  private Kind kind(Frame frame) {
    char before = at > 0 ? script.charAt(at - 1) : ' ';
    boolean escaped = before == '\\' || before == '$';
    if (frames.stream().anyMatch(f -> f.mode == Mode.ARITHMETIC)) {
      return Kind.ARITHMETIC;
    }
    return switch (frame.mode) {
      case SINGLE -> Kind.SINGLE;
      case ANSI -> before == '\\' ? Kind.UNKNOWN : Kind.ANSI;
      case DOUBLE -> escaped ? Kind.UNKNOWN : Kind.DOUBLE;
      case COMMAND, SUBSTITUTION, BACKTICK, ARRAY -> escaped ? Kind.UNKNOWN : Kind.UNQUOTED;
      case PARAMETER -> defaultValue(frame) ? Kind.DOUBLE : Kind.UNKNOWN;
      case ARITHMETIC -> Kind.ARITHMETIC;
    };
  }

  /// `"${NAME:-` right before it: a value like any other in these quotes.
  private boolean defaultValue(Frame frame) {
    boolean quoted =
        frames.size() > 1 && frames.stream().skip(1).findFirst().orElseThrow().mode == Mode.DOUBLE;
    int i = frame.start;
    while (i < at && (Character.isLetterOrDigit(script.charAt(i)) || script.charAt(i) == '_')) {
      i++;
    }
    boolean operators = i > frame.start && i < at && at - i <= 2;
    for (int k = i; k < at; k++) {
      operators &= VARIABLE_OPERATORS.indexOf(script.charAt(k)) >= 0;
    }
    return quoted && operators;
  }

  private Frame running() {
    for (Frame frame : frames) {
      if (frame.runs()) {
        return frame;
      }
    }
    return frames.getLast();
  }

  private List<PosixCommand> commands() {
    return frames.stream().filter(Frame::runs).map(frame -> frame.command).toList();
  }

  private void append(char c) {
    Frame frame = running();
    frame.inWord = true;
    if (frame.word.length() < MAX_WORD) {
      frame.word.append(c);
    }
  }

  private void push(Mode mode, int length) {
    if (frames.size() >= MAX_DEPTH) {
      lost = true;
      return;
    }
    at += length;
    frames.push(new Frame(mode, at));
  }

  private void pop() {
    Frame frame = frames.pop();
    at++;
    if (frame.runs()) {
      endCommand(frame);
    }
    if (frames.isEmpty()) {
      lost = true;
      frames.push(frame);
    }
  }

  private void command(char c) {
    Frame frame = top();
    switch (c) {
      case '\n' -> {
        endCommand(frame);
        at++;
        hereDocuments();
      }
      case ' ', '\t', '\r' -> {
        endWord(frame);
        at++;
      }
      case '\\' -> backslash();
      case '\'' -> quote(Mode.SINGLE, 1);
      case '"' -> quote(Mode.DOUBLE, 1);
      case '`' -> backtick(frame);
      case '$' -> dollar();
      case '#' -> comment(frame);
      case '(' -> open(frame);
      case ')' -> close(frame);
      case '|' -> pipe(frame);
      case ';', '&' -> {
        endCommand(frame);
        at++;
      }
      case '<', '>' -> redirect(frame, c);
      default -> {
        append(c);
        at++;
      }
    }
  }

  private void quote(Mode mode, int length) {
    running().inWord = true;
    push(mode, length);
  }

  private void backslash() {
    at++;
    if (at < script.length() && !holes.containsKey(at)) {
      if (script.charAt(at) == '`' && frames.stream().anyMatch(f -> f.mode == Mode.BACKTICK)) {
        lost = true;
        return;
      }
      if (script.charAt(at) != '\n') {
        append(script.charAt(at));
      }
      at++;
    }
  }

  private void backtick(Frame frame) {
    if (frame.mode == Mode.BACKTICK) {
      pop();
    } else if (frames.stream().anyMatch(f -> f.mode == Mode.BACKTICK)) {
      lost = true;
    } else {
      quote(Mode.BACKTICK, 1);
    }
  }

  private void dollar() {
    if (script.startsWith("$((", at)) {
      push(Mode.ARITHMETIC, 3);
      top().parens = 2;
    } else if (script.startsWith("$(", at)) {
      quote(Mode.SUBSTITUTION, 2);
    } else if (script.startsWith("${", at) && !holes.containsKey(at)) {
      quote(Mode.PARAMETER, 2);
    } else if (top().runs() && script.startsWith("$'", at)) {
      quote(Mode.ANSI, 2);
    } else {
      append('$');
      at++;
    }
  }

  private void comment(Frame frame) {
    if (frame.inWord) {
      append('#');
      at++;
      return;
    }
    while (at < script.length() && script.charAt(at) != '\n') {
      @Nullable Span hole = holes.get(at);
      if (hole != null) {
        spots.put(hole, Spot.outside(Kind.COMMENT, List.of()));
        at = hole.end();
      } else {
        at++;
      }
    }
  }

  private void open(Frame frame) {
    if (!frame.inWord && script.startsWith("((", at)) {
      push(Mode.ARITHMETIC, 2);
      if (!lost) {
        top().parens = 2;
      }
    } else if (frame.inWord
        && !frame.word.isEmpty()
        && frame.word.charAt(frame.word.length() - 1) == '=') {
      push(Mode.ARRAY, 1);
    } else {
      endCommand(frame);
      frame.parens++;
      at++;
    }
  }

  private void close(Frame frame) {
    endWord(frame);
    if (frame.parens > 0) {
      frame.parens--;
    } else if (frame.cases == 0 && (frame.mode == Mode.SUBSTITUTION || frame.mode == Mode.ARRAY)) {
      pop();
      return;
    }
    endCommand(frame);
    at++;
  }

  private void pipe(Frame frame) {
    boolean or = script.startsWith("||", at);
    PosixCommand from = frame.command;
    endCommand(frame);
    if (!or) {
      from.pipe(frame.command);
    }
    at += or || script.startsWith("|&", at) ? 2 : 1;
  }

  private void redirect(Frame frame, char c) {
    if (script.startsWith("<<<", at)) {
      endWord(frame);
      at += 3;
    } else if (script.startsWith("<<", at)) {
      endWord(frame);
      hereDocument();
    } else if (c == '<' && script.startsWith("<(", at) || script.startsWith(">(", at)) {
      quote(Mode.SUBSTITUTION, 2);
    } else {
      // `2>&1` is no end of a command.
      endWord(frame);
      at += script.startsWith("&", at + 1) ? 2 : 1;
    }
  }

  private void hereDocument() {
    at += 2;
    boolean tabs = at < script.length() && script.charAt(at) == '-';
    at += tabs ? 1 : 0;
    while (at < script.length() && (script.charAt(at) == ' ' || script.charAt(at) == '\t')) {
      at++;
    }
    StringBuilder delimiter = new StringBuilder();
    boolean quoted = false;
    char open = '\0';
    for (; at < script.length(); at++) {
      char c = script.charAt(at);
      if (open == '\0' && " \t\r\n;&|<>()".indexOf(c) >= 0 || c == '\n') {
        break;
      }
      if (c == open) {
        open = '\0';
      } else if (open == '\0' && (c == '\'' || c == '"')) {
        open = c;
        quoted = true;
      } else if (c == '\\') {
        quoted = true;
      } else {
        delimiter.append(c);
      }
    }
    waiting.add(new HereDocument(delimiter.toString(), quoted, tabs, commands()));
  }

  private void hereDocuments() {
    List<HereDocument> documents = List.copyOf(waiting);
    waiting.clear();
    documents.forEach(this::body);
  }

  private void body(HereDocument document) {
    while (at < script.length()) {
      int newline = script.indexOf('\n', at);
      int end = newline < 0 ? script.length() : newline;
      if (isDelimiter(document, at, end)) {
        at = Math.min(script.length(), end + 1);
        return;
      }
      // A placeholder may itself span lines.
      at = bodyLine(document, end);
      if (at < script.length() && script.charAt(at) == '\n') {
        at++;
      }
    }
  }

  private boolean isDelimiter(HereDocument document, int from, int to) {
    int start = from;
    while (document.tabs && start < to && script.charAt(start) == '\t') {
      start++;
    }
    int end = to > start && script.charAt(to - 1) == '\r' ? to - 1 : to;
    return end - start == document.delimiter.length()
        && script.startsWith(document.delimiter, start);
  }

  private int bodyLine(HereDocument document, int end) {
    int i = at;
    int depth = 0;
    while (i < end) {
      @Nullable Span hole = holes.get(i);
      if (hole != null) {
        boolean escaped =
            i > 0 && (script.charAt(i - 1) == '\\' || script.charAt(i - 1) == '$') || depth > 0;
        Kind kind = escaped ? Kind.UNKNOWN : Kind.HERE_DOCUMENT;
        spots.put(
            hole,
            Spot.outside(document.quoted ? Kind.LITERAL_HERE_DOCUMENT : kind, document.commands));
        i = hole.end();
      } else {
        char c = script.charAt(i);
        boolean opens = c == '$' && i + 1 < end && "({".indexOf(script.charAt(i + 1)) >= 0;
        depth += opens && !holes.containsKey(i) || c == '`' ? 1 : 0;
        depth -= depth > 0 && (c == ')' || c == '}') ? 1 : 0;
        i++;
      }
    }
    return i;
  }

  private void inDouble(char c) {
    switch (c) {
      case '"' -> pop();
      case '\\' -> backslash();
      case '`' -> backtick(top());
      case '$' -> dollar();
      default -> {
        append(c);
        at++;
      }
    }
  }

  private void until(char c, char quote, boolean escapes) {
    if (c == quote) {
      pop();
    } else if (escapes && c == '\\') {
      backslash();
    } else {
      append(c);
      at++;
    }
  }

  private void parameter(char c) {
    boolean quoted = frames.stream().anyMatch(frame -> frame.mode == Mode.DOUBLE);
    switch (c) {
      case '}' -> pop();
      case '\\' -> backslash();
      case '"' -> push(Mode.DOUBLE, 1);
      case '`' -> backtick(top());
      case '$' -> dollar();
      case '\'' -> {
        if (quoted) {
          at++;
        } else {
          push(Mode.SINGLE, 1);
        }
      }
      default -> at++;
    }
  }

  private void arithmetic(char c) {
    Frame frame = top();
    switch (c) {
      case '(' -> {
        frame.parens++;
        at++;
      }
      case ')' -> {
        if (--frame.parens == 0) {
          pop();
        } else {
          at++;
        }
      }
      case '\\' -> backslash();
      case '"' -> push(Mode.DOUBLE, 1);
      case '\'' -> push(Mode.SINGLE, 1);
      case '`' -> backtick(frame);
      case '$' -> dollar();
      default -> at++;
    }
  }

  private void endWord(Frame frame) {
    if (!frame.inWord) {
      return;
    }
    String word = frame.word.toString();
    boolean first = frame.command.nameIndex() == frame.command.size();
    if (first && word.equals("case")) {
      frame.cases++;
    } else if (first && word.equals("esac") && frame.cases > 0) {
      frame.cases--;
    }
    frame.command.add(word);
    frame.word.setLength(0);
    frame.inWord = false;
  }

  private void endCommand(Frame frame) {
    endWord(frame);
    if (frame.command.evaluates()) {
      evaluations.add(frame.command);
    }
    frame.command = new PosixCommand();
  }
}
