package dev.sallyport.scan.fix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Unified diffs (GNU diffutils manual, "Detailed Description of Unified Format").
public final class Diff {
  private static final int CONTEXT = 3;

  /// Texts that differ in more lines than this are shown as replaced between their common ends;
  /// bounds time and memory of the search.
  private static final int MAX_DIFFERENCES = 1_000;

  private final List<String> before;
  private final List<String> after;
  private final boolean[] deleted;
  private final boolean[] inserted;

  private Diff(String before, String after) {
    this.before = lines(before);
    this.after = lines(after);
    this.deleted = new boolean[this.before.size()];
    this.inserted = new boolean[this.after.size()];
    mark();
  }

  /// The change of one file, or "" when there is none.
  ///
  /// @param path with `/`, relative to where the diff is to be applied
  public static String unified(String path, String before, String after) {
    if (before.equals(after)) {
      return "";
    }
    StringBuilder out = new StringBuilder();
    out.append("--- ").append(name("a/" + path)).append('\n');
    out.append("+++ ").append(name("b/" + path)).append('\n');
    new Diff(before, after).hunks(out);
    return out.toString();
  }

  /// A name with a space ends with a tab, else `patch` takes what follows for a date; one with
  /// control characters is quoted as git does.
  private static String name(String path) {
    boolean quote = path.chars().anyMatch(c -> c < ' ' || c == '"' || c == '\\' || c == 0x7f);
    if (!quote) {
      return path.indexOf(' ') >= 0 ? path + "\t" : path;
    }
    StringBuilder out = new StringBuilder("\"");
    path.chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
              } else if (c < ' ' || c == 0x7f) {
                out.append('\\').append(c >> 6 & 7).append(c >> 3 & 7).append(c & 7);
              } else {
                out.append((char) c);
              }
            });
    return out.append('"').toString();
  }

  /// With their line feeds, so that a last line without one differs from one with.
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int newline = text.indexOf('\n', at);
      int end = newline < 0 ? text.length() : newline + 1;
      lines.add(text.substring(at, end));
      at = end;
    }
    return lines;
  }

  private void mark() {
    int head = 0;
    int most = Math.min(before.size(), after.size());
    while (head < most && before.get(head).equals(after.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < most - head
        && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
      tail++;
    }
    int beforeEnd = before.size() - tail;
    int afterEnd = after.size() - tail;
    if (!search(head, beforeEnd, afterEnd)) {
      Arrays.fill(deleted, head, beforeEnd, true);
      Arrays.fill(inserted, head, afterEnd, true);
    }
  }

  /// Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), the greedy form. False when
  /// there are too many differences.
  private boolean search(int head, int beforeEnd, int afterEnd) {
    int n = beforeEnd - head;
    int m = afterEnd - head;
    int limit = Math.min(n + m, MAX_DIFFERENCES);
    int[] furthest = new int[2 * limit + 3];
    int middle = limit + 1;
    List<int[]> trace = new ArrayList<>();
    for (int d = 0; d <= limit; d++) {
      trace.add(Arrays.copyOfRange(furthest, middle - d - 1, middle + d + 2));
      for (int k = -d; k <= d; k += 2) {
        boolean down = k == -d || (k != d && furthest[middle + k - 1] < furthest[middle + k + 1]);
        int x = down ? furthest[middle + k + 1] : furthest[middle + k - 1] + 1;
        while (x < n && x - k < m && before.get(head + x).equals(after.get(head + x - k))) {
          x++;
        }
        furthest[middle + k] = x;
        if (x >= n && x - k >= m) {
          walkBack(trace, head, n, m);
          return true;
        }
      }
    }
    return false;
  }

  private void walkBack(List<int[]> trace, int head, int n, int m) {
    int x = n;
    int y = m;
    for (int d = trace.size() - 1; d > 0; d--) {
      int[] furthest = trace.get(d);
      int middle = d + 1;
      int k = x - y;
      boolean down = k == -d || (k != d && furthest[middle + k - 1] < furthest[middle + k + 1]);
      int previous = down ? k + 1 : k - 1;
      x = furthest[middle + previous];
      y = x - previous;
      if (down) {
        inserted[head + y] = true;
      } else {
        deleted[head + x] = true;
      }
    }
  }

  private record Line(char sign, String text) {}

  private List<Line> script() {
    List<Line> script = new ArrayList<>(before.size() + after.size());
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      if (i < before.size() && deleted[i]) {
        script.add(new Line('-', before.get(i++)));
      } else if (j < after.size() && inserted[j]) {
        script.add(new Line('+', after.get(j++)));
      } else {
        script.add(new Line(' ', before.get(i++)));
        j++;
      }
    }
    return script;
  }

  private void hunks(StringBuilder out) {
    List<Line> script = script();
    int done = 0;
    int[] numbers = {0, 0};
    for (int at = change(script, 0); at < script.size(); at = change(script, done)) {
      int start = Math.max(done, at - CONTEXT);
      count(script, done, start, numbers);
      int end = endOfHunk(script, at);
      int[] from = numbers.clone();
      count(script, start, end, numbers);
      out.append("@@ -").append(range(from[0], numbers[0] - from[0]));
      out.append(" +").append(range(from[1], numbers[1] - from[1])).append(" @@\n");
      script.subList(start, end).forEach(line -> print(out, line));
      done = end;
    }
  }

  /// Index of the next change, or the end.
  private static int change(List<Line> script, int from) {
    int at = from;
    while (at < script.size() && script.get(at).sign() == ' ') {
      at++;
    }
    return at;
  }

  /// Changes up to two contexts apart share a hunk.
  private static int endOfHunk(List<Line> script, int change) {
    int last = change;
    for (int at = change; at < script.size() && at - last <= 2 * CONTEXT + 1; at++) {
      last = script.get(at).sign() == ' ' ? last : at;
    }
    return Math.min(script.size(), last + 1 + CONTEXT);
  }

  /// Adds up the lines of the old and of the new text.
  private static void count(List<Line> script, int from, int to, int[] numbers) {
    for (Line line : script.subList(from, to)) {
      numbers[0] += line.sign() == '+' ? 0 : 1;
      numbers[1] += line.sign() == '-' ? 0 : 1;
    }
  }

  private static String range(int start, int count) {
    int first = count == 0 ? start : start + 1;
    return count == 1 ? String.valueOf(first) : first + "," + count;
  }

  private static void print(StringBuilder out, Line line) {
    out.append(line.sign()).append(line.text());
    if (!line.text().endsWith("\n")) {
      out.append("\n\\ No newline at end of file\n");
    }
  }
}
