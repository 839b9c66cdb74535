package dev.sallyport.server.admin;

import dev.sallyport.control.store.StateDirectory;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the installation is.
final class StateOptions {

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = {
        "The state directory (default: sallyport in $XDG_DATA_HOME or ~/.local/share; for root,",
        "/var/lib/sallyport)."
      })
  private @Nullable Path state;

  @Option(
      names = "--database",
      paramLabel = "URL",
      description = "An external PostgreSQL in place of the embedded one.")
  private @Nullable String database;

  Path directory(Map<String, String> environment) {
    return state == null ? StateDirectory.defaultPlace(environment) : state;
  }

  @Nullable String database() {
    return database;
  }
}
