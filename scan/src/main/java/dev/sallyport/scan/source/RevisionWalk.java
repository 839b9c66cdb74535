package dev.sallyport.scan.source;

import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.source.SourceText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.treewalk.TreeWalk;

/// Reads the wanted files of git trees. One that meets the same blob at the same path again, in the
/// tree of another branch, does not read it again.
final class RevisionWalk {
  private record Blob(ObjectId id, String path) {}

  private final GitObjects objects;
  private final String prefix;
  private final Set<String> scopes;
  private final Wanted wanted;
  private final Limits limits;
  private final Problems problems;
  private final Reading reading;
  private final Map<Blob, SourceText> read = new HashMap<>();
  private List<SourceText> texts = new ArrayList<>();
  private int entries;

  /// @param prefix where the root lies in the tree; empty or ending in `/`
  RevisionWalk(
      GitObjects objects,
      String prefix,
      Set<String> scopes,
      Wanted wanted,
      Limits limits,
      Problems problems) {
    this.objects = objects;
    this.prefix = prefix;
    this.scopes = scopes;
    this.wanted = wanted;
    this.limits = limits;
    this.problems = problems;
    this.reading = new Reading(limits);
  }

  /// The wanted texts of a tree, sorted by path.
  List<SourceText> read(ObjectId tree) throws IOException {
    texts = new ArrayList<>();
    entries = 0;
    try (TreeWalk walk = new TreeWalk(objects.reader)) {
      walk.addTree(tree);
      while (walk.next()) {
        // A tree that holds itself many times over is small on disk and endless to walk.
        if (++entries > limits.entries() || texts.size() >= limits.files()) {
          problems.add("", "The walk ended here: the commit has too many files.");
          break;
        }
        String path = walk.getPathString();
        if (walk.isSubtree()) {
          enter(walk, path);
        } else if (path.startsWith(prefix)) {
          entry(walk, path.substring(prefix.length()));
        }
      }
    }
    // Git sorts a directory as if its name ended in `/`.
    texts.sort(Comparator.comparing(SourceText::path));
    return texts;
  }

  private void enter(TreeWalk walk, String path) throws IOException {
    boolean above = prefix.startsWith(path + "/");
    boolean below = path.startsWith(prefix) && wanted.mayContain(path.substring(prefix.length()));
    if (!above && !below) {
      return;
    }
    if (walk.getDepth() >= limits.depth()) {
      problems.add(path, "Lies deeper than " + limits.depth() + " directories; not entered.");
      return;
    }
    try {
      walk.enterSubtree();
    } catch (MissingObjectException e) {
      problems.add(path, "Is missing from this clone (a partial one?).");
    }
  }

  private void entry(TreeWalk walk, String path) throws IOException {
    FileMode mode = walk.getFileMode(0);
    if (!inScope(path) || mode.equals(FileMode.GITLINK)) {
      return;
    }
    if (mode.equals(FileMode.SYMLINK)) {
      problems.add(path, "Is a symbolic link, which a scan does not follow or open.");
      return;
    }
    try {
      ObjectId blob = walk.getObjectId(0);
      SourceText known = read.get(new Blob(blob.copy(), path));
      if (known != null) {
        texts.add(known);
      } else {
        blob(blob.copy(), path);
      }
    } catch (MissingObjectException e) {
      problems.add(path, "Is missing from this clone (a partial one?).");
    }
  }

  private void blob(ObjectId id, String path) throws IOException {
    ObjectLoader blob = objects.reader.open(id);
    if (blob.getSize() > limits.bytes()) {
      problems.add(
          path,
          "Has " + blob.getSize() + " bytes; files of up to " + limits.bytes() + " are read.");
      return;
    }
    switch (reading.text(path, blob.getCachedBytes(limits.bytes()))) {
      case Reading.Outcome.Text(SourceText source, _) -> {
        read.put(new Blob(id, path), source);
        texts.add(source);
      }
      case Reading.Outcome.Unread(Problem problem) -> problems.add(problem);
    }
  }

  private boolean inScope(String path) {
    for (String scope : scopes) {
      if (path.equals(scope)) {
        return true;
      }
      if (scope.isEmpty() || path.startsWith(scope + "/")) {
        return wanted.wants(path);
      }
    }
    return false;
  }
}
