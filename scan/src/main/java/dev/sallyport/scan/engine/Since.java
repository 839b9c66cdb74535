package dev.sallyport.scan.engine;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.text.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// What a change did to the findings. Every old finding accounts for at most one new one: first by
/// fingerprint, then, for a file that was moved and not changed, by rule and place in the file. A
/// copied file is new in full, for it runs in addition.
///
/// @param introduced of the new state, not in the old one
/// @param remaining of the new state, in the old one too
/// @param gone of the old state, not in the new one
public record Since(List<Finding> introduced, List<Finding> remaining, List<Finding> gone) {

  public Since {
    introduced = List.copyOf(introduced);
    remaining = List.copyOf(remaining);
    gone = List.copyOf(gone);
  }

  /// @param contentIds of all analysed files, by path
  public record State(List<Finding> findings, Map<String, String> contentIds) {
    public State {
      findings = List.copyOf(findings);
      contentIds = Map.copyOf(contentIds);
    }
  }

  private record Place(String rule, String path, Span span) {}

  public static Since between(State old, State now) {
    Pairing pairing = new Pairing(old.findings(), now.findings());
    pairing.match(f -> Optional.of(f.fingerprint()), f -> Optional.of(f.fingerprint()));
    Map<String, String> moved = moved(old.contentIds(), now.contentIds());
    pairing.match(
        f -> Optional.ofNullable(moved.get(f.primary().path())).map(path -> place(f, path)),
        f -> Optional.of(place(f, f.primary().path())));
    return pairing.result();
  }

  private static Place place(Finding finding, String path) {
    return new Place(finding.rule(), path, finding.primary().span());
  }

  /// New path by old path, of files that are there under one of the two only. Several files of the
  /// same content are paired in the order of their paths.
  private static Map<String, String> moved(Map<String, String> old, Map<String, String> now) {
    Map<String, Deque<String>> arrived = new HashMap<>();
    new TreeMap<>(now)
        .forEach(
            (path, id) -> {
              if (!old.containsKey(path)) {
                arrived.computeIfAbsent(id, _ -> new ArrayDeque<>()).add(path);
              }
            });
    Map<String, String> moved = new HashMap<>();
    new TreeMap<>(old)
        .forEach(
            (path, id) -> {
              Deque<String> to = arrived.get(id);
              if (!now.containsKey(path) && to != null && !to.isEmpty()) {
                moved.put(path, to.remove());
              }
            });
    return moved;
  }

  /// Counts: a key that occurs twice before and three times now leaves one new finding.
  private static final class Pairing {
    private final List<Finding> old;
    private final List<Finding> now;
    private final boolean[] oldPaired;
    private final boolean[] nowPaired;

    Pairing(List<Finding> old, List<Finding> now) {
      this.old = old;
      this.now = now;
      this.oldPaired = new boolean[old.size()];
      this.nowPaired = new boolean[now.size()];
    }

    <K> void match(Function<Finding, Optional<K>> oldKey, Function<Finding, Optional<K>> nowKey) {
      Map<K, Deque<Integer>> open = new HashMap<>();
      for (int i = 0; i < oldPaired.length; i++) {
        if (!oldPaired[i]) {
          Optional<K> key = oldKey.apply(old.get(i));
          if (key.isPresent()) {
            open.computeIfAbsent(key.get(), _ -> new ArrayDeque<>()).add(i);
          }
        }
      }
      for (int i = 0; i < nowPaired.length; i++) {
        Deque<Integer> same =
            nowPaired[i] ? null : nowKey.apply(now.get(i)).map(open::get).orElse(null);
        if (same != null && !same.isEmpty()) {
          oldPaired[same.remove()] = true;
          nowPaired[i] = true;
        }
      }
    }

    Since result() {
      return new Since(
          select(now, nowPaired, false),
          select(now, nowPaired, true),
          select(old, oldPaired, false));
    }

    private static List<Finding> select(List<Finding> from, boolean[] paired, boolean wanted) {
      List<Finding> out = new ArrayList<>();
      for (int i = 0; i < paired.length; i++) {
        if (paired[i] == wanted) {
          out.add(from.get(i));
        }
      }
      return out;
    }
  }
}
