package dev.sallyport.server.admin;

import dev.sallyport.control.audit.AuditLog;
import dev.sallyport.server.output.ServerLog;
import dev.sallyport.server.settings.ServerSettings;
import dev.sallyport.server.web.Traffic;
import dev.sallyport.server.web.WebServer;
import dev.sallyport.trust.log.NoteSigner;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything that runs, opened in this order and closed in the other: state and database, log,
/// sinks, watch, web.
final class Service implements AutoCloseable {

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final NoteSigner signer;
  private final AuditLog log;
  private final LogWatch watch;
  private final WebServer web;

  /// What it is made from.
  ///
  /// @param url of an external database
  record Parts(
      Path directory,
      @Nullable String url,
      ServerSettings settings,
      Map<String, String> environment,
      Clock clock) {}

  private Service(Parts parts, ServerLog output, PrintWriter err) {
    try {
      var installation = opened(Installation.open(parts.directory(), parts.url()));
      signer = installation.signer(parts.environment(), err);
      log = opened(AuditLog.open(installation.database(), installation.state(), signer));
      List<SinkRunner> sinks = new ArrayList<>();
      for (var each : parts.settings().sinks()) {
        var sink = Sinks.make(each);
        var feed =
            Sinks.feed(installation.database(), log, signer.key().name(), sink, parts.clock());
        sinks.add(opened(SinkRunner.start(sink, feed, output)));
      }
      watch = opened(LogWatch.start(installation.database(), log, output, sinks));
      var traffic = new Traffic();
      var endpoints =
          new Endpoints(installation.state().log(), signer.key(), watch, sinks, traffic);
      web =
          opened(
              WebServer.start(parts.settings().web(), endpoints.routes(), traffic, output));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  static Service open(Parts parts, ServerLog output, PrintWriter err) {
    return new Service(parts, output, err);
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.push(part);
    return part;
  }

  int port() {
    return web.port();
  }

  NoteSigner signer() {
    return signer;
  }

  LogWatch watch() {
    return watch;
  }

  /// Publishes what is committed, then ends everything.
  @Override
  public void close() {
    RuntimeException first = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        // The others must be closed all the same.
        if (first == null) {
          first = new IllegalStateException("could not be closed: " + e, e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
