package dev.sallyport.scan.ci.github.facts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// The resources of the data bundle, read as they are asked for. They are text, so that a renewal
/// can be reviewed as a diff; the archive of the distribution compresses them.
final class Bundle {
  static final String TAGS = "tags.txt";
  static final String ADVISORIES = "advisories.tsv";
  static final String POPULAR = "popular.tsv";
  static final String PLATFORMS = "build-platforms.tsv";

  /// What begins the line with the date of the data, in each resource.
  static final String DATE = "# date ";

  private Bundle() {}

  /// Whole text of a resource. The bundle is plain ASCII.
  static String text(String name) {
    try (InputStream in = Bundle.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the data bundle lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Rows of a tab-separated text, comments left out.
  static List<String[]> rows(String text) {
    return Arrays.stream(text.split("\n"))
        .filter(line -> !line.isEmpty() && line.charAt(0) != '#')
        .map(line -> line.split("\t", -1))
        .toList();
  }

  /// A field in which `-` stands for nothing.
  static String field(String text) {
    return text.equals("-") ? "" : text;
  }

  /// A field with comma-separated parts.
  static List<String> list(String text) {
    return text.equals("-") ? List.of() : List.of(text.split(","));
  }
}
