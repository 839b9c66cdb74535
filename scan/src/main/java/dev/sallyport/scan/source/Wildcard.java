package dev.sallyport.scan.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/// One pattern of a `.gitignore`, matched as git's `wildmatch` with `WM_PATHNAME` does, but without
/// its backtracking: all positions in the pattern are followed at once, so that a match costs at
/// most pattern times text, whoever wrote the pattern. (JGit 7.8 makes a regular
/// expression of a pattern: one with a dozen stars kept it busy for minutes over a name of forty
/// characters.)
///
/// Characters are bytes, one each, as git has it: `?` is one byte of a UTF-8 name.
final class Wildcard {

  /// One position of the pattern. `loops`: may take any number of bytes that fit. `skips`: where
  /// one may also go on without taking anything, or -1.
  private record Token(IntPredicate fits, boolean loops, int skips) {}

  private final Token[] tokens;

  private Wildcard(Token[] tokens) {
    this.tokens = tokens;
  }

  static Wildcard of(String pattern) {
    return new Wildcard(new Compiler(pattern).tokens());
  }

  /// @param budget is charged for the work done
  boolean matches(String text, Steps budget) {
    int end = tokens.length;
    boolean[] now = new boolean[end + 1];
    boolean[] next = new boolean[end + 1];
    enter(now, 0);
    for (int i = 0; i < text.length(); i++) {
      if (!budget.take(end + 1) || !step(text.charAt(i), now, next)) {
        return false;
      }
      boolean[] swap = now;
      now = next;
      next = swap;
    }
    return now[end];
  }

  private boolean step(char c, boolean[] now, boolean[] next) {
    Arrays.fill(next, false);
    boolean alive = false;
    for (int at = 0; at < tokens.length; at++) {
      if (now[at] && tokens[at].fits().test(c)) {
        enter(next, tokens[at].loops() ? at : at + 1);
        alive = true;
      }
    }
    return alive;
  }

  private void enter(boolean[] states, int at) {
    // Skips only lead forward, so this ends; each state is entered once a step.
    for (int state = at; !states[state]; ) {
      states[state] = true;
      if (state == tokens.length || tokens[state].skips() < 0) {
        return;
      }
      if (tokens[state].skips() > state + 1) {
        enter(states, state + 1);
      }
      state = tokens[state].skips();
    }
  }

  /// Reads a pattern from left to right.
  private static final class Compiler {
    private final String pattern;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    Compiler(String pattern) {
      this.pattern = pattern;
    }

    Token[] tokens() {
      while (at < pattern.length()) {
        switch (pattern.charAt(at)) {
          case '*' -> stars();
          case '?' -> take(c -> c != '/');
          case '[' -> bracket();
          case '\\' -> escape();
          default -> literal(pattern.charAt(at));
        }
      }
      return tokens.toArray(Token[]::new);
    }

    private void take(IntPredicate fits) {
      tokens.add(new Token(fits, false, -1));
      at++;
    }

    private void literal(char wanted) {
      take(c -> c == wanted);
    }

    private void escape() {
      at++;
      if (at == pattern.length()) {
        take(_ -> false);
      } else {
        literal(pattern.charAt(at));
      }
    }

    private void stars() {
      int start = at;
      while (peek(0) == '*') {
        at++;
      }
      boolean crosses =
          at - start > 1 && (start == 0 || pattern.charAt(start - 1) == '/') && atBoundary();
      int here = tokens.size();
      if (crosses && peek(0) == '/') {
        // `**/` also stands for no directory at all.
        tokens.add(new Token(_ -> false, false, here + 3));
        tokens.add(new Token(_ -> true, true, here + 2));
        literal('/');
      } else {
        tokens.add(new Token(crosses ? _ -> true : c -> c != '/', true, here + 1));
      }
    }

    private boolean atBoundary() {
      return peek(0) == 0 || peek(0) == '/' || (peek(0) == '\\' && peek(1) == '/');
    }

    /// A set such as `[a-z!]`; one that is not closed or names an unknown class never matches.
    private void bracket() {
      at++;
      boolean negated = peek(0) == '!' || peek(0) == '^';
      if (negated) {
        at++;
      }
      BitSet set = new BitSet(256);
      // A bracket that closes right here is a member.
      char previous = 0;
      do {
        int member = member(previous, set);
        if (member < 0) {
          tokens.add(new Token(_ -> false, false, -1));
          at = pattern.length();
          return;
        }
        previous = (char) member;
        at++;
      } while (peek(0) != ']');
      take(c -> c != '/' && set.get(c) != negated);
    }

    /// Adds what stands here to the set and stops at its last character.
    ///
    /// @return what a following `-` would begin a range with, 0 for nothing, -1 for a broken set
    private int member(char previous, BitSet set) {
      char c = peek(0);
      if (c == '-' && previous != 0 && peek(1) != 0 && peek(1) != ']') {
        at++;
        return range(previous, set);
      }
      if (c == '[' && peek(1) == ':') {
        return namedClass(set);
      }
      if (c == '\\') {
        at++;
        c = peek(0);
      }
      set.set(c);
      return c == 0 ? -1 : c;
    }

    private int range(char from, BitSet set) {
      if (peek(0) == '\\') {
        at++;
      }
      char to = peek(0);
      if (to >= from) {
        set.set(from, to + 1);
      }
      return to == 0 ? -1 : 0;
    }

    private int namedClass(BitSet set) {
      int close = pattern.indexOf(']', at + 2);
      if (close < 0) {
        return -1;
      }
      if (close == at + 2 || pattern.charAt(close - 1) != ':') {
        set.set('[');
        return '[';
      }
      boolean known = named(pattern.substring(at + 2, close - 1), set);
      at = close;
      return known ? 0 : -1;
    }

    private char peek(int ahead) {
      return at + ahead < pattern.length() ? pattern.charAt(at + ahead) : 0;
    }

    private static boolean named(String name, BitSet set) {
      Optional<IntPredicate> members = members(name);
      for (int c = 0; c < 128 && members.isPresent(); c++) {
        if (members.get().test(c)) {
          set.set(c);
        }
      }
      return members.isPresent();
    }

    private static Optional<IntPredicate> members(String name) {
      return Optional.ofNullable(
          switch (name) {
            case "alnum" -> c -> letter(c) || digit(c);
            case "alpha" -> Compiler::letter;
            case "blank" -> c -> c == ' ' || c == '\t';
            case "cntrl" -> c -> c < 32 || c == 127;
            case "digit" -> Compiler::digit;
            case "graph" -> c -> c > 32 && c < 127;
            case "lower" -> c -> c >= 'a' && c <= 'z';
            case "print" -> c -> c >= 32 && c < 127;
            case "punct" -> c -> c > 32 && c < 127 && !letter(c) && !digit(c);
            case "space" -> c -> c == ' ' || (c >= 9 && c <= 13);
            case "upper" -> c -> c >= 'A' && c <= 'Z';
            case "xdigit" -> c -> digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
            default -> null;
          });
    }

    private static boolean letter(int c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean digit(int c) {
      return c >= '0' && c <= '9';
    }
  }

  /// How many steps of matching may still be taken, shared by all patterns of one walk.
  static final class Steps {
    private long left;

    Steps(long most) {
      this.left = most;
    }

    boolean take(int steps) {
      left -= steps;
      return left >= 0;
    }

    boolean spent() {
      return left < 0;
    }
  }
}
