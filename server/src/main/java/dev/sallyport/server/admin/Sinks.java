package dev.sallyport.server.admin;

import dev.sallyport.control.audit.Appender;
import dev.sallyport.control.audit.SinkFeed;
import dev.sallyport.control.audit.sink.JsonLinesSink;
import dev.sallyport.control.audit.sink.OpenSearchSink;
import dev.sallyport.control.audit.sink.Sink;
import dev.sallyport.control.audit.sink.SyslogSink;
import dev.sallyport.control.store.Database;
import dev.sallyport.server.settings.SinkSettings;
import java.time.Clock;
import java.time.Duration;

/// Makes what is configured: one line for each kind.
final class Sinks {

  /// A receiver may fail for this long before that is an entry in the log.
  private static final Duration MAY_LAG = Duration.ofMinutes(5);

  private Sinks() {}

  static Sink make(SinkSettings settings) {
    return switch (settings) {
      case SinkSettings.JsonLines(var name, var file, var limit) ->
          new JsonLinesSink(name, file, limit);
      case SinkSettings.Syslog(var syslog) -> new SyslogSink(syslog);
      case SinkSettings.OpenSearch(var search) -> new OpenSearchSink(search);
    };
  }

  static SinkFeed feed(Database database, Appender log, String origin, Sink sink, Clock clock) {
    return new SinkFeed(database, log, origin, sink, MAY_LAG, clock);
  }
}
