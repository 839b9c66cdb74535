package dev.sallyport.scan.fix;

import dev.sallyport.base.text.Span;
import dev.sallyport.scan.fix.PosixFrames.Frame;
import dev.sallyport.scan.fix.PosixFrames.Mode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One walk over a POSIX shell script that tells, for every placeholder, how it is quoted and which
/// commands it is an argument of (POSIX.1-2024, XCU 2.2 to 2.7; `$'…'`, `((` and `[[` as in bash).
/// Linear; gives up, by calling the rest unknown, where the nesting is too deep or too odd.
final class PosixQuoting {
  private static final int MAX_WORD = 256;

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

  private final String script;
  private final Map<Integer, Span> holes = new HashMap<>();
  private final Map<Span, Spot> spots = new HashMap<>();
  private final PosixFrames frames = new PosixFrames();
  private final PosixHereDocuments documents;
  private final List<PosixCommand> evaluations = new ArrayList<>();
  private int at;
  private boolean lost;

  private PosixQuoting(String script, List<Span> placeholders) {
    this.script = script;
    placeholders.forEach(span -> holes.put(span.start(), span));
    this.documents = new PosixHereDocuments(script, holes, spots);
  }

  /// @param placeholders all that stand in the script
  static PosixQuoting of(String script, List<Span> placeholders) {
    PosixQuoting quoting = new PosixQuoting(script, placeholders);
    quoting.frames.push(Mode.COMMAND, 0);
    while (quoting.at < script.length() && !quoting.lost) {
      quoting.step();
    }
    quoting.frames.running().forEach(quoting::endCommand);
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

  private void step() {
    @Nullable Span hole = holes.get(at);
    if (hole != null) {
      placeholder(hole);
      return;
    }
    char c = script.charAt(at);
    switch (frames.top().mode) {
      case COMMAND, SUBSTITUTION, BACKTICK, ARRAY -> command(c);
      case DOUBLE -> inDouble(c);
      case SINGLE -> until(c, '\'', false);
      case ANSI -> until(c, '\'', true);
      case PARAMETER -> parameter(c);
      case ARITHMETIC -> arithmetic(c);
    }
  }

  private void placeholder(Span hole) {
    Frame frame = frames.top();
    Frame runs = frames.innermost();
    int word = runs.command.size();
    boolean opens = at == frame.start && at > 0 && frame.mode == Mode.SINGLE;
    boolean backtick = frames.has(Mode.BACKTICK);
    spots.put(
        hole,
        new Spot(kind(frame), word, runs.mode == Mode.ARRAY, backtick, opens, frames.commands()));
    append(PosixCommand.HOLE);
    at = hole.end();
  }

  private Kind kind(Frame frame) {
    char before = at > 0 ? script.charAt(at - 1) : ' ';
    boolean escaped = before == '\\' || before == '$';
    if (frames.has(Mode.ARITHMETIC)) {
      return Kind.ARITHMETIC;
    }
    return switch (frame.mode) {
      case SINGLE -> Kind.SINGLE;
      case ANSI -> before == '\\' ? Kind.UNKNOWN : Kind.ANSI;
      case DOUBLE -> escaped ? Kind.UNKNOWN : Kind.DOUBLE;
      case COMMAND, SUBSTITUTION, BACKTICK, ARRAY -> escaped ? Kind.UNKNOWN : Kind.UNQUOTED;
      case PARAMETER ->
          frames.isAround(Mode.DOUBLE) && frame.opensDefault(script, at)
              ? Kind.DOUBLE
              : Kind.UNKNOWN;
      case ARITHMETIC -> Kind.ARITHMETIC;
    };
  }

  private void append(char c) {
    Frame frame = frames.innermost();
    frame.inWord = true;
    if (frame.word.length() < MAX_WORD) {
      frame.word.append(c);
    }
  }

  private void push(Mode mode, int length) {
    if (frames.isFull()) {
      lost = true;
      return;
    }
    at += length;
    frames.push(mode, at);
  }

  private void pop() {
    Frame frame = frames.pop();
    at++;
    if (frame.runs()) {
      endCommand(frame);
    }
    lost |= frames.isOver();
  }

  private void command(char c) {
    Frame frame = frames.top();
    switch (c) {
      case '\n' -> {
        endCommand(frame);
        at = documents.bodies(at + 1);
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
    frames.innermost().inWord = true;
    push(mode, length);
  }

  private void backslash() {
    at++;
    if (at < script.length() && !holes.containsKey(at)) {
      if (script.charAt(at) == '`' && frames.has(Mode.BACKTICK)) {
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
    } else if (frames.has(Mode.BACKTICK)) {
      lost = true;
    } else {
      quote(Mode.BACKTICK, 1);
    }
  }

  private void dollar() {
    if (script.startsWith("$((", at)) {
      push(Mode.ARITHMETIC, 3);
      frames.top().parens = 2;
    } else if (script.startsWith("$(", at)) {
      quote(Mode.SUBSTITUTION, 2);
    } else if (script.startsWith("${", at) && !holes.containsKey(at)) {
      quote(Mode.PARAMETER, 2);
    } else if (frames.top().runs() && script.startsWith("$'", at)) {
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
        frames.top().parens = 2;
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
      at = documents.expect(at, frames.commands());
    } else if (c == '<' && script.startsWith("<(", at) || script.startsWith(">(", at)) {
      quote(Mode.SUBSTITUTION, 2);
    } else {
      // `2>&1` is no end of a command.
      endWord(frame);
      at += script.startsWith("&", at + 1) ? 2 : 1;
    }
  }

  private void inDouble(char c) {
    switch (c) {
      case '"' -> pop();
      case '\\' -> backslash();
      case '`' -> backtick(frames.top());
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
    boolean quoted = frames.has(Mode.DOUBLE);
    switch (c) {
      case '}' -> pop();
      case '\\' -> backslash();
      case '"' -> push(Mode.DOUBLE, 1);
      case '`' -> backtick(frames.top());
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
    Frame frame = frames.top();
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
