package dev.sallyport.control.audit.sink;

import java.time.Duration;

/// Where a [SyslogSink] sends, and how.
///
/// @param name of the sink
/// @param host must be in the receiver's certificate; a DNS name or an address
/// @param port 6514 by RFC 5425 section 4.1
/// @param timeout to connect, and for each 64 KiB to be taken
/// @param resends how many entries come again after a start and after a broken connection
public record SyslogSettings(
    String name,
    String host,
    int port,
    TlsFiles tls,
    Format format,
    Duration timeout,
    int resends) {

  public static final int PORT = 6514;

  /// How a message looks.
  ///
  /// @param hostname of the sender (RFC 5424 section 6.2.4), or `-`
  /// @param enterprise private enterprise number in the name of the structured data; no number is
  ///     registered for Sallyport, so it is the one for documentation (RFC 5612) unless given
  /// @param maxBytes of a message; RFC 5425 section 4.3.1 asks receivers for 8192
  /// @param mark whether the text begins with the byte order mark that RFC 5424 section 6.4 demands
  public record Format(String hostname, long enterprise, int maxBytes, boolean mark) {

    public static final Format DEFAULT = new Format("-", 32473, 8192, true);

    private static final int LEAST_BYTES = 2048;

    public Format {
      boolean printable = hostname.chars().allMatch(c -> c > ' ' && c < 127);
      if (hostname.isEmpty() || hostname.length() > 255 || !printable) {
        throw new IllegalArgumentException("hostname: 1 to 255 printable ASCII characters");
      }
      if (maxBytes < LEAST_BYTES) {
        // Every receiver takes as much (RFC 5425 section 4.3.1), and it holds what names an entry.
        throw new IllegalArgumentException(
            "a message has at least %d bytes".formatted(LEAST_BYTES));
      }
      if (enterprise < 0 || enterprise > 0xffff_ffffL) {
        throw new IllegalArgumentException("enterprise: a number of 32 bits");
      }
    }
  }

  public SyslogSettings {
    SinkNames.check(name);
    if (host.isEmpty() || port < 1 || port > 0xffff || resends < 0 || !timeout.isPositive()) {
      throw new IllegalArgumentException("host, port, timeout or number of resends");
    }
  }

  /// With everything else as it is by default.
  public static SyslogSettings of(String name, String host, int port, TlsFiles tls) {
    return new SyslogSettings(name, host, port, tls, Format.DEFAULT, Duration.ofSeconds(10), 256);
  }

  public SyslogSettings with(Format format) {
    return new SyslogSettings(name, host, port, tls, format, timeout, resends);
  }

  public SyslogSettings with(Duration timeout) {
    return new SyslogSettings(name, host, port, tls, format, timeout, resends);
  }

  public SyslogSettings resending(int entries) {
    return new SyslogSettings(name, host, port, tls, format, timeout, entries);
  }
}
