package dev.sallyport.scan.fix;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/// What is open at a place in a shell script: quotes and substitutions, the innermost first.
final class PosixFrames {
  private static final int MAX_DEPTH = 200;
  private static final String VARIABLE_OPERATORS = ":-=+";

  /// What the characters inside mean.
  enum Mode {
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

  /// One of them, with the command that is read in it.
  static final class Frame {
    final Mode mode;
    final int start;
    final StringBuilder word = new StringBuilder();
    PosixCommand command = new PosixCommand();
    boolean inWord;
    int parens;
    int cases;

    private Frame(Mode mode, int start) {
      this.mode = mode;
      this.start = start;
    }

    /// Whether there are commands in it.
    boolean runs() {
      return switch (mode) {
        case COMMAND, SUBSTITUTION, BACKTICK, ARRAY -> true;
        case DOUBLE, SINGLE, ANSI, PARAMETER, ARITHMETIC -> false;
      };
    }

    /// `${NAME:-` right in front of `at`: what stands there is a value like any other.
    boolean opensDefault(String script, int at) {
      int i = start;
      while (i < at && (Character.isLetterOrDigit(script.charAt(i)) || script.charAt(i) == '_')) {
        i++;
      }
      boolean operators = i > start && i < at && at - i <= 2;
      for (int k = i; k < at; k++) {
        operators &= VARIABLE_OPERATORS.indexOf(script.charAt(k)) >= 0;
      }
      return operators;
    }
  }

  private final Deque<Frame> frames = new ArrayDeque<>();
  private boolean ended;

  /// @param start of what is inside
  void push(Mode mode, int start) {
    frames.push(new Frame(mode, start));
  }

  boolean isFull() {
    return frames.size() >= MAX_DEPTH;
  }

  /// Ends the innermost; the script itself stays.
  Frame pop() {
    Frame frame = frames.pop();
    if (frames.isEmpty()) {
      ended = true;
      frames.push(frame);
    }
    return frame;
  }

  /// Whether something closed that was never opened.
  boolean isOver() {
    return ended;
  }

  Frame top() {
    return frames.getFirst();
  }

  boolean has(Mode mode) {
    return frames.stream().anyMatch(frame -> frame.mode == mode);
  }

  /// Whether the one around the innermost is of this kind.
  boolean isAround(Mode mode) {
    return frames.stream().skip(1).findFirst().filter(frame -> frame.mode == mode).isPresent();
  }

  Stream<Frame> running() {
    return frames.stream().filter(Frame::runs);
  }

  /// The innermost that has commands.
  Frame innermost() {
    return running().findFirst().orElseGet(frames::getLast);
  }

  /// The commands that are being read, innermost first.
  List<PosixCommand> commands() {
    return running().map(frame -> frame.command).toList();
  }
}
