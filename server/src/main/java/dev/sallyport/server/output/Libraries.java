package dev.sallyport.server.output;

import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// What libraries log. They all end in `java.util.logging` (docs/adr/0012).
public final class Libraries {

  private Libraries() {}

  /// Nothing at all: a command says itself what its reader must know.
  public static void silence() {
    LogManager.getLogManager().reset();
  }

  /// Warnings and errors go to the server's log; their chatter does not.
  public static void warnTo(ServerLog log) {
    silence();
    Logger root = Logger.getLogger("");
    root.setLevel(Level.WARNING);
    root.addHandler(new Forward(log));
  }

  private static final class Forward extends Handler {

    private final ServerLog log;
    private final SimpleFormatter text = new SimpleFormatter();

    Forward(ServerLog log) {
      this.log = log;
    }

    @Override
    public void publish(LogRecord message) {
      if (!isLoggable(message)) {
        return;
      }
      // The message alone: what a library puts into a stack trace's messages nobody has reviewed.
      Throwable thrown = message.getThrown();
      Map<String, String> fields =
          thrown == null
              ? Map.of("logger", String.valueOf(message.getLoggerName()))
              : Map.of(
                  "logger",
                  String.valueOf(message.getLoggerName()),
                  "thrown",
                  thrown.getClass().getName());
      if (message.getLevel().intValue() >= Level.SEVERE.intValue()) {
        log.error(text.formatMessage(message), fields);
      } else {
        log.warning(text.formatMessage(message), fields);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
