package dev.sallyport.server.admin;

import dev.sallyport.server.web.Answers;
import dev.sallyport.server.web.Route;
import dev.sallyport.server.web.health.GetLive;
import dev.sallyport.server.web.health.GetReady;
import dev.sallyport.server.web.health.Readiness;
import dev.sallyport.server.web.log.GetLogFile;
import dev.sallyport.server.web.log.GetLogKey;
import dev.sallyport.server.web.metrics.GetMetrics;
import dev.sallyport.trust.log.NoteKey;
import java.nio.file.Path;
import java.util.List;

/// All that is served, in one list.
///
/// @param folder with the published log
/// @param needs without which no work can be done
record Endpoints(Path folder, NoteKey key, List<Readiness> needs, Figures figures) {

  private static final String INDEX =
      """
      Sallyport

      /log/checkpoint, /log/tile/...  the audit log (C2SP tlog-tiles)
      /log/key                        its verifier key
      /health/live, /health/ready     for whoever starts and watches the server
      /metrics                        for Prometheus
      """;

  List<Route> routes() {
    return List.of(
        new Route("/", "lists what is open anyway", _ -> Answers.plain(200, INDEX)),
        new Route(GetLogKey.PATH, "a public key", new GetLogKey(key)),
        new Route(GetLogFile.PREFIX, "the log is published", new GetLogFile(folder)),
        new Route(GetLive.PATH, "says nothing but that it lives", new GetLive()),
        new Route(GetReady.PATH, "asked by what starts it", new GetReady(this::obstacles)),
        new Route(GetMetrics.PATH, "figures without names", new GetMetrics(figures.sources())));
  }

  private List<Readiness.Obstacle> obstacles() {
    return needs.stream().flatMap(need -> need.obstacles().stream()).toList();
  }
}
