package dev.sallyport.server.settings;

import java.nio.file.Path;

/// A receiver of entries, as it is configured. `docs/sinks` has a page for each kind.
public sealed interface SinkSettings {

  /// By which its cursor is kept; renaming it sends everything again.
  String name();

  /// @param limit bytes after which the file is put aside
  record JsonLines(String name, Path file, long limit) implements SinkSettings {}
}
