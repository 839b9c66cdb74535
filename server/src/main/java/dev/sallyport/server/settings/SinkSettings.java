package dev.sallyport.server.settings;

import dev.sallyport.control.audit.sink.OpenSearchSettings;
import dev.sallyport.control.audit.sink.SyslogSettings;
import java.nio.file.Path;

/// A receiver of entries, as it is configured. `docs/sinks` has a page for each kind.
public sealed interface SinkSettings {

  /// By which its cursor is kept; renaming it sends everything again.
  String name();

  /// @param limit bytes after which the file is put aside
  record JsonLines(String name, Path file, long limit) implements SinkSettings {}

  record Syslog(SyslogSettings settings) implements SinkSettings {
    @Override
    public String name() {
      return settings.name();
    }
  }

  record OpenSearch(OpenSearchSettings settings) implements SinkSettings {
    @Override
    public String name() {
      return settings.name();
    }
  }
}
