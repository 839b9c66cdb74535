package dev.sallyport.scan.source;

import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.source.SourceText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/// What a local clone knows beyond its working tree: branches, tags, which commits they lead to,
/// and which files lie on branches that nobody looks at any more. For one thread; to be closed.
public final class History implements AutoCloseable {

  public sealed interface Outcome {
    /// To be closed by who asked for it.
    record Opened(History history) implements Outcome {}

    /// There is no repository here, or it cannot be read.
    record Missing(String why) implements Outcome {}
  }

  /// One version of a file, and every branch that has it at this path.
  public record Copy(SourceText source, SortedSet<String> branches) {}

  /// What all branches hold, each version of a file once, sorted by path and content id.
  public record Copies(List<Copy> copies, List<Problem> problems) {
    public Copies {
      copies = List.copyOf(copies);
      problems = List.copyOf(problems);
    }
  }

  /// One state of a directory, and the branches that have it.
  public record Version(SortedSet<String> branches, List<SourceText> texts) {
    public Version {
      texts = List.copyOf(texts);
    }
  }

  /// @param versions newest commit first
  /// @param leftOut how many older ones there are besides
  public record Versions(List<Version> versions, int leftOut) {
    public Versions {
      versions = List.copyOf(versions);
    }
  }

  private static final String HEADS = "refs/heads/";
  private static final String REMOTES = "refs/remotes/";
  private static final String TAGS = "refs/tags/";

  private final GitDirectory git;
  private final GitObjects objects;
  private final Refs refs;
  private @Nullable Set<ObjectId> reachable;

  private History(GitDirectory git, GitObjects objects, Refs refs) {
    this.git = git;
    this.objects = objects;
    this.refs = refs;
  }

  /// Opens the repository that a target lies in, or that its root is, if that is a bare one.
  public static Outcome open(Target target) {
    Optional<GitDirectory> git = GitDirectory.around(target);
    if (git.isEmpty()) {
      return new Outcome.Missing("There is no git repository here.");
    }
    try {
      GitObjects objects = GitObjects.open(git.get());
      return new Outcome.Opened(
          new History(git.get(), objects, peeled(GitRefs.read(git.get()), objects)));
    } catch (GitObjects.Unusable e) {
      return new Outcome.Missing("The git repository cannot be read: " + e.why());
    } catch (IOException | RuntimeException e) {
      return new Outcome.Missing(
          "The git repository cannot be read: " + e.getClass().getSimpleName() + ".");
    }
  }

  /// Branches (those of remotes as `origin/main`) and tags.
  public Refs refs() {
    return refs;
  }

  /// Whether any branch or tag here leads to a commit. A shallow clone does not know all that it
  /// leads to, and no clone knows what its origin has besides.
  public Containment contains(String commit) {
    if (commit.length() != 40 || !GitRefs.isHex(commit)) {
      return Containment.ABSENT;
    }
    try {
      ObjectId id = ObjectId.fromString(commit);
      if (reachable().contains(id)) {
        return Containment.REACHABLE;
      }
      if (objects.shallow()) {
        return Containment.UNKNOWN;
      }
      return objects.reader.has(id) ? Containment.NOT_REACHABLE : Containment.ABSENT;
    } catch (IOException | RuntimeException e) {
      return Containment.UNKNOWN;
    }
  }

  /// The wanted files of all branches. Most branches share most files: what is the same blob at the
  /// same path is read once.
  public Copies copies(Wanted wanted, Limits limits) {
    Map<String, Map<String, Copy>> byPath = new TreeMap<>();
    Problems problems = new Problems();
    RevisionWalk walk = new RevisionWalk(objects, "", Set.of(""), wanted, limits, problems);
    for (Map.Entry<String, String> branch : refs.branches().entrySet()) {
      try {
        ObjectId tree = objects.tree(ObjectId.fromString(branch.getValue()));
        for (SourceText text : walk.read(tree)) {
          byPath
              .computeIfAbsent(text.path(), _ -> new TreeMap<>())
              .computeIfAbsent(text.contentId(), _ -> new Copy(text, new TreeSet<>()))
              .branches()
              .add(branch.getKey());
        }
      } catch (IOException | RuntimeException e) {
        problems.add("", "Branch " + branch.getKey() + " cannot be read: damaged objects.");
      }
    }
    List<Copy> copies = new ArrayList<>();
    byPath.values().forEach(versions -> copies.addAll(versions.values()));
    return new Copies(copies, problems.sorted());
  }

  /// The branch that is checked out; empty when a commit is.
  public Optional<String> headBranch() {
    return GitRefs.symbolic(git.own().resolve("HEAD"), HEADS);
  }

  /// The code host's default branch, as `origin/main`, where the clone was told of it.
  public Optional<String> defaultBranch() {
    return GitRefs.symbolic(git.common().resolve(REMOTES + "origin/HEAD"), REMOTES);
  }

  /// The states that a directory has on all branches but the one that is checked out, there and at
  /// remotes. Branches that cannot be read are left out.
  ///
  /// @param directory by its path; what lies elsewhere is not read
  /// @param most versions to read
  public Versions versions(String directory, Wanted wanted, Limits limits, int most) {
    record State(ObjectId tree, int time, SortedSet<String> branches) {}
    Map<ObjectId, State> states = new HashMap<>();
    String head = headBranch().orElse("");
    for (Map.Entry<String, String> branch : refs.branches().entrySet()) {
      String name = branch.getKey();
      boolean same = name.equals(head) || name.substring(name.indexOf('/') + 1).equals(head);
      if (same) {
        continue; // What is checked out is to become its next commit.
      }
      try {
        GitObjects.Place place =
            objects.place(ObjectId.fromString(branch.getValue()), directory).orElse(null);
        if (place != null) {
          State before = states.get(place.id());
          SortedSet<String> names = before == null ? new TreeSet<>() : before.branches();
          names.add(name);
          int time = Math.max(place.time(), before == null ? 0 : before.time());
          states.put(place.id(), new State(place.root(), time, names));
        }
      } catch (IOException | RuntimeException _) {
        // A damaged or partial clone; the other branches are read all the same.
      }
    }
    List<State> newest =
        states.values().stream()
            .sorted(
                Comparator.comparingInt((State s) -> -s.time())
                    .thenComparing(s -> s.branches().first()))
            .toList();
    RevisionWalk walk = new RevisionWalk(objects, "", Set.of(""), wanted, limits, new Problems());
    List<Version> versions = new ArrayList<>();
    for (State state : newest.stream().limit(most).toList()) {
      try {
        versions.add(new Version(state.branches(), walk.read(state.tree())));
      } catch (IOException | RuntimeException _) {
        // As above.
      }
    }
    return new Versions(versions, Math.max(0, newest.size() - most));
  }

  @Override
  public void close() {
    objects.close();
  }

  private Set<ObjectId> reachable() throws IOException {
    Set<ObjectId> known = reachable;
    if (known == null) {
      known =
          objects.reachable(
              Stream.concat(refs.branches().values().stream(), refs.tags().values().stream())
                  .map(ObjectId::fromString)
                  .toList());
      reachable = known;
    }
    return known;
  }

  private static Refs peeled(GitRefs all, GitObjects objects) throws IOException {
    TreeMap<String, String> branches = new TreeMap<>();
    TreeMap<String, String> tags = new TreeMap<>();
    for (Map.Entry<String, String> ref : all.byName().entrySet()) {
      String name = ref.getKey();
      Optional<ObjectId> commit = commit(ref.getValue(), objects);
      if (commit.isEmpty() || (name.startsWith(REMOTES) && name.endsWith("/HEAD"))) {
        continue;
      }
      if (name.startsWith(HEADS)) {
        branches.put(name.substring(HEADS.length()), commit.get().name());
      } else if (name.startsWith(REMOTES)) {
        branches.put(name.substring(REMOTES.length()), commit.get().name());
      } else if (name.startsWith(TAGS)) {
        tags.put(name.substring(TAGS.length()), commit.get().name());
      }
    }
    return new Refs(branches, tags);
  }

  private static Optional<ObjectId> commit(String id, GitObjects objects) throws IOException {
    return id.length() == 40 ? objects.commit(ObjectId.fromString(id)) : Optional.empty();
  }
}
