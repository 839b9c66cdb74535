package dev.sallyport.trust.log;

/// The alarm of a log's writer: what it is to write contradicts what is there. A file would get
/// other bytes, a checkpoint would shrink or get another root. Somebody restored an old state,
/// edited a file or runs a second writer; nothing was changed.
public final class LogConflict extends RuntimeException {

  private static final long serialVersionUID = 1;

  public LogConflict(String message) {
    super(message);
  }
}
