package dev.sallyport.scan.source;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.PackParser;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.util.FS;

/// Git objects that were fetched, kept in a directory of packs. What an object is called is
/// computed from what it is when it comes in, so a server cannot pass one off as another. Ids are
/// 40 hex digits. For one thread.
///
/// All methods fail with an IOException when the store is damaged or holds too little; then what
/// was asked is not known.
public final class ObjectStore implements AutoCloseable {
  private static final long LARGEST_OBJECT = 64L << 20;

  private final ObjectDirectory directory;

  private ObjectStore(ObjectDirectory directory) {
    this.directory = directory;
  }

  /// Opens a store, or begins one.
  ///
  /// @param path a private directory, used for nothing else
  public static ObjectStore open(Path path) throws IOException {
    QuietSystem.install();
    File[] noAlternates = {};
    Files.createDirectories(path.resolve("pack"));
    return new ObjectStore(
        new ObjectDirectory(new Config(), path.toFile(), noAlternates, FS.DETECTED, null));
  }

  public boolean has(String id) throws IOException {
    try (ObjectReader reader = directory.newReader()) {
      return reader.has(ObjectId.fromString(id));
    }
  }

  /// Takes in a pack (gitformat-pack(5)) that needs no objects from elsewhere.
  public void add(InputStream pack) throws IOException {
    try (ObjectInserter inserter = directory.newInserter()) {
      PackParser parser = inserter.newPackParser(pack);
      parser.setMaxObjectSizeLimit(LARGEST_OBJECT);
      parser.parse(NullProgressMonitor.INSTANCE);
    } catch (RuntimeException e) {
      throw new IOException("the pack is damaged", e);
    }
  }

  /// Whether one of these commits is, or descends from, another.
  public boolean leadsTo(Collection<String> tips, String commit) throws IOException {
    try (ObjectReader reader = directory.newReader();
        RevWalk walk = new RevWalk(reader)) {
      ObjectId wanted = ObjectId.fromString(commit);
      walk.setRetainBody(false);
      List<RevCommit> starts = new ArrayList<>();
      for (String tip : tips) {
        starts.add(walk.parseCommit(ObjectId.fromString(tip)));
      }
      walk.markStart(starts);
      for (RevCommit at = walk.next(); at != null; at = walk.next()) {
        if (at.equals(wanted)) {
          return true;
        }
      }
      return false;
    } catch (RuntimeException e) {
      throw new IOException("the store is damaged", e);
    }
  }

  /// The blob of a regular file in a commit; empty when there is none at that path.
  public Optional<String> blob(String commit, String path) throws IOException {
    try (ObjectReader reader = directory.newReader();
        RevWalk walk = new RevWalk(reader)) {
      ObjectId tree = walk.parseCommit(ObjectId.fromString(commit)).getTree();
      try (TreeWalk at = TreeWalk.forPath(reader, path, tree)) {
        // A link would have to be followed, out of the repository perhaps.
        boolean file = at != null && (at.getRawMode(0) & FileMode.TYPE_MASK) == FileMode.TYPE_FILE;
        return file ? Optional.of(at.getObjectId(0).name()) : Optional.empty();
      }
    } catch (RuntimeException e) {
      throw new IOException("the store is damaged", e);
    }
  }

  /// The bytes of a blob; empty when it is not here or has more than `limit` of them.
  public Optional<byte[]> bytes(String blob, int limit) throws IOException {
    try (ObjectReader reader = directory.newReader()) {
      ObjectLoader loader = reader.open(ObjectId.fromString(blob));
      return loader.getSize() > limit
          ? Optional.empty()
          : Optional.of(loader.getCachedBytes(limit));
    } catch (MissingObjectException e) {
      return Optional.empty();
    } catch (RuntimeException e) {
      throw new IOException("the store is damaged", e);
    }
  }

  @Override
  public void close() {
    directory.close();
  }
}
