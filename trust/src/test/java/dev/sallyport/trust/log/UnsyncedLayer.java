package dev.sallyport.trust.log;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Files in a directory without the syncs, for tests that read much and survive nothing.
final class UnsyncedLayer implements FileLayer {

  private final DiskLayer disk;

  UnsyncedLayer(Path folder) {
    disk = new DiskLayer(folder);
  }

  @Override
  public void write(String path, byte[] bytes) {
    disk.write(path, bytes);
  }

  @Override
  public void sync(String path) {}

  @Override
  public void rename(String from, String to) {
    disk.rename(from, to);
  }

  @Override
  public void makeFolder(String path) {
    disk.makeFolder(path);
  }

  @Override
  public void syncFolder(String path) {}

  @Override
  public void delete(String path) {
    disk.delete(path);
  }

  @Override
  public Optional<byte[]> read(String path, int limit) {
    return disk.read(path, limit);
  }

  @Override
  public boolean lists() {
    return disk.lists();
  }

  @Override
  public List<String> list(String folder) {
    return disk.list(folder);
  }

  @Override
  public int parallelism() {
    return disk.parallelism();
  }
}
