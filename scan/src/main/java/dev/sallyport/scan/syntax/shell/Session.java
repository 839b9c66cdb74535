package dev.sallyport.scan.syntax.shell;

import dev.sallyport.base.text.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What the parsers of one script share: its troubles and the limits that keep parsing linear.
final class Session {
  /// Nesting of statements and substitutions that is followed. A level costs about ten stack
  /// frames; scripts that people write stay below 15.
  static final int MAX_DEPTH = 60;

  static final String TOO_DEEP = "nested more than " + MAX_DEPTH + " deep";

  private static final int MAX_TROUBLES = 100;

  /// An unterminated quote makes the parser go back to the end of its line. Each time costs up to
  /// one pass over the rest of the script, hence few.
  private static final int MAX_RECOVERIES = 4;

  final List<Trouble> troubles = new ArrayList<>();
  private final Set<String> reached = new HashSet<>();
  final List<Span> comments = new ArrayList<>();
  private int depth;
  private int recoveries;
  private long lookahead;

  Session(int length) {
    lookahead = 8L * length + 4096;
  }

  void trouble(Span span, String message) {
    if (troubles.size() < MAX_TROUBLES) {
      troubles.add(new Trouble(span, false, message));
    } else {
      limit(
          span, "not understood in more than " + MAX_TROUBLES + " places; this is one of the rest");
    }
  }

  /// Something was not looked at because a limit was reached. One place for each limit is enough.
  void limit(Span span, String message) {
    if (reached.add(message)) {
      troubles.add(new Trouble(span, true, message));
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

  /// @param at where the look ahead would begin
  boolean mayLookAhead(Span at) {
    if (lookahead <= 0) {
      limit(at, "too ambiguous to be read exactly from here on");
    }
    return lookahead > 0;
  }
}
