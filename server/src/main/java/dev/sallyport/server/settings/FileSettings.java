package dev.sallyport.server.settings;

import dev.sallyport.server.web.WebSettings;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the configuration file says; null where it says nothing.
///
/// @param publicUrl by which others reach the server, when that is not where it listens
public record FileSettings(
    @Nullable InetSocketAddress listen,
    WebSettings.@Nullable Tls tls,
    @Nullable URI publicUrl,
    List<SinkSettings> sinks) {

  public static final FileSettings NONE = new FileSettings(null, null, null, List.of());

  public FileSettings {
    sinks = List.copyOf(sinks);
  }
}
