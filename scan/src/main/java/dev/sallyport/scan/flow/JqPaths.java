package dev.sallyport.scan.flow;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Which fields of its input a jq program prints, as paths without indices: `head.sha` for
/// `.[0].head | .sha`. Conditions, lengths and comparisons print nothing of their input. What is
/// not understood counts with every path that is written in it (the manual of jq, "Basic filters").
///
/// Stages of several paths each multiply. A program of more, longer or deeper paths than any answer
/// has counts as one that prints all of its input.
final class JqPaths {
  private static final int DEEPEST = 24;
  private static final int MOST_PATHS = 256;
  private static final int LONGEST_PATH = 1_000;

  /// Paths put together over all stages.
  private static final int WORK = 200_000;

  /// In front of a path that a later `.name` does not lead further: a new object's or string's.
  private static final String CLOSED = "!";

  /// Filters whose result is a number, a truth value or a fixed word.
  private static final Set<String> PLAIN =
      Set.of(
          "length",
          "contains",
          "test",
          "startswith",
          "endswith",
          "any",
          "all",
          "has",
          "keys",
          "type",
          "tonumber",
          "not",
          "index",
          "rindex",
          "indices",
          "inside",
          "in",
          "isempty",
          "now",
          "empty",
          "fromdate",
          "todate",
          "@uri",
          "input_line_number",
          "null",
          "true",
          "false",
          "error",
          "isvalid",
          "utf8bytelength",
          "max",
          "min");

  /// Filters that only choose among or rewrite what they are given.
  private static final Set<String> KEEPING =
      Set.of(
          "select",
          "first",
          "last",
          "reverse",
          "sort",
          "unique",
          "tostring",
          "ascii_downcase",
          "ascii_upcase",
          "ltrimstr",
          "rtrimstr",
          "trim",
          "ltrim",
          "rtrim",
          "join",
          "split",
          "flatten",
          "add",
          "to_entries",
          "from_entries",
          "min_by",
          "max_by",
          "sort_by",
          "unique_by",
          "group_by",
          "gsub",
          "sub",
          "nth",
          "explode",
          "implode",
          "tojson",
          "fromjson",
          "values",
          "arrays",
          "objects",
          "strings",
          "splits",
          "scan",
          "capture",
          "match",
          "@tsv",
          "@csv",
          "@sh",
          "@base64",
          "@base64d",
          "@json",
          "@text",
          "@html",
          "recurse",
          "env");

  private static final Set<String> INNER =
      Set.of("map", "map_values", "first", "last", "limit", "until", "path", "with_entries");

  private int left = WORK;

  private JqPaths() {}

  /// @param from paths of the input
  static Set<String> of(String program, Set<String> from) {
    JqPaths paths = new JqPaths();
    Set<String> found = paths.run(program, from, 0);
    if (paths.left < 0) {
      return from;
    }
    Set<String> out = new LinkedHashSet<>();
    for (String path : found) {
      out.add(path.startsWith(CLOSED) ? path.substring(1) : path);
    }
    return out;
  }

  /// Pays for paths; what comes of them no longer matters once too much was spent.
  private Set<String> paid(Set<String> paths) {
    left = paths.size() > MOST_PATHS ? -1 : left - 1 - paths.size();
    return left < 0 ? Set.of() : paths;
  }

  private Set<String> run(String program, Set<String> from, int depth) {
    if (depth > DEEPEST) {
      return from;
    }
    Set<String> now = from;
    for (String stage : JqText.split(program, "|")) {
      now = paid(alternatives(stage, now, depth + 1));
    }
    return now;
  }

  private Set<String> alternatives(String stage, Set<String> from, int depth) {
    if (compares(stage)) {
      return Set.of();
    }
    Set<String> out = new LinkedHashSet<>();
    for (String one : JqText.split(stage, ",+")) {
      for (String choice : choices(one)) {
        out.addAll(paid(single(choice.strip(), from, depth)));
      }
    }
    return out;
  }

  /// `a // b`.
  private static List<String> choices(String text) {
    List<String> parts = JqText.split(text, "/");
    parts.removeIf(String::isBlank);
    return parts;
  }

  private static boolean compares(String stage) {
    for (String operator : new String[] {"==", "!=", "<", ">", " and ", " or "}) {
      if (JqText.top(stage, operator) >= 0) {
        return true;
      }
    }
    return false;
  }

  private Set<String> single(String text, Set<String> from, int depth) {
    if (text.isEmpty() || depth > DEEPEST) {
      return from;
    }
    char first = text.charAt(0);
    return switch (first) {
      case '.' -> field(text, from, depth);
      case '"' -> closed(interpolated(text, from, depth));
      case '(', '[' -> bracketed(text, from, depth);
      case '{' -> closed(object(text, from, depth));
      default -> Character.isLetter(first) || first == '@' ? call(text, from, depth) : Set.of();
    };
  }

  private Set<String> closed(Set<String> paths) {
    Set<String> out = new LinkedHashSet<>();
    paths.forEach(path -> out.add(path.startsWith(CLOSED) ? path : CLOSED + path));
    return out;
  }

  /// `.a.b[0]["c"]?`, and what stands behind a closing bracket in the same way.
  private Set<String> field(String text, Set<String> from, int depth) {
    StringBuilder path = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '[') {
        int end = JqText.close(text, at);
        String inside = text.substring(at + 1, Math.max(at + 1, end)).strip();
        if (inside.length() > 2 && inside.charAt(0) == '"' && inside.indexOf('\\') < 0) {
          path.append('.').append(inside, 1, inside.length() - 1);
        }
        at = Math.min(text.length(), end + 1);
      } else if (c == '.' && at + 1 < text.length() && text.charAt(at + 1) == '"') {
        int end = JqText.close(text, at + 1);
        path.append('.').append(text, at + 2, Math.max(at + 2, end));
        at = Math.min(text.length(), end + 1);
      } else if (c == '.' || c == '?') {
        at++;
      } else if (Character.isLetterOrDigit(c) || c == '_') {
        int end = at;
        while (end < text.length() && isName(text.charAt(end))) {
          end++;
        }
        path.append('.').append(text, at, end);
        at = end;
      } else {
        return union(append(from, path.toString()), loose(text.substring(at), from, depth));
      }
    }
    return append(from, path.toString());
  }

  private static boolean isName(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private Set<String> append(Set<String> from, String suffix) {
    if (suffix.isEmpty()) {
      return from;
    }
    Set<String> out = new LinkedHashSet<>();
    for (String path : from) {
      if (path.startsWith(CLOSED)) {
        out.add(path);
      } else if (path.length() + suffix.length() > LONGEST_PATH) {
        left = -1;
      } else {
        out.add(path.isEmpty() ? suffix.substring(1) : path + suffix);
      }
    }
    return paid(out);
  }

  private Set<String> call(String text, Set<String> from, int depth) {
    int end = 0;
    while (end < text.length() && (isName(text.charAt(end)) || text.charAt(end) == '@')) {
      end++;
    }
    String name = text.substring(0, end);
    String rest = text.substring(end).strip();
    if (name.equals("if") || name.equals("reduce") || name.equals("foreach")) {
      return loose(rest, from, depth);
    }
    if (name.equals("def") || name.equals("import") || name.equals("include")) {
      return from;
    }
    boolean argument = rest.startsWith("(");
    if (argument && INNER.contains(name)) {
      int close = JqText.close(rest, 0);
      Set<String> inner = from;
      for (String part : JqText.split(rest.substring(1, Math.max(1, close)), ";")) {
        inner = run(part, from, depth + 1);
      }
      return inner;
    }
    if (PLAIN.contains(name)) {
      return Set.of();
    }
    if (KEEPING.contains(name)) {
      return name.startsWith("@") && rest.startsWith("\"")
          ? closed(interpolated(rest, from, depth))
          : from;
    }
    return union(from, loose(rest, from, depth));
  }

  private Set<String> bracketed(String text, Set<String> from, int depth) {
    int close = JqText.close(text, 0);
    Set<String> inside = run(text.substring(1, Math.max(1, close)), from, depth + 1);
    String rest = close + 1 < text.length() ? text.substring(close + 1).strip() : "";
    return rest.startsWith(".") || rest.startsWith("[") ? field(rest, inside, depth) : inside;
  }

  private Set<String> object(String text, Set<String> from, int depth) {
    Set<String> out = new LinkedHashSet<>();
    for (String entry : JqText.split(text.substring(1, Math.max(1, JqText.close(text, 0))), ",")) {
      int colon = JqText.top(entry, ":");
      String value = colon < 0 ? "." + entry.strip() : entry.substring(colon + 1);
      out.addAll(paid(run(value, from, depth + 1)));
    }
    return out;
  }

  /// The `\( … )` in a string.
  private Set<String> interpolated(String text, Set<String> from, int depth) {
    Set<String> out = new LinkedHashSet<>();
    int at = text.indexOf("\\(");
    while (at >= 0 && left >= 0) {
      int close = Math.max(at + 2, JqText.close(text, at + 1));
      out.addAll(
          paid(run(text.substring(at + 2, Math.min(close, text.length())), from, depth + 1)));
      at = text.indexOf("\\(", close);
    }
    return out;
  }

  /// All paths that are written anywhere in the text.
  private Set<String> loose(String text, Set<String> from, int depth) {
    Set<String> out = new LinkedHashSet<>();
    int at = text.indexOf('.');
    while (at >= 0 && left >= 0) {
      int end = at + 1;
      while (end < text.length() && (isName(text.charAt(end)) || text.charAt(end) == '.')) {
        end++;
      }
      if (end > at + 1 && Character.isLetter(text.charAt(at + 1))) {
        out.addAll(paid(field(text.substring(at, end), from, depth + 1)));
      }
      at = text.indexOf('.', end);
    }
    return out;
  }

  private Set<String> union(Set<String> a, Set<String> b) {
    Set<String> out = new LinkedHashSet<>(a);
    out.addAll(b);
    return out;
  }
}
