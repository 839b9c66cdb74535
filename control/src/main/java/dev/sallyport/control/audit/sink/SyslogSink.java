package dev.sallyport.control.audit.sink;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sends entries as messages of RFC 5424 over TLS (RFC 5425). The protocol has no acknowledgement:
/// an entry counts as delivered when the operating system has taken it and the connection still
/// stands. What a broken connection may have swallowed is sent again ([#resends]).
public final class SyslogSink implements Sink {

  private final SyslogSettings settings;
  private final SyslogMessage message;
  private @Nullable SyslogConnection connection;

  /// Connects with the first delivery.
  public SyslogSink(SyslogSettings settings) {
    this.settings = settings;
    message = new SyslogMessage(settings.format());
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public boolean acknowledges() {
    return false;
  }

  @Override
  public int resends() {
    return settings.resends();
  }

  @Override
  public void deliver(List<Delivery> entries) throws IOException {
    var frames = new ByteArrayOutputStream();
    for (Delivery entry : entries) {
      message.frame(entry, frames);
    }
    try {
      SyslogConnection open = usable();
      open.write(frames.toByteArray());
      if (open.ended()) {
        throw closed();
      }
    } catch (IOException e) {
      drop();
      throw new IOException(
          "%s:%d: %s".formatted(settings.host(), settings.port(), e.getMessage()), e);
    }
  }

  private SyslogConnection usable() throws IOException {
    SyslogConnection open = connection;
    if (open != null && open.ended()) {
      if (!open.settled()) {
        throw closed();
      }
      // An idle connection that was closed in order: the receiver had read everything.
      drop();
      open = null;
    }
    if (open == null) {
      open = SyslogConnection.open(settings);
      connection = open;
    }
    return open;
  }

  private static IOException closed() {
    return new IOException("the receiver closed the connection while entries were on their way");
  }

  private void drop() {
    SyslogConnection open = connection;
    connection = null;
    if (open != null) {
      open.drop();
    }
  }

  @Override
  public void close() throws IOException {
    SyslogConnection open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
  }
}
