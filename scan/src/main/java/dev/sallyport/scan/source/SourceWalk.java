package dev.sallyport.scan.source;

import dev.sallyport.scan.source.Wildcard.Steps;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Lists the wanted files of a tree as git would: ignored ones are left out unless they are tracked
/// (git ignores only what it does not track, and GitHub runs a workflow that was added by force).
/// Without an index nobody can tell what is tracked: ignore files then hide no file that the family
/// of rules must not miss ([Wanted#despiteIgnoreFiles]).
///
/// Never follows a link, never enters `.git`, never opens anything but ignore files and the index.
/// One walk is for one thread.
public final class SourceWalk {

  /// Which list to go by.
  public enum Mode {
    /// What is there and not ignored, and what is tracked.
    WORKING_TREE,
    /// The git index alone.
    TRACKED
  }

  /// Matching work that ignore files may ask for: some seconds. An ordinary tree of 100,000 files
  /// and 200 patterns takes a hundredth of it.
  private static final long MATCHING = 2_000_000_000L;

  private static final int EVERY = 64;

  /// @param path relative to the root; empty for the root itself
  /// @param inRepository the same relative to the innermost repository, as bytes; empty or ending
  ///     in `/`, for its ignore files
  /// @param ignored whether it is, or lies in, a directory that an ignore file names
  private record Directory(
      Path file, String path, String inRepository, IgnoreRules rules, int depth, boolean ignored) {

    String child(String name) {
      return path.isEmpty() ? name : path + "/" + name;
    }
  }

  private final Target target;
  private final Wanted wanted;
  private final Limits limits;
  private final Progress progress;
  private final Problems problems = new Problems();
  private final Map<String, Listing.Entry> found = new TreeMap<>();
  private final TreeSet<String> ignored = new TreeSet<>();
  private final Deque<Directory> open = new ArrayDeque<>();
  private final Steps steps = new Steps(MATCHING);
  private int entries;
  private int directories;
  private boolean leftOut;
  private boolean indexed;
  private boolean full;

  private SourceWalk(Target target, Wanted wanted, Limits limits, Progress progress) {
    this.target = target;
    this.wanted = wanted;
    this.limits = limits;
    this.progress = progress;
  }

  public static Listing list(
      Target target, Wanted wanted, Limits limits, Mode mode, Progress progress) {
    return new SourceWalk(target, wanted, limits, progress).list(mode);
  }

  /// Whether a git index tells what is tracked: [Mode#TRACKED] needs one.
  public static boolean hasIndex(Target target) {
    return new Tracked(target).hasIndex();
  }

  private Listing list(Mode mode) {
    switch (mode) {
      case WORKING_TREE -> {
        indexed = hasIndex(target);
        target.scopes().forEach(this::scope);
        if (leftOut) {
          tracked(false);
        }
      }
      case TRACKED -> tracked(true);
    }
    if (steps.spent()) {
      problems.add(
          "", "The ignore files take too long to match; the rest was read as if not ignored.");
    }
    return new Listing(
        target.root(),
        new ArrayList<>(found.values()),
        problems.sorted(),
        new ArrayList<>(ignored));
  }

  // The walk.

  private void scope(String scope) {
    Path file = target.root().resolve(scope);
    Optional<BasicFileAttributes> seen = attributes(file, scope);
    if (seen.isEmpty()) {
      return;
    }
    if (!seen.get().isDirectory()) {
      take(scope, file, seen.get(), true);
      return;
    }
    open.push(above(scope, file));
    while (!open.isEmpty() && !full) {
      visit(open.pop());
    }
    open.clear();
  }

  /// The scope's directory with the ignore rules of all directories above it, from the repository
  /// (or the root) downwards.
  private Directory above(String scope, Path file) {
    Path top = target.repository() == null ? target.root() : target.repository();
    IgnoreRules rules = IgnoreRules.NONE.and("", exclude(top));
    Path at = top;
    String base = "";
    for (Path name : top.relativize(file)) {
      if (name.toString().isEmpty()) {
        break;
      }
      rules = with(rules, at, base);
      at = at.resolve(name);
      base += IgnoreRules.bytes(name.toString()) + "/";
    }
    int depth = scope.isEmpty() ? 0 : scope.split("/", -1).length;
    return new Directory(file, scope, base, rules, depth, false);
  }

  private IgnoreRules with(IgnoreRules rules, Path directory, String base) {
    // Like git since 2.32, a `.gitignore` that is a link is not read.
    return switch (Bytes.read(directory.resolve(".gitignore"), IgnoreRules.LARGEST_FILE)) {
      case Bytes.Read.Whole(byte[] bytes) -> rules.and(base, bytes);
      case Bytes.Read.TooLarge _ -> {
        problems.add(
            relative(directory.resolve(".gitignore")),
            "Is larger than "
                + IgnoreRules.LARGEST_FILE
                + " bytes; its patterns were not applied.");
        yield rules;
      }
      case Bytes.Read.Refused _ -> rules;
    };
  }

  private void visit(Directory directory) {
    List<Path> children = children(directory);
    if (directories++ % EVERY == 0) {
      progress.at(entries, found.size(), directory.path());
    }
    Directory here = withRules(directory, children);
    List<Directory> below = new ArrayList<>();
    for (Path child : children) {
      child(here, child, name(child), below);
    }
    // A stack: the first one is to be visited first, so that a spent limit cuts at the end.
    below.reversed().forEach(open::push);
  }

  private Directory withRules(Directory directory, List<Path> children) {
    IgnoreRules rules = directory.rules();
    String base = directory.inRepository();
    boolean own = false;
    for (Path child : children) {
      String name = name(child);
      if (name.equals(".git") && !Files.isSymbolicLink(child)) {
        // A repository within the tree has ignore files of its own; those around it end here.
        rules = IgnoreRules.NONE.and("", exclude(directory.file()));
        base = "";
      } else if (name.equals(".gitignore")) {
        own = true;
      }
    }
    rules = own ? with(rules, directory.file(), base) : rules;
    return new Directory(
        directory.file(), directory.path(), base, rules, directory.depth(), directory.ignored());
  }

  private byte[] exclude(Path workingTree) {
    // A `.git` file leads elsewhere; only for the tree that the user named is it believed.
    boolean believed =
        workingTree.equals(target.repository())
            || Files.isDirectory(workingTree.resolve(".git"), LinkOption.NOFOLLOW_LINKS);
    return believed
        ? GitDirectory.of(workingTree).map(GitDirectory::exclude).orElse(new byte[0])
        : new byte[0];
  }

  private List<Path> children(Directory directory) {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory.file())) {
      for (Path child : stream) {
        if (++entries > limits.entries()) {
          full = true;
          problems.add(
              directory.path(),
              "The walk ended here: the tree has more than " + limits.entries() + " entries.");
          break;
        }
        children.add(child);
      }
    } catch (DirectoryIteratorException e) {
      IOException cause = e.getCause();
      problems.add(
          directory.path(),
          cause == null ? "Could not be read." : Target.sentence(Bytes.why(cause)));
    } catch (IOException e) {
      problems.add(directory.path(), Target.sentence(Bytes.why(e)));
    }
    children.sort(Comparator.comparing(SourceWalk::name));
    return children;
  }

  private void child(Directory parent, Path child, String name, List<Directory> below) {
    if (name.equalsIgnoreCase(".git") || full) {
      return;
    }
    String path = parent.child(name);
    boolean file = wanted.wants(path);
    boolean more = wanted.mayContain(path);
    if (!file && !more) {
      return;
    }
    Optional<BasicFileAttributes> seen = attributes(child, path);
    if (seen.isEmpty()) {
      return;
    }
    boolean directory = seen.get().isDirectory();
    if (!(directory ? more : file || seen.get().isSymbolicLink())) {
      return;
    }
    String inRepository = parent.inRepository() + IgnoreRules.bytes(name);
    boolean out = parent.ignored() || parent.rules().ignores(inRepository, directory, steps);
    if (out && (indexed || !(directory || wanted.despiteIgnoreFiles(path)))) {
      leftOut = true;
    } else if (directory) {
      enter(
          parent,
          new Directory(child, path, inRepository + "/", parent.rules(), parent.depth() + 1, out),
          below);
    } else if (file) {
      take(path, child, seen.get(), false);
      if (out) {
        ignored.add(path);
      }
    } else {
      link(path, child);
    }
  }

  private void enter(Directory parent, Directory child, List<Directory> below) {
    if (parent.depth() + 1 > limits.depth()) {
      problems.add(
          child.path(), "Lies deeper than " + limits.depth() + " directories; not entered.");
      return;
    }
    below.add(child);
  }

  private void take(String path, Path file, BasicFileAttributes seen, boolean named) {
    if (!seen.isRegularFile()) {
      problems.add(path, "Is " + Bytes.kind(seen) + ", which a scan does not follow or open.");
    } else if (found.size() >= limits.files() && !found.containsKey(path)) {
      full = true;
      problems.add(path, "The walk ended here: more than " + limits.files() + " files are wanted.");
    } else {
      Listing.Entry known = found.put(path, new Listing.Entry(path, file, named));
      if (known != null && !known.file().equals(file)) {
        problems.add(path, "Two files have this name once it is decoded; one was left out.");
      }
    }
  }

  /// A link to a directory hides what lies behind it only if that is not in the tree anyway.
  private void link(String path, Path link) {
    try {
      Path parent = link.getParent();
      Path to = Files.readSymbolicLink(link);
      Path absolute = (parent == null ? to : parent.resolve(to)).normalize();
      if (!absolute.startsWith(target.root()) && Files.isDirectory(absolute)) {
        problems.add(path, "Is a symbolic link that leads out of the tree; it is not followed.");
      }
    } catch (IOException e) {
      problems.add(path, Target.sentence(Bytes.why(e)));
    }
  }

  private Optional<BasicFileAttributes> attributes(Path file, String path) {
    try {
      return Optional.of(
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    } catch (IOException e) {
      problems.add(path, Target.sentence(Bytes.why(e)));
      return Optional.empty();
    }
  }

  private String relative(Path file) {
    return file.startsWith(target.root())
        ? Target.slashed(target.root().relativize(file))
        : Target.slashed(file);
  }

  private static String name(Path path) {
    Path last = path.getFileName();
    return last == null ? "" : last.toString();
  }

  // The index.

  private void tracked(boolean alone) {
    switch (new Tracked(target).list(wanted)) {
      case Tracked.Outcome.Listed(List<Tracked.File> files) -> files.forEach(this::tracked);
      case Tracked.Outcome.None(String why) -> {
        if (alone) {
          problems.add("", why);
        }
      }
      case Tracked.Outcome.Unreadable(String path, String why) -> problems.add(path, why);
    }
  }

  private void tracked(Tracked.File file) {
    if (full || found.containsKey(file.path())) {
      return;
    }
    switch (file) {
      case Tracked.File.Present(String path, Path place, BasicFileAttributes seen) ->
          take(path, place, seen, target.scopes().contains(path));
      case Tracked.File.Refused(String path, String why) -> problems.add(path, why);
    }
  }
}
