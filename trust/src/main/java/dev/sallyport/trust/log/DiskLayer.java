package dev.sallyport.trust.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/// Files below a directory, which must be there.
public final class DiskLayer implements FileLayer {

  private final Path root;
  private final DirectorySource source;

  public DiskLayer(Path root) {
    this.root = root;
    source = new DirectorySource(root);
  }

  @Override
  public void write(String path, byte[] bytes) {
    run(() -> Files.write(root.resolve(path), bytes));
  }

  @Override
  public void sync(String path) {
    force(path, StandardOpenOption.WRITE);
  }

  @Override
  public void rename(String from, String to) {
    run(() -> Files.move(root.resolve(from), root.resolve(to), StandardCopyOption.ATOMIC_MOVE));
  }

  @Override
  public void makeFolder(String path) {
    run(
        () -> {
          try {
            Files.createDirectory(root.resolve(path));
          } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(root.resolve(path), LinkOption.NOFOLLOW_LINKS)) {
              throw e;
            }
          }
        });
  }

  @Override
  public void syncFolder(String path) {
    // Linux lets a folder be opened for reading and synced; there is no other way in the JDK.
    force(path, StandardOpenOption.READ);
  }

  @Override
  public void delete(String path) {
    run(() -> Files.deleteIfExists(root.resolve(path)));
  }

  @Override
  public Optional<byte[]> read(String path, int limit) {
    return source.read(path, limit);
  }

  @Override
  public boolean lists() {
    return true;
  }

  @Override
  public List<String> list(String folder) {
    return source.list(folder);
  }

  @Override
  public int parallelism() {
    return source.parallelism();
  }

  private void force(String path, StandardOpenOption how) {
    run(
        () -> {
          try (var channel = FileChannel.open(root.resolve(path), how)) {
            channel.force(true);
          }
        });
  }

  @FunctionalInterface
  private interface Action {
    void run() throws IOException;
  }

  private static void run(Action action) {
    try {
      action.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
