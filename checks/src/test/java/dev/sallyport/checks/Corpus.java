package dev.sallyport.checks;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.base.model.source.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Workflows of others for development, which are no part of the repository. `SALLYPORT_CORPUS`
/// names the folder with the archives; without it the tests that need them are not run.
final class Corpus {
  private Corpus() {}

  /// The files of an archive, by name, as workflows of one repository.
  static TreeMap<String, SourceText> workflows(String archive) throws IOException {
    String folder = System.getenv("SALLYPORT_CORPUS");
    assumeTrue(folder != null && !folder.isEmpty(), "not run: SALLYPORT_CORPUS is not set");
    Path file = Path.of(folder, archive);
    assumeTrue(Files.isRegularFile(file), "not run: there is no " + archive);
    TreeMap<String, SourceText> out = new TreeMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        if (!entry.isDirectory() && List.of("yml", "yaml").contains(extension(name))) {
          try (InputStream in = zip.getInputStream(entry)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            out.put(name, new SourceText(".github/workflows/" + name, text, entry.getName()));
          }
        }
      }
    }
    return out;
  }

  private static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
