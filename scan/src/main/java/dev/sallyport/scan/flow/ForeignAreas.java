package dev.sallyport.scan.flow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Somebody else's files, as the steps of a job so far left them, in a tree of directories: a job
/// may fetch into thousands of them, and each of its commands asks which one it touches.
final class ForeignAreas {
  private static final Comparator<Placed> FIRST = Comparator.comparingInt(Placed::nth);

  private final Directory root = new Directory();
  private final Map<Foreign.Kind, TreeMap<Integer, Foreign>> present =
      new EnumMap<>(Foreign.Kind.class);
  private final TreeMap<Integer, Foreign> inWorkspace = new TreeMap<>();
  private int count;

  /// @param nth counts all areas in the order in which they came
  record Placed(int nth, Foreign area) {}

  /// Of each kind, the first and the last area in this very directory: one between them is neither
  /// what is asked for first nor what lies on top.
  private static final class Directory {
    final Map<String, Directory> below = new HashMap<>();
    final Map<Foreign.Kind, Placed> first = new EnumMap<>(Foreign.Kind.class);
    final Map<Foreign.Kind, Placed> last = new EnumMap<>(Foreign.Kind.class);
  }

  boolean isEmpty() {
    return present.values().stream().allMatch(Map::isEmpty);
  }

  void add(Foreign area) {
    Placed placed = new Placed(count++, area);
    Directory at = root;
    for (String segment : segments(Foreign.normal(area.directory()))) {
      at = at.below.computeIfAbsent(segment, _ -> new Directory());
    }
    Placed known = at.first.putIfAbsent(area.kind(), placed);
    Placed covered = at.last.put(area.kind(), placed);
    if (covered != null && covered != known) {
      forget(covered);
    }
    of(area.kind()).put(placed.nth(), area);
    if (area.inWorkspace()) {
      inWorkspace.put(placed.nth(), area);
    }
  }

  /// A checkout of the repository itself puts its files over what was checked out there.
  void replaceCheckout(String directory) {
    Directory at = find(directory);
    if (at != null) {
      forget(at.first.remove(Foreign.Kind.CHECKOUT));
      forget(at.last.remove(Foreign.Kind.CHECKOUT));
    }
  }

  private void forget(@Nullable Placed placed) {
    if (placed != null) {
      of(placed.area().kind()).remove(placed.nth());
      inWorkspace.remove(placed.nth());
    }
  }

  private TreeMap<Integer, Foreign> of(Foreign.Kind kind) {
    return present.computeIfAbsent(kind, _ -> new TreeMap<>());
  }

  /// The first of a kind that is still there.
  Optional<Foreign> first(Foreign.Kind kind) {
    TreeMap<Integer, Foreign> areas = of(kind);
    return areas.isEmpty() ? Optional.empty() : Optional.of(areas.firstEntry().getValue());
  }

  /// The first of all that is still there.
  Optional<Foreign> first() {
    return present.values().stream()
        .flatMap(areas -> areas.entrySet().stream().limit(1))
        .min(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue);
  }

  /// The last one inside the workspace.
  Optional<Foreign> lastInWorkspace() {
    return inWorkspace.isEmpty()
        ? Optional.empty()
        : Optional.of(inWorkspace.lastEntry().getValue());
  }

  /// The first in one of these very directories.
  Optional<Foreign> firstAt(List<String> directories, Predicate<Foreign> wanted) {
    List<Directory> found = directories.stream().map(this::find).filter(Objects::nonNull).toList();
    return best(found, d -> d.first, wanted, FIRST).map(Placed::area);
  }

  /// The first that holds a path, see [Foreign#holds].
  Optional<Foreign> first(String working, String path, Predicate<Foreign> wanted) {
    return best(holding(working, path), d -> d.first, wanted, FIRST).map(Placed::area);
  }

  /// The last that holds a path: what came later lies on top.
  Optional<Placed> last(String working, String path, Predicate<Foreign> wanted) {
    return best(holding(working, path), d -> d.last, wanted, FIRST.reversed());
  }

  /// @param order which of several counts: the one that it puts in front
  private static Optional<Placed> best(
      List<Directory> directories,
      Function<Directory, Map<Foreign.Kind, Placed>> areas,
      Predicate<Foreign> wanted,
      Comparator<Placed> order) {
    return directories.stream()
        .flatMap(directory -> areas.apply(directory).values().stream())
        .filter(placed -> wanted.test(placed.area()))
        .min(order);
  }

  /// The directories on the way to a path, that are known here.
  private List<Directory> holding(String working, String path) {
    String full = Foreign.within(working, path);
    List<Directory> out = new ArrayList<>();
    if (!full.startsWith("/") && !full.startsWith("$") && !full.startsWith("..")) {
      out.add(root);
    }
    Directory at = root;
    for (String segment : segments(full)) {
      at = at.below.get(segment);
      if (at == null) {
        break;
      }
      if (!segment.equals(Foreign.SOMEWHERE)) {
        out.add(at);
      }
    }
    unnamed(Foreign.normal(working), out);
    return out;
  }

  /// A directory of unknown name may be the one that the commands went to.
  private void unnamed(String working, List<Directory> out) {
    Directory at = working.startsWith("/") ? null : root;
    for (String segment : segments(working)) {
      Directory some = at == null ? null : at.below.get(Foreign.SOMEWHERE);
      if (some != null) {
        out.add(some);
      }
      at = at == null ? null : at.below.get(segment);
    }
  }

  private @Nullable Directory find(String directory) {
    Directory at = root;
    for (String segment : segments(directory)) {
      at = at == null ? null : at.below.get(segment);
    }
    return at;
  }

  /// Of a normal path: an absolute one begins with an empty segment.
  private static String[] segments(String path) {
    return path.isEmpty() ? new String[0] : path.split("/", -1);
  }
}
