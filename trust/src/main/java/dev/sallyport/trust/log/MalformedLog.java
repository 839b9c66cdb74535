package dev.sallyport.trust.log;

/// Bytes of a log, a note, a proof or a policy that are not what their specification says. The
/// message names the place (file, line or byte) and what is wrong there. It is the only thing that
/// a parser of this package throws at hostile input.
public final class MalformedLog extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String reason;

  public MalformedLog(String reason) {
    super(reason);
    this.reason = reason;
  }

  /// The message, which is never null.
  public String reason() {
    return reason;
  }
}
