package dev.sallyport.scan.source;

import dev.sallyport.base.model.finding.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What to scan: a root, which all paths are relative to, and the parts of it that were asked for.
///
/// The root is found from what the user names, so that `.github/workflows/x.yml` has that path and
/// `uses: ./…` resolves wherever one stands:
///
/// 1. a directory that holds `.github` is a root itself;
/// 2. else the nearest directory above that is a git working tree;
/// 3. else what holds the `.github` that the named thing lies in;
/// 4. else the named directory, or the directory of the named file.
///
/// @param repository the git working tree that the root lies in, or null
/// @param scopes files and directories below the root, without a trailing `/`; the empty string
///     is the root itself
public record Target(Path root, @Nullable Path repository, SortedSet<String> scopes) {

  public Target {
    scopes = Collections.unmodifiableSortedSet(new TreeSet<>(scopes));
  }

  /// The root as reports name it, the same on every machine: relative to where one stands, `.` when
  /// one stands in it, and else its own name. What lies above it tells whose machine it was.
  public String name() {
    Path here = Path.of("").toAbsolutePath();
    try {
      return name(here.toRealPath());
    } catch (IOException _) {
      return name(here);
    }
  }

  /// The way to the root from where one stands: `..` from a directory of it; its own name where
  /// that lies elsewhere.
  public String relative() {
    try {
      Path here = Path.of("").toAbsolutePath().toRealPath();
      String up = here.startsWith(root) ? slashed(here.relativize(root)) : name(here);
      return up.isEmpty() ? "." : up;
    } catch (IOException _) {
      return name();
    }
  }

  String name(Path here) {
    if (here.startsWith(root)) {
      return ".";
    }
    if (root.startsWith(here)) {
      return slashed(here.relativize(root));
    }
    Path last = root.getFileName();
    return last == null ? "." : slashed(last);
  }

  /// Targets by root, and what could not be found.
  public record Located(List<Target> targets, List<Problem> problems) {
    public Located {
      targets = List.copyOf(targets);
      problems = List.copyOf(problems);
    }
  }

  /// Sorts what was named on the command line by the tree it lies in.
  public static Located locate(List<Path> named) {
    Map<Path, Target> byRoot = new TreeMap<>();
    Problems problems = new Problems();
    for (Path each : named) {
      Target target = locate(each, problems);
      if (target != null) {
        byRoot.merge(target.root, target, Target::and);
      }
    }
    return new Located(new ArrayList<>(byRoot.values()), problems.sorted());
  }

  private Target and(Target other) {
    TreeSet<String> both = new TreeSet<>(scopes);
    both.addAll(other.scopes);
    return new Target(root, repository, both);
  }

  private static @Nullable Target locate(Path named, Problems problems) {
    try {
      boolean directory = Files.isDirectory(named);
      if (!directory && Files.isSymbolicLink(named)) {
        // A hook passes names from an untrusted tree; a named file is no reason to follow its link.
        problems.add(slashed(named), "Is a symbolic link, which is not followed; name its target.");
        return null;
      }
      // Directories that the user names may be links, or lie behind one: that is his own choice.
      Path real = named.toRealPath();
      Path start = directory ? real : real.getParent();
      if (start == null) {
        return null;
      }
      Path repository = repository(start);
      Path root = root(start, repository);
      return new Target(root, repository, new TreeSet<>(List.of(slashed(root.relativize(real)))));
    } catch (NoSuchFileException e) {
      problems.add(slashed(named), "Does not exist.");
    } catch (IOException e) {
      problems.add(slashed(named), sentence(Bytes.why(e)));
    }
    return null;
  }

  private static Path root(Path start, @Nullable Path repository) {
    if (Files.isDirectory(start.resolve(".github"), LinkOption.NOFOLLOW_LINKS)) {
      return start;
    }
    if (repository != null) {
      return repository;
    }
    for (Path at = start; at != null; at = at.getParent()) {
      Path parent = at.getParent();
      if (at.endsWith(".github") && parent != null) {
        return parent;
      }
    }
    return start;
  }

  private static @Nullable Path repository(Path start) {
    for (Path at = start; at != null; at = at.getParent()) {
      if (GitDirectory.of(at).isPresent()) {
        return at;
      }
    }
    return null;
  }

  /// A path as reports show it.
  static String slashed(Path path) {
    String text = path.toString();
    String separator = path.getFileSystem().getSeparator();
    return separator.equals("/") ? text : text.replace(separator, "/");
  }

  static String sentence(String predicate) {
    return Character.toUpperCase(predicate.charAt(0)) + predicate.substring(1) + ".";
  }
}
