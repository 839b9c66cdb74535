package dev.sallyport.scan.syntax.shell;

import dev.sallyport.base.text.Span;
import java.util.ArrayList;
import java.util.List;

/// What the parsers of one script share: its troubles and the limits that keep parsing linear.
final class Session {
  /// Nesting of statements and substitutions that is followed. A level costs about ten stack
  /// frames; scripts that people write stay below 15.
  static final int MAX_DEPTH = 60;

  private static final int MAX_TROUBLES = 100;

  /// An unterminated quote makes the parser go back to the end of its line. Each time costs up to
  /// one pass over the rest of the script, hence few.
  private static final int MAX_RECOVERIES = 4;

  final List<Trouble> troubles = new ArrayList<>();
  final List<Span> comments = new ArrayList<>();
  private int depth;
  private int recoveries;
  private long lookahead;

  Session(int length) {
    lookahead = 8L * length + 4096;
  }

  void trouble(Span span, String message) {
    if (troubles.size() < MAX_TROUBLES) {
      troubles.add(new Trouble(span, message));
    }
  }

  /// Goes one level down, unless that is too deep.
  boolean enter() {
    if (depth >= MAX_DEPTH) {
      return false;
    }
    depth++;
    return true;
  }

  void leave() {
    depth--;
  }

  boolean mayRecover() {
    return recoveries < MAX_RECOVERIES;
  }

  void recover() {
    recoveries++;
  }

  /// Pays for characters that were read ahead and will be read again. Once the account is empty,
  /// ambiguous constructs are taken to be what needs no look ahead.
  boolean payLookahead(int characters) {
    lookahead -= characters;
    return lookahead > 0;
  }

  boolean mayLookAhead() {
    return lookahead > 0;
  }
}
