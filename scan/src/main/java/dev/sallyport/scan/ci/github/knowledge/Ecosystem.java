package dev.sallyport.scan.ci.github.knowledge;

import java.util.List;

/// A file that tells what a repository depends on.
///
/// @param file its name, or `*.suffix`
/// @param names of the `package-ecosystem` values that look after it
public record Ecosystem(String file, List<String> names) {

  public Ecosystem {
    names = List.copyOf(names);
  }

  /// Whether a path in the repository is such a file.
  public boolean tells(String path) {
    return file.startsWith("*")
        ? path.endsWith(file.substring(1))
        : path.endsWith(file)
            && (path.length() == file.length()
                || path.charAt(path.length() - file.length() - 1) == '/');
  }

  static Ecosystem read(Sheet.Row row) {
    return new Ecosystem(row.filled("file"), row.list("ecosystems"));
  }
}
