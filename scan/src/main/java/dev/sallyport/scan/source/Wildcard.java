package dev.sallyport.scan.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;

/// One pattern of a `.gitignore`, matched as git's `wildmatch` with `WM_PATHNAME` does, but without
/// its backtracking: all positions in the pattern are followed at once, so that a match costs at
/// most pattern times text, whoever wrote the pattern. (JGit turns patterns into regular
/// expressions: twenty stars in one and a long file name keep it busy for hours.)
///
/// Characters are bytes, one each, as git has it: `?` is one byte of a UTF-8 name.
final class Wildcard {

  /// One position of the pattern. `loops`: may take any number of bytes that fit. `skips`: where
  /// one may also go on without taking anything, or -1.
  private record Token(IntPredicate fits, boolean loops, int skips) {}

  private static final IntPredicate ANYTHING = _ -> true;
  private static final IntPredicate NOT_SLASH = c -> c != '/';
  private static final IntPredicate NOTHING = _ -> false;

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
          case '?' -> take(NOT_SLASH);
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
        take(NOTHING);
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
        tokens.add(new Token(NOTHING, false, here + 3));
        tokens.add(new Token(ANYTHING, true, here + 2));
        literal('/');
      } else {
        tokens.add(new Token(crosses ? ANYTHING : NOT_SLASH, true, here + 1));
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
      char previous = 0;
      do {
        char c = peek(0);
        if (c == 0) {
          dead();
          return;
        }
        if (c == '\\') {
          at++;
          c = peek(0);
          if (c == 0) {
            dead();
            return;
          }
          set.set(c);
          previous = c;
        } else if (c == '-' && previous != 0 && peek(1) != 0 && peek(1) != ']') {
          at++;
          if (peek(0) == '\\') {
            at++;
          }
          if (peek(0) == 0) {
            dead();
            return;
          }
          if (peek(0) >= previous) {
            set.set(previous, peek(0) + 1);
          }
          previous = 0;
        } else if (c == '[' && peek(1) == ':') {
          int close = pattern.indexOf(']', at + 2);
          if (close < 0) {
            dead();
            return;
          }
          if (close - at - 3 < 0 || pattern.charAt(close - 1) != ':') {
            set.set('[');
            previous = '[';
          } else {
            if (!named(pattern.substring(at + 2, close - 1), set)) {
              dead();
              return;
            }
            at = close;
            previous = 0;
          }
        } else {
          set.set(c);
          previous = c;
        }
        at++;
      } while (peek(0) != ']');
      take(c -> c != '/' && set.get(c) != negated);
    }

    private void dead() {
      tokens.add(new Token(NOTHING, false, -1));
      at = pattern.length();
    }

    private char peek(int ahead) {
      return at + ahead < pattern.length() ? pattern.charAt(at + ahead) : 0;
    }

    private static boolean named(String name, BitSet set) {
      IntPredicate fits =
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
            default -> NOTHING;
          };
      if (fits == NOTHING) {
        return false;
      }
      for (int c = 0; c < 128; c++) {
        if (fits.test(c)) {
          set.set(c);
        }
      }
      return true;
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
