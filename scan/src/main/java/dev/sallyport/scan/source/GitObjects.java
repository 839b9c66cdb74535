package dev.sallyport.scan.source;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.util.FS;

/// The objects of a repository on disk. Uses JGit's reader of loose objects and packs alone: a JGit
/// repository would obey the configuration of the tree under scan, which may include other files.
///
/// For one thread. Methods fail with an IOException or, on a damaged pack, with whatever JGit lets
/// out; who calls them catches both.
final class GitObjects implements AutoCloseable {
  private static final int MOST_FILES = 2_000_000;

  private final ObjectDirectory directory;
  final ObjectReader reader;

  private GitObjects(ObjectDirectory directory) {
    this.directory = directory;
    this.reader = directory.newReader();
  }

  static GitObjects open(GitDirectory git) throws IOException {
    if (Files.exists(git.common().resolve("reftable"))) {
      throw new Unusable("Its references are in the reftable format, which is not read.");
    }
    Path objects = git.common().resolve("objects");
    refuseWhatBlocks(objects, git.common().resolve("shallow"));
    QuietSystem.install();
    File[] noAlternates = {};
    File shallow = git.common().resolve("shallow").toFile();
    return new GitObjects(
        new ObjectDirectory(new Config(), objects.toFile(), noAlternates, FS.DETECTED, shallow));
  }

  /// JGit opens what it finds, and opening a FIFO waits for ever.
  private static void refuseWhatBlocks(Path... places) throws IOException {
    for (Path place : places) {
      if (Files.exists(place)) {
        Files.walkFileTree(place, new OnlyFiles());
      }
    }
  }

  private static final class OnlyFiles extends SimpleFileVisitor<Path> {
    private int seen;

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      boolean link = attributes.isSymbolicLink() && !Files.exists(file);
      if (++seen > MOST_FILES) {
        throw new Unusable("Has more than " + MOST_FILES + " files of objects.");
      }
      if (!link && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
        throw new Unusable("Holds something that is neither a file nor a directory.");
      }
      return FileVisitResult.CONTINUE;
    }
  }

  /// What the repository is, said so that a user can do something about it.
  static final class Unusable extends IOException {
    private static final long serialVersionUID = 1L;

    Unusable(String why) {
      super(why);
    }

    String why() {
      String message = getMessage();
      return message == null ? "" : message;
    }
  }

  /// The object with a full or, from four digits, an abbreviated id.
  Optional<ObjectId> object(String hex) throws IOException {
    if (hex.length() < 4 || hex.length() > 40 || !GitRefs.isHex(hex)) {
      return Optional.empty();
    }
    if (hex.length() == 40) {
      ObjectId id = ObjectId.fromString(hex);
      return reader.has(id) ? Optional.of(id) : Optional.empty();
    }
    Collection<ObjectId> all = reader.resolve(AbbreviatedObjectId.fromString(hex));
    return all.size() == 1 ? Optional.of(all.iterator().next()) : Optional.empty();
  }

  /// The commit that an object is or, for a tag, stands for.
  Optional<ObjectId> commit(ObjectId object) throws IOException {
    try (RevWalk walk = new RevWalk(reader)) {
      walk.setRetainBody(false);
      RevObject peeled = walk.peel(walk.parseAny(object));
      return peeled instanceof RevCommit commit ? Optional.of(commit.copy()) : Optional.empty();
    } catch (MissingObjectException | IncorrectObjectTypeException e) {
      return Optional.empty();
    }
  }

  /// The `n`th ancestor (`~n`), by first parents.
  Optional<ObjectId> ancestor(ObjectId commit, int n) throws IOException {
    try (RevWalk walk = new RevWalk(reader)) {
      RevCommit at = walk.parseCommit(commit);
      for (int i = 0; i < n; i++) {
        if (at.getParentCount() == 0) {
          return Optional.empty();
        }
        at = walk.parseCommit(at.getParent(0));
      }
      return Optional.of(at.copy());
    } catch (MissingObjectException e) {
      return Optional.empty();
    }
  }

  ObjectId tree(ObjectId commit) throws IOException {
    try (RevWalk walk = new RevWalk(reader)) {
      return walk.parseCommit(commit).getTree().copy();
    }
  }

  /// A directory in a commit.
  ///
  /// @param id of the directory
  /// @param root of the commit's tree
  /// @param time of the commit, in seconds
  record Place(ObjectId id, ObjectId root, int time) {}

  /// Empty when the commit has no such directory.
  Optional<Place> place(ObjectId commit, String directory) throws IOException {
    try (RevWalk walk = new RevWalk(reader)) {
      RevCommit parsed = walk.parseCommit(commit);
      ObjectId root = parsed.getTree().copy();
      try (TreeWalk at = TreeWalk.forPath(reader, directory, root)) {
        return at == null || !at.isSubtree()
            ? Optional.empty()
            : Optional.of(new Place(at.getObjectId(0), root, parsed.getCommitTime()));
      }
    }
  }

  Optional<ObjectId> mergeBase(ObjectId one, ObjectId other) throws IOException {
    try (RevWalk walk = new RevWalk(reader)) {
      walk.setRetainBody(false);
      walk.setRevFilter(RevFilter.MERGE_BASE);
      walk.markStart(walk.parseCommit(one));
      walk.markStart(walk.parseCommit(other));
      return Optional.ofNullable(walk.next()).map(RevCommit::copy);
    }
  }

  /// All commits that these and their ancestors are. In a shallow or damaged clone the walk ends
  /// where the objects do.
  Set<ObjectId> reachable(Iterable<ObjectId> tips) throws IOException {
    Set<ObjectId> all = new HashSet<>();
    try (RevWalk walk = new RevWalk(reader)) {
      walk.setRetainBody(false);
      for (ObjectId tip : tips) {
        commit(tip).ifPresent(commit -> mark(walk, commit));
      }
      for (RevCommit at = walk.next(); at != null; at = walk.next()) {
        all.add(at.copy());
      }
    }
    return all;
  }

  private static void mark(RevWalk walk, ObjectId commit) {
    try {
      walk.markStart(walk.parseCommit(commit));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean shallow() throws IOException {
    return !directory.getShallowCommits().isEmpty();
  }

  @Override
  public void close() {
    reader.close();
    directory.close();
  }
}
