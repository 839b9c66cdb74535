package dev.sallyport.bench;

import dev.sallyport.base.model.source.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// The real workflows of the development data, read once.
final class RealWorkflows {

  private RealWorkflows() {}

  /// Sorted by path; of a directory that `SALLYPORT_CORPUS` names.
  static List<SourceText> read() {
    String corpus = System.getenv("SALLYPORT_CORPUS");
    if (corpus == null) {
      throw new IllegalStateException("SALLYPORT_CORPUS does not name the development data");
    }
    List<SourceText> texts = new ArrayList<>();
    try (var zip = new ZipFile(Path.of(corpus, "workflows-realworld.zip").toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (!entry.isDirectory()) {
          String path = ".github/workflows/" + entry.getName();
          byte[] bytes = zip.getInputStream(entry).readAllBytes();
          texts.add(new SourceText(path, new String(bytes, StandardCharsets.UTF_8), path));
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("cannot read the development data in " + corpus, e);
    }
    texts.sort((a, b) -> a.path().compareTo(b.path()));
    return texts;
  }
}
