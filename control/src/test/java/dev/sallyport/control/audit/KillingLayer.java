package dev.sallyport.control.audit;

import dev.sallyport.trust.log.FileLayer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Files of which a test is told what happens to each, so that it can end the process there.
final class KillingLayer implements FileLayer {

  /// The places between two operations on files.
  enum Point {
    HALF_WRITTEN,
    WRITTEN,
    SYNCED,
    RENAMED,
    FOLDER_MADE,
    FOLDER_SYNCED,
    DELETED
  }

  private final FileLayer layer;
  private final Consumer<Point> hook;

  KillingLayer(FileLayer layer, Consumer<Point> hook) {
    this.layer = layer;
    this.hook = hook;
  }

  @Override
  public void write(String path, byte[] bytes) {
    layer.write(path, Arrays.copyOf(bytes, bytes.length / 2));
    hook.accept(Point.HALF_WRITTEN);
    layer.write(path, bytes);
    hook.accept(Point.WRITTEN);
  }

  @Override
  public void sync(String path) {
    layer.sync(path);
    hook.accept(Point.SYNCED);
  }

  @Override
  public void rename(String from, String to) {
    layer.rename(from, to);
    hook.accept(Point.RENAMED);
  }

  @Override
  public void makeFolder(String path) {
    layer.makeFolder(path);
    hook.accept(Point.FOLDER_MADE);
  }

  @Override
  public void syncFolder(String path) {
    layer.syncFolder(path);
    hook.accept(Point.FOLDER_SYNCED);
  }

  @Override
  public void delete(String path) {
    layer.delete(path);
    hook.accept(Point.DELETED);
  }

  @Override
  public Optional<byte[]> read(String path, int limit) {
    return layer.read(path, limit);
  }

  @Override
  public boolean lists() {
    return layer.lists();
  }

  @Override
  public List<String> list(String folder) {
    return layer.list(folder);
  }

  @Override
  public int parallelism() {
    return layer.parallelism();
  }
}
