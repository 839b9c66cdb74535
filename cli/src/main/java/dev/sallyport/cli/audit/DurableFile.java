package dev.sallyport.cli.audit;

import dev.sallyport.trust.log.DiskLayer;
import java.nio.file.Path;

/// Writes a file so that after a crash there is the old one or the new one, whole.
final class DurableFile {

  private DurableFile() {}

  static void replace(Path file, byte[] bytes) {
    Path absolute = file.toAbsolutePath();
    Path folder = absolute.getParent();
    if (folder == null) {
      throw new UsageProblem("wanted a file, got '%s'".formatted(file));
    }
    var layer = new DiskLayer(folder);
    String name = String.valueOf(absolute.getFileName());
    String temporary = "." + name + ".tmp";
    layer.write(temporary, bytes);
    layer.sync(temporary);
    layer.rename(temporary, name);
    layer.syncFolder("");
  }
}
