package dev.sallyport.server.admin;

import dev.sallyport.server.settings.Listen;
import dev.sallyport.server.settings.ServerSettings;
import dev.sallyport.trust.log.NoteKey;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the server says when it is up: what is served where, and what to do next.
///
/// @param took since the process was started
record Banner(
    // Seven: the parts of one screen, put together in one place.
    ServerSettings settings,
    int port,
    Path state,
    boolean embedded,
    NoteKey key,
    long published,
    Duration took) {

  /// For a person.
  String screen() {
    return """

        Sallyport is up after %s s.

          log      %s/log    %s published
          origin   %s
          key      %s
          health   %s/health/ready
          metrics  %s/metrics
          sinks    %s
          state    %s, %s

          record    sallyport audit append --state %s --verb deploy.observed --environment NAME --artifact DIGEST --actor NAME
          verify    sallyport audit verify %s/log --key %s
          copy      sallyport audit mirror %s/log DIR --key ... (on another host)
          stop      Ctrl-C

        """
        .formatted(
            seconds(),
            url(),
            published == 1 ? "1 entry" : published + " entries",
            key.name(),
            key.vkey(),
            url(),
            url(),
            sinks(),
            state,
            embedded ? "embedded PostgreSQL" : "external PostgreSQL",
            state,
            url(),
            key.vkey(),
            url());
  }

  /// For a machine.
  Map<String, String> fields() {
    return Map.of(
        "url", url(),
        "log", url() + "/log",
        "origin", key.name(),
        "key", key.vkey(),
        "published", Long.toString(published),
        "sinks", sinks(),
        "state", state.toString(),
        "database", embedded ? "embedded" : "external",
        "seconds", seconds());
  }

  private String url() {
    @Nullable URI given = settings.publicUrl();
    if (given != null) {
      String text = given.toString();
      return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
    String scheme = settings.web().tls() == null ? "http" : "https";
    return scheme + "://" + Listen.shown(settings.web().address(), port);
  }

  private String sinks() {
    List<String> names = settings.sinks().stream().map(sink -> sink.name()).toList();
    return names.isEmpty() ? "none" : names.stream().collect(Collectors.joining(", "));
  }

  private String seconds() {
    return "%d.%d".formatted(took.toSeconds(), took.toMillisPart() / 100);
  }
}
