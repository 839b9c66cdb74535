package dev.sallyport.server.admin;

import dev.sallyport.control.audit.SinkFeed;
import dev.sallyport.server.web.Traffic;
import dev.sallyport.server.web.metrics.Exposition;
import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The figures of `/metrics`; `docs/serve.md` lists them.
record Figures(LogWatch watch, List<SinkRunner> sinks, Traffic traffic) {

  List<Consumer<Exposition>> sources() {
    return List.of(
        this::log, this::disk, this::witnesses, this::sinks, this::requests, Figures::process);
  }

  private void log(Exposition out) {
    out.gauge(
            "sallyport_database_up",
            "Whether the database answers.",
            watch.databaseTrouble() == null ? 1 : 0)
        .gauge(
            "sallyport_log_signing",
            "Whether the log is signed and published.",
            watch.logTrouble() == null ? 1 : 0)
        .gauge("sallyport_log_size_entries", "Entries that are committed.", watch.size())
        .gauge("sallyport_log_published_entries", "Entries that are published.", watch.published())
        .gauge(
            "sallyport_log_publish_lag_seconds",
            "For how long there has been an entry that is not published.",
            watch.behind().toMillis() / 1000.0);
  }

  private void disk(Exposition out) {
    out.gauge("sallyport_disk_used_percent", "Of the fullest of the log's disks.", watch.percent());
  }

  private void witnesses(Exposition out) {
    if (watch.isWitnessed()) {
      out.gauge(
          "sallyport_log_cosigned_entries",
          "Entries that were published with the quorum of their witnesses.",
          watch.cosigned());
    }
  }

  private void sinks(Exposition out) {
    List<SinkFeed.Status> known = sinks.stream().flatMap(sink -> sink.status().stream()).toList();
    for (SinkFeed.Status sink : known) {
      out.gauge(
          "sallyport_sink_lag_entries",
          "Entries that the sink has not got.",
          Map.of("sink", sink.name()),
          sink.entries());
    }
    for (SinkFeed.Status sink : known) {
      out.gauge(
          "sallyport_sink_lag_seconds",
          "Age of the oldest entry that the sink has not got.",
          Map.of("sink", sink.name()),
          sink.age().toMillis() / 1000.0);
    }
    for (SinkFeed.Status sink : known) {
      out.gauge(
          "sallyport_sink_up",
          "Whether the last delivery went well.",
          Map.of("sink", sink.name()),
          sink.problem() == null ? 1 : 0);
    }
  }

  private void requests(Exposition out) {
    traffic.counts().entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<Traffic.Kind, ?> entry) -> entry.getKey().route())
                .thenComparing(entry -> entry.getKey().status()))
        .forEach(
            entry ->
                out.counter(
                    "sallyport_http_requests_total",
                    "Requests that were answered.",
                    Map.of(
                        "route",
                        entry.getKey().route(),
                        "status",
                        Integer.toString(entry.getKey().status())),
                    entry.getValue().sum()));
  }

  private static void process(Exposition out) {
    var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    out.gauge("sallyport_heap_used_bytes", "Heap of the JVM in use.", heap.getUsed())
        .gauge("sallyport_heap_max_bytes", "Heap that the JVM may use.", heap.getMax())
        .gauge(
            "sallyport_uptime_seconds",
            "Since the process was started.",
            ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0);
  }
}
