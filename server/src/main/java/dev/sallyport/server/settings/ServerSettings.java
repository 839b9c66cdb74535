package dev.sallyport.server.settings;

import dev.sallyport.server.web.WebSettings;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the server is set up, from file and command line together.
///
/// @param publicUrl by which others reach it, when that is not where it listens
public record ServerSettings(WebSettings web, @Nullable URI publicUrl, List<SinkSettings> sinks) {

  public ServerSettings {
    sinks = List.copyOf(sinks);
  }
}
