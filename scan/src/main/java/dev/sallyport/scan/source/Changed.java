package dev.sallyport.scan.source;

import dev.sallyport.base.model.source.SourceText;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// How files differ between two states of a tree, by their content alone.
///
/// @param added no file before had this path or this content
/// @param modified same path, other content
/// @param removed neither the path nor the content is there any more
/// @param renamed new path to old one: same content, and the old path is gone
public record Changed(
    SortedSet<String> added,
    SortedSet<String> modified,
    SortedSet<String> removed,
    SortedMap<String, String> renamed) {

  public Changed {
    added = Collections.unmodifiableSortedSet(new TreeSet<>(added));
    modified = Collections.unmodifiableSortedSet(new TreeSet<>(modified));
    removed = Collections.unmodifiableSortedSet(new TreeSet<>(removed));
    renamed = Collections.unmodifiableSortedMap(new TreeMap<>(renamed));
  }

  public static Changed between(List<SourceText> before, List<SourceText> now) {
    Map<String, String> old = ids(before);
    Map<String, String> current = ids(now);
    TreeSet<String> added = new TreeSet<>(current.keySet());
    added.removeAll(old.keySet());
    TreeSet<String> removed = new TreeSet<>(old.keySet());
    removed.removeAll(current.keySet());
    TreeSet<String> modified = new TreeSet<>(current.keySet());
    modified.retainAll(old.keySet());
    modified.removeIf(path -> Objects.equals(current.get(path), old.get(path)));
    TreeMap<String, String> renamed = renames(added, removed, old, current);
    added.removeAll(renamed.keySet());
    removed.removeAll(renamed.values());
    return new Changed(added, modified, removed, renamed);
  }

  /// Whether this path needs to be looked at: it is new here, under this name or with this content.
  public boolean touches(String path) {
    return added.contains(path) || modified.contains(path) || renamed.containsKey(path);
  }

  /// Each old path stands for one new one: the first in order of those with its content.
  private static TreeMap<String, String> renames(
      TreeSet<String> added,
      TreeSet<String> removed,
      Map<String, String> old,
      Map<String, String> current) {
    TreeMap<String, TreeSet<String>> gone = new TreeMap<>();
    removed.forEach(p -> gone.computeIfAbsent(old.get(p), _ -> new TreeSet<>()).add(p));
    TreeMap<String, String> renamed = new TreeMap<>();
    for (String path : added) {
      TreeSet<String> from = gone.get(current.get(path));
      if (from != null && !from.isEmpty()) {
        renamed.put(path, from.removeFirst());
      }
    }
    return renamed;
  }

  private static Map<String, String> ids(List<SourceText> texts) {
    Map<String, String> ids = new TreeMap<>();
    texts.forEach(text -> ids.put(text.path(), text.contentId()));
    return ids;
  }
}
