package dev.sallyport.cli.audit;

import dev.sallyport.trust.log.DiskLayer;
import dev.sallyport.trust.log.FileLayer;
import dev.sallyport.trust.log.ForkProof;
import dev.sallyport.trust.log.Hash;
import dev.sallyport.trust.log.MerkleTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/// The directory of a mirror: `log/` is the copy, a log like any other; `seen` is when the log was
/// last seen to do something; `fork-*/` hold what proves a fork; `lock` keeps a second mirror out.
final class MirrorFolder implements AutoCloseable {
  private static final int MAX_SEEN = 64;

  private final Path root;
  private final FileChannel channel;

  private MirrorFolder(Path root, FileChannel channel) {
    this.root = root;
    this.channel = channel;
  }

  static MirrorFolder open(Path root) throws IOException {
    Files.createDirectories(root.resolve("log"));
    new DiskLayer(root).syncFolder("");
    var channel =
        FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!locked(channel)) {
      channel.close();
      throw new UsageProblem("another mirror is at work in %s; one is enough".formatted(root));
    }
    return new MirrorFolder(root, channel);
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null && lock.isValid();
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  FileLayer copy() {
    return new DiskLayer(root.resolve("log"));
  }

  /// Empty before the first time, and when the file is damaged: then the clock starts anew.
  Optional<Instant> seen() throws IOException {
    Path file = root.resolve("seen");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      String text =
          new String(LogTrust.bytes("seen", file, MAX_SEEN), StandardCharsets.UTF_8).strip();
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  void seen(Instant time) {
    DurableFile.replace(root.resolve("seen"), (time + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /// Keeps the two checkpoints and the proof. The same fork is kept once.
  ///
  /// @return the directory
  Path keep(ForkProof fork) throws IOException {
    Hash name = MerkleTree.leafHash(fork.bytes());
    Path folder = root.resolve("fork-" + name.toString().substring(0, 16));
    Files.createDirectories(folder);
    DurableFile.replace(folder.resolve("smaller.checkpoint"), fork.smaller().bytes());
    DurableFile.replace(folder.resolve("larger.checkpoint"), fork.larger().bytes());
    DurableFile.replace(folder.resolve("fork.proof"), fork.bytes());
    new DiskLayer(root).syncFolder("");
    return folder;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
