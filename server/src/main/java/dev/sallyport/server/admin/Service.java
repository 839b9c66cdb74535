package dev.sallyport.server.admin;

import dev.sallyport.control.audit.AuditLog;
import dev.sallyport.control.audit.Cosigners;
import dev.sallyport.control.audit.LogUnavailable;
import dev.sallyport.control.store.StoreRefusal;
import dev.sallyport.server.output.ServerLog;
import dev.sallyport.server.settings.Listen;
import dev.sallyport.server.settings.ServerSettings;
import dev.sallyport.server.settings.SinkSettings;
import dev.sallyport.server.web.Route;
import dev.sallyport.server.web.Traffic;
import dev.sallyport.server.web.WebServer;
import dev.sallyport.server.web.WebSettings;
import dev.sallyport.server.web.health.Readiness;
import dev.sallyport.trust.log.LogConflict;
import dev.sallyport.trust.log.MalformedLog;
import dev.sallyport.trust.log.NoteKey;
import dev.sallyport.trust.log.NoteSigner;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Everything that runs, opened in this order and closed in the other: state and database, log,
/// sinks, watch, web.
final class Service implements AutoCloseable {

  /// What it is made from.
  ///
  /// @param url of an external database
  record Parts(
      Path directory,
      @Nullable String url,
      ServerSettings settings,
      WitnessOptions witnesses,
      Map<String, String> environment,
      Clock clock) {}

  private static final Duration LOCK_PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final ServerLog output;
  private final NoteKey key;
  private final LogWatch watch;
  private final WebServer web;
  private boolean clean = true;

  private Service(Parts parts, ServerLog output) {
    this.output = output;
    try {
      var installation = opened(patiently(parts));
      var signer = signer(installation, parts.environment());
      key = signer.key();
      var cosigners = parts.witnesses().cosigners(key, said -> output.warning(said, Map.of()));
      var log =
          opened(AuditLog.open(installation.database(), installation.state(), signer, cosigners));
      open.push(() -> publishLast(log));
      var sinks =
          parts.settings().sinks().stream()
              .<SinkRunner>map(settings -> opened(sink(settings, installation, log, parts.clock())))
              .toList();
      watch =
          opened(
              LogWatch.start(
                  installation.database(), log, output, sinks, cosigners != Cosigners.NONE));
      var traffic = new Traffic();
      var figures = new Figures(watch, sinks, traffic);
      // One line for each thing without which no work can be done.
      List<Readiness> needs = List.of(watch::database, watch::log, watch::disk);
      var endpoints = new Endpoints(installation.state().log(), key, needs, figures);
      web = opened(listen(parts.settings().web(), endpoints.routes(), traffic));
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /// @throws Refusal when the address cannot be listened on
  static Service open(Parts parts, ServerLog output) {
    return new Service(parts, output);
  }

  /// A short command may have the directory open; it ends within seconds.
  private Installation patiently(Parts parts) {
    long began = System.nanoTime();
    boolean said = false;
    while (true) {
      try {
        return Installation.open(parts.directory(), parts.url());
      } catch (StoreRefusal e) {
        if (!e.code().equals("state-locked")
            || System.nanoTime() - began > LOCK_PATIENCE.toNanos()) {
          throw e;
        }
      }
      if (!said) {
        output.info(
            "another process has the state directory open; waiting for it, %d s at most"
                .formatted(LOCK_PATIENCE.toSeconds()));
        said = true;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private WebServer listen(WebSettings settings, List<Route> routes, Traffic traffic) {
    try {
      return WebServer.start(settings, routes, traffic, output);
    } catch (WebServer.CannotListen e) {
      throw new Refusal(
          "listen-taken",
          "an address of this machine and a port that nobody has",
          "%s: %s"
              .formatted(
                  Listen.shown(settings.address(), settings.address().getPort()), e.getMessage()),
          "stop what listens there, or choose another one with --listen");
    }
  }

  private SinkRunner sink(
      SinkSettings settings, Installation installation, AuditLog log, Clock clock) {
    var sink = Sinks.make(settings);
    var feed = Sinks.feed(installation.database(), log, key.name(), sink, clock);
    return SinkRunner.start(sink, feed, output);
  }

  private NoteSigner signer(Installation installation, Map<String, String> environment) {
    var said = new StringWriter();
    NoteSigner signer = installation.signer(environment, new PrintWriter(said));
    if (!said.toString().isEmpty()) {
      output.paragraph(said.toString());
    }
    return signer;
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.push(part);
    return part;
  }

  int port() {
    return web.port();
  }

  NoteKey key() {
    return key;
  }

  long published() {
    return watch.published();
  }

  /// Whether everything was published and closed.
  boolean isClean() {
    return clean;
  }

  /// Nobody appends any more; what other processes have committed comes along.
  private void publishLast(AuditLog log) {
    try {
      log.publish();
      // A quorum that is required and not met is no exception: it is what was asked for.
      log.problem().ifPresent(this::notPublished);
    } catch (LogUnavailable | LogConflict | MalformedLog e) {
      notPublished(String.valueOf(e.getMessage()));
    }
  }

  private void notPublished(String reason) {
    clean = false;
    output.warning(
        "the last entries are not published; the next start publishes them",
        Map.of("reason", reason));
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        // Whatever it is, the others must be closed all the same.
        clean = false;
        output.error("could not be closed", Map.of("thrown", e.toString()));
      }
    }
  }
}
