package dev.sallyport.scan.fix;

import dev.sallyport.base.model.finding.Edit;
import dev.sallyport.base.text.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Edits of one file that can be made together.
final class EditSet {
  private final TreeMap<Integer, List<Edit>> byStart = new TreeMap<>();

  /// Whether an edit changes text that another one changes, or inserts something else at the same
  /// place. The same edit twice is one.
  boolean conflicts(Edit edit) {
    Span span = edit.span();
    Map.Entry<Integer, List<Edit>> below = byStart.lowerEntry(span.start());
    return below != null && below.getValue().stream().anyMatch(other -> conflict(edit, other))
        || byStart.subMap(span.start(), true, span.end(), true).values().stream()
            .flatMap(List::stream)
            .anyMatch(other -> conflict(edit, other));
  }

  private static boolean conflict(Edit one, Edit other) {
    if (one.equals(other)) {
      return false;
    }
    boolean samePlace =
        one.span().length() == 0
            && other.span().length() == 0
            && one.span().start() == other.span().start();
    return samePlace || one.span().overlaps(other.span());
  }

  /// Edits that belong together may insert at one place; they do so in the order given.
  void add(Edit edit) {
    List<Edit> same = byStart.computeIfAbsent(edit.span().start(), _ -> new ArrayList<>());
    if (!same.contains(edit)) {
      same.add(edit);
    }
  }

  /// From front to back; insertions before what is replaced at the same place.
  List<Edit> sorted() {
    List<Edit> all = new ArrayList<>();
    for (List<Edit> same : byStart.values()) {
      all.addAll(
          same.stream().sorted(Comparator.comparingInt((Edit edit) -> edit.span().end())).toList());
    }
    return all;
  }

  static String apply(String text, List<Edit> sorted) {
    StringBuilder out = new StringBuilder(text.length() + 256);
    int done = 0;
    for (Edit edit : sorted) {
      out.append(text, done, edit.span().start()).append(edit.replacement());
      done = edit.span().end();
    }
    return out.append(text, done, text.length()).toString();
  }
}
