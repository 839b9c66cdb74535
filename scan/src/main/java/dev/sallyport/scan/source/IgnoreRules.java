package dev.sallyport.scan.source;

import dev.sallyport.scan.source.Wildcard.Steps;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The patterns that hold in one directory: those of its own ignore file and, behind them, those of
/// the directories above. Read as gitignore(5) says and as git 2.39 does it.
///
/// Names are given as bytes, one per character ([#bytes]), because git compares bytes.
final class IgnoreRules {
  /// For a place where nothing is ignored.
  static final IgnoreRules NONE = new IgnoreRules(null, "", List.of());

  /// Larger ignore files are not read; that is a problem of the scan.
  static final int LARGEST_FILE = 1 << 20;

  private final @Nullable IgnoreRules above;
  private final String base;
  private final List<Rule> rules;

  private IgnoreRules(@Nullable IgnoreRules above, String base, List<Rule> rules) {
    this.above = above;
    this.base = base;
    this.rules = rules;
  }

  /// These and, stronger, the patterns of an ignore file.
  ///
  /// @param base the directory it lies in, relative to the repository; empty or ending in `/`
  IgnoreRules and(String base, byte[] content) {
    List<Rule> own = parse(content);
    return own.isEmpty() ? this : new IgnoreRules(this, base, own);
  }

  /// Whether git would leave this path out, taken for itself: that no directory above it is ignored
  /// is for the caller to know. Once the budget is spent nothing is ignored any more, so that a
  /// hostile file costs time but hides nothing.
  boolean ignores(String path, boolean directory, Steps budget) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    for (IgnoreRules level = this; level != null; level = level.above) {
      for (int i = level.rules.size() - 1; i >= 0; i--) {
        Rule rule = level.rules.get(i);
        if (rule.matches(path, name, level.base.length(), directory, budget)) {
          return !rule.negated && !budget.spent();
        }
      }
    }
    return false;
  }

  /// A name as git sees it: one character for each byte of its UTF-8 form.
  static String bytes(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) > 127) {
        return new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      }
    }
    return name;
  }

  private static List<Rule> parse(byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    List<Rule> rules = new ArrayList<>();
    int start = text.startsWith("\u00ef\u00bb\u00bf") ? 3 : 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      String line = text.substring(start, end < 0 ? text.length() : end);
      start += line.length() + 1;
      if (line.endsWith("\r")) {
        line = line.substring(0, line.length() - 1);
      }
      if (!line.isEmpty() && line.charAt(0) != '#') {
        rules.add(Rule.of(withoutTrailingSpaces(line)));
      }
    }
    return List.copyOf(rules);
  }

  private static String withoutTrailingSpaces(String line) {
    int end = line.length();
    int spaces = -1;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == ' ') {
        spaces = spaces < 0 ? i : spaces;
      } else {
        spaces = -1;
        i += c == '\\' ? 1 : 0;
      }
    }
    return line.substring(0, spaces < 0 ? end : spaces);
  }

  /// @param literal what the path must start with: the pattern up to its first special character
  /// @param rest what follows, or null when nothing does and the pattern is an exact name
  /// @param anchored whether it is held against the whole path below the base, not the last name
  private record Rule(
      String literal,
      @Nullable Wildcard rest,
      boolean suffix,
      boolean anchored,
      boolean directories,
      boolean negated) {

    static Rule of(String line) {
      boolean negated = line.startsWith("!");
      String pattern = negated ? line.substring(1) : line;
      boolean directories = pattern.endsWith("/");
      if (directories) {
        pattern = pattern.substring(0, pattern.length() - 1);
      }
      boolean anchored = pattern.indexOf('/') >= 0;
      if (anchored && pattern.startsWith("/")) {
        pattern = pattern.substring(1);
      }
      int plain = plainLength(pattern);
      String rest = pattern.substring(plain);
      if (!anchored
          && plain == 0
          && rest.startsWith("*")
          && plainLength(rest.substring(1)) == rest.length() - 1) {
        return new Rule(rest.substring(1), null, true, false, directories, negated);
      }
      // git drops the plain beginning before it looks at the rest, so `a**/b` is `a` and `**/b`.
      return new Rule(
          pattern.substring(0, plain),
          rest.isEmpty() ? null : Wildcard.of(rest),
          false,
          anchored,
          directories,
          negated);
    }

    private static int plainLength(String pattern) {
      int at = 0;
      while (at < pattern.length() && "*?[\\".indexOf(pattern.charAt(at)) < 0) {
        at++;
      }
      return at;
    }

    boolean matches(String path, String name, int base, boolean directory, Steps budget) {
      if ((directories && !directory) || !budget.take(1)) {
        return false;
      }
      String text = anchored ? path.substring(base) : name;
      if (suffix) {
        return text.endsWith(literal);
      }
      if (!text.startsWith(literal)) {
        return false;
      }
      return rest == null
          ? text.length() == literal.length()
          : rest.matches(text.substring(literal.length()), budget);
    }
  }
}
