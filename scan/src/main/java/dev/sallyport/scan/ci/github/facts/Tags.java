package dev.sallyport.scan.ci.github.facts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Version tags per repository. Only the places of the repositories in the text are found at first;
/// a repository's own lines are taken apart when it is asked for.
///
/// The text has one block per repository: a line `@owner/repo`, then `tag commit` lines in the
/// order of their versions.
final class Tags {
  private static final int HEX = 40;

  private final String text;
  private final Map<String, Integer> starts;
  private final Map<String, Repository> read = new ConcurrentHashMap<>();

  private Tags(String text, Map<String, Integer> starts) {
    this.text = text;
    this.starts = starts;
  }

  static Tags of(String text) {
    Map<String, Integer> starts = new HashMap<>(512);
    for (int at = text.indexOf("\n@"); at >= 0; at = text.indexOf("\n@", at + 1)) {
      int end = text.indexOf('\n', at + 1);
      starts.put(text.substring(at + 2, end).toLowerCase(Locale.ROOT), end + 1);
    }
    return new Tags(text, starts);
  }

  Set<String> repositories() {
    return new TreeSet<>(starts.keySet());
  }

  /// @param key `owner/repo` in lower case
  boolean has(String key) {
    return starts.containsKey(key);
  }

  /// @param key `owner/repo` in lower case
  Repository repository(String key) {
    Integer start = starts.get(key);
    return start == null ? Repository.NONE : read.computeIfAbsent(key, _ -> read(start));
  }

  private Repository read(int start) {
    Map<String, String> commits = new HashMap<>();
    Map<String, List<String>> tags = new HashMap<>();
    List<Version> versions = new ArrayList<>();
    String latest = null;
    for (int at = start; at < text.length() && text.charAt(at) != '@'; ) {
      int end = text.indexOf('\n', at);
      String tag = text.substring(at, end - HEX - 1);
      String commit = text.substring(end - HEX, end);
      commits.put(tag, commit);
      tags.computeIfAbsent(commit, _ -> new ArrayList<>()).add(tag);
      Version version = Version.read(tag);
      if (version != null) {
        versions.add(version);
        latest = version.isPreRelease() ? latest : tag;
      }
      at = end + 1;
    }
    tags.values().forEach(list -> list.sort(Tags::mostPreciseFirst));
    return new Repository(commits, tags, versions, latest);
  }

  private static int mostPreciseFirst(String left, String right) {
    Version a = Version.read(left);
    Version b = Version.read(right);
    if (a == null || b == null) {
      return left.compareTo(right);
    }
    int order = Integer.compare(b.precision(), a.precision());
    order = order != 0 ? order : b.compareTo(a);
    return order != 0 ? order : left.compareTo(right);
  }

  /// @param versions of all tags, ascending
  /// @param newest highest tag that is no pre-release, null where there is none
  record Repository(
      Map<String, String> commits,
      Map<String, List<String>> tags,
      List<Version> versions,
      @Nullable String newest) {
    static final Repository NONE = new Repository(Map.of(), Map.of(), List.of(), null);

    Optional<String> commit(String tag) {
      return Optional.ofNullable(commits.get(tag));
    }

    List<String> tags(String commit) {
      return List.copyOf(tags.getOrDefault(commit, List.of()));
    }

    /// Whether a short version is one of its own: no longer tag of its family exists.
    boolean isAlone(Version family) {
      return versions.stream()
          .noneMatch(v -> v.precision() > family.precision() && family.holds(v));
    }
  }
}
