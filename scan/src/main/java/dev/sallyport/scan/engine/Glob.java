package dev.sallyport.scan.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A pattern for paths inside the scanned tree, always matched on the whole path: `*` is any run of
/// characters but `/`, `?` is one character but `/`, `**` is any number of whole segments and
/// stands alone between slashes. There is nothing else; every other character is itself.
///
/// Matching walks the path once and keeps the set of pattern places that are still possible (an
/// automaton, no backtracking): time is path length times pattern length, whatever they hold.
public final class Glob {
  static final int LONGEST = 512;

  /// `**` in front of a slash: any number of segments, each with its slash.
  private static final int SEGMENTS = -1;

  /// `**` at the end: everything below, at least one character.
  private static final int REST = -2;

  private static final int STAR = -3;
  private static final int ONE = -4;

  private final String pattern;
  private final int[] tokens;

  private Glob(String pattern, int[] tokens) {
    this.pattern = pattern;
    this.tokens = tokens;
  }

  /// What reading a pattern came to.
  public sealed interface Result {
    record Ok(Glob glob) implements Result {}

    /// @param problem what is wrong and what to write instead
    record Bad(String problem) implements Result {}
  }

  public static Result parse(String pattern) {
    String problem = problem(pattern);
    return problem.isEmpty()
        ? new Result.Ok(new Glob(pattern, tokens(pattern)))
        : new Result.Bad(problem);
  }

  /// For patterns of the program itself.
  ///
  /// @throws IllegalArgumentException when it is none
  public static Glob of(String pattern) {
    return switch (parse(pattern)) {
      case Result.Ok(Glob glob) -> glob;
      case Result.Bad(String problem) -> throw new IllegalArgumentException(problem);
    };
  }

  private static String problem(String pattern) {
    if (pattern.isBlank()) {
      return "an empty pattern matches nothing; write '**' for every path";
    }
    if (pattern.length() > LONGEST) {
      return "a pattern may have at most " + LONGEST + " characters";
    }
    if (pattern.startsWith("/") || pattern.startsWith("./")) {
      return "patterns count from the repository's root already; leave the leading '/' or './' out";
    }
    if (pattern.startsWith("!")) {
      return "'!' does not negate here; use the opposite list (include or exclude)";
    }
    if (pattern.endsWith("/")) {
      return "a directory as such has no findings; write '" + pattern + "**' for all below it";
    }
    if (pattern.indexOf('\\') >= 0) {
      return "paths are written with '/', also on Windows, and nothing needs escaping";
    }
    if (contains(pattern, "[]{}")) {
      return "character classes and braces are not supported; use '?' or several patterns";
    }
    return segmentProblem(pattern);
  }

  private static String segmentProblem(String pattern) {
    for (String segment : pattern.split("/", -1)) {
      if (segment.isEmpty()) {
        return "'//' never occurs in a path";
      }
      if (segment.equals("..") || segment.equals(".")) {
        return "'.' and '..' never occur in a path inside the repository";
      }
      if (segment.contains("**") && !segment.equals("**")) {
        return "'**' must stand alone between slashes; inside a name one '*' is enough";
      }
    }
    return "";
  }

  private static boolean contains(String text, String characters) {
    return characters.chars().anyMatch(c -> text.indexOf(c) >= 0);
  }

  private static int[] tokens(String pattern) {
    List<Integer> out = new ArrayList<>();
    for (int at = 0; at < pattern.length(); at++) {
      if (pattern.startsWith("**/", at)) {
        out.add(SEGMENTS);
        at += 2;
      } else if (pattern.startsWith("**", at)) {
        out.add(REST);
        at++;
      } else {
        char c = pattern.charAt(at);
        out.add(c == '*' ? STAR : c == '?' ? ONE : c);
      }
    }
    return out.stream().mapToInt(Integer::intValue).toArray();
  }

  public boolean matches(String path) {
    boolean[] here = new boolean[tokens.length + 1];
    boolean[] next = new boolean[tokens.length + 1];
    arrive(here, 0);
    for (int at = 0; at < path.length(); at++) {
      char c = path.charAt(at);
      Arrays.fill(next, false);
      for (int i = 0; i < tokens.length; i++) {
        if (here[i]) {
          step(next, i, c);
        }
      }
      boolean[] free = here;
      here = next;
      next = free;
    }
    return here[tokens.length];
  }

  private void step(boolean[] next, int i, char c) {
    switch (tokens[i]) {
      case SEGMENTS -> {
        next[i] = true;
        if (c == '/') {
          arrive(next, i + 1);
        }
      }
      case REST -> {
        next[i] = true;
        next[i + 1] = true;
      }
      case STAR -> {
        if (c != '/') {
          arrive(next, i);
        }
      }
      case ONE -> {
        if (c != '/') {
          arrive(next, i + 1);
        }
      }
      default -> {
        if (tokens[i] == c) {
          arrive(next, i + 1);
        }
      }
    }
  }

  /// A place whose token may also stand for nothing is passed at once.
  private void arrive(boolean[] states, int i) {
    int at = i;
    states[at] = true;
    while (at < tokens.length && (tokens[at] == STAR || tokens[at] == SEGMENTS)) {
      states[++at] = true;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Glob glob && glob.pattern.equals(pattern);
  }

  @Override
  public int hashCode() {
    return pattern.hashCode();
  }

  @Override
  public String toString() {
    return pattern;
  }
}
