package dev.sallyport.scan.engine;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Severity;
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
import org.jspecify.annotations.Nullable;

/// What a change did to the findings. Every old finding accounts for at most one new one: first by
/// fingerprint, then, for a file that was moved and not changed, by rule and place in the file. A
/// copied file is new in full, for it runs in addition. Of several findings that are told alike the
/// equally severe ones belong together.
///
/// @param introduced of the new state, not in the old one
/// @param worse of the new state, in the old one with a lower severity or for a stricter persona
/// @param remaining of the new state, in the old one too and no worse now
/// @param gone of the old state, not in the new one
public record Since(
    List<Finding> introduced, List<Worse> worse, List<Finding> remaining, List<Finding> gone) {

  public Since {
    introduced = List.copyOf(introduced);
    worse = List.copyOf(worse);
    remaining = List.copyOf(remaining);
    gone = List.copyOf(gone);
  }

  /// A finding that a change made worse, such as one whose gate is gone.
  public record Worse(Finding now, Finding before) {
    /// The finding with what it was before in its message; its fingerprint stays.
    public Finding told() {
      String reader =
          now.persona() == before.persona()
              ? ""
              : " for the " + before.persona().id() + " persona only";
      return Told.with(now, "it was there before as " + before.severity().id() + reader);
    }

    private static boolean is(Finding now, Finding before) {
      return !before.severity().atLeast(now.severity()) || !now.persona().sees(before.persona());
    }
  }

  /// @param contentIds of all analysed files, by path
  public record State(List<Finding> findings, Map<String, String> contentIds) {
    public State {
      findings = List.copyOf(findings);
      contentIds = Map.copyOf(contentIds);
    }
  }

  private record Same(String fingerprint, Severity severity, Persona persona) {}

  private record Place(String rule, String path, Span span) {}

  public static Since between(State old, State now) {
    Pairing pairing = new Pairing(old.findings(), now.findings());
    pairing.match(f -> Optional.of(same(f)), f -> Optional.of(same(f)));
    pairing.match(f -> Optional.of(f.fingerprint()), f -> Optional.of(f.fingerprint()));
    Map<String, String> moved = moved(old.contentIds(), now.contentIds());
    pairing.match(
        f -> Optional.ofNullable(moved.get(f.primary().path())).map(path -> place(f, path)),
        f -> Optional.of(place(f, f.primary().path())));
    return pairing.result();
  }

  private static Same same(Finding finding) {
    return new Same(finding.fingerprint(), finding.severity(), finding.persona());
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

    /// The old finding that a new one is; null when there is none.
    private final @Nullable Finding[] before;

    Pairing(List<Finding> old, List<Finding> now) {
      this.old = old;
      this.now = now;
      this.oldPaired = new boolean[old.size()];
      this.before = new @Nullable Finding[now.size()];
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
      for (int i = 0; i < before.length; i++) {
        Deque<Integer> same =
            before[i] != null ? null : nowKey.apply(now.get(i)).map(open::get).orElse(null);
        if (same != null && !same.isEmpty()) {
          int paired = same.remove();
          oldPaired[paired] = true;
          before[i] = old.get(paired);
        }
      }
    }

    Since result() {
      List<Finding> introduced = new ArrayList<>();
      List<Worse> worse = new ArrayList<>();
      List<Finding> remaining = new ArrayList<>();
      for (int i = 0; i < before.length; i++) {
        Finding one = now.get(i);
        Finding was = before[i];
        if (was == null) {
          introduced.add(one);
        } else if (Worse.is(one, was)) {
          worse.add(new Worse(one, was));
        } else {
          remaining.add(one);
        }
      }
      List<Finding> gone = new ArrayList<>();
      for (int i = 0; i < oldPaired.length; i++) {
        if (!oldPaired[i]) {
          gone.add(old.get(i));
        }
      }
      return new Since(introduced, worse, remaining, gone);
    }
  }
}
