package dev.sallyport.cli;

import dev.sallyport.scan.rule.pipeline.PipelineRules;
import dev.sallyport.scan.source.ContentCache;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The results of earlier scans by this very program.
final class RememberedResults {
  private RememberedResults() {}

  static ContentCache open(ScanCommand asked) {
    // What a code host answers is of the moment.
    return asked.noCache || asked.online
        ? ContentCache.none()
        : ContentCache.directory(asked.environment)
            .map(directory -> ContentCache.open(directory, generation()))
            .orElseGet(ContentCache::none);
  }

  /// The program itself, by its jar: results of another build are worth nothing.
  private static String generation() {
    try {
      Path jar =
          Path.of(PipelineRules.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Main.version()
          + "-"
          + Files.size(jar)
          + "-"
          + Files.getLastModifiedTime(jar).toMillis();
    } catch (IOException | URISyntaxException | SecurityException _) {
      return Main.version();
    }
  }
}
