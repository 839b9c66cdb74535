package dev.sallyport.scan.syntax.shell;

import java.util.ArrayList;
import java.util.List;

/// Collects the parts of a word; neighbouring fixed characters become one literal.
final class Parts {
  private final Cursor in;
  private final List<WordPart> parts = new ArrayList<>();
  private final StringBuilder literal = new StringBuilder();
  private int from;
  private int to;

  Parts(Cursor in) {
    this.in = in;
  }

  /// Takes the next `count` characters as they are.
  void take(int count) {
    int start = in.at;
    in.at = Math.min(in.end, in.at + count);
    extend(start);
    literal.append(in.text, start, in.at);
  }

  /// Takes everything up to `target` as it is.
  void takeTo(int target) {
    take(Math.max(0, target - in.at));
  }

  /// Adds `value` for the characters from `start` to the cursor, as an escape does. It becomes a
  /// literal of its own, so that within every other literal offsets and characters run in step.
  void escaped(int start, String value) {
    flush();
    parts.add(new WordPart.Literal(in.from(start), value));
  }

  /// Takes the backslash in front of the cursor as an ordinary character.
  void backslash() {
    in.at--;
    take(1);
  }

  void add(WordPart part) {
    flush();
    parts.add(part);
  }

  List<WordPart> build() {
    flush();
    return parts;
  }

  private void extend(int start) {
    if (literal.isEmpty()) {
      from = start;
    }
    to = in.at;
  }

  private void flush() {
    if (!literal.isEmpty()) {
      parts.add(new WordPart.Literal(in.span(from, to), literal.toString()));
      literal.setLength(0);
    }
  }
}
