package dev.sallyport.control.audit.sink;

import java.io.IOException;

/// The receiver has the first entries of a delivery, and not the one after them. That one is never
/// skipped: it comes again until the receiver takes it.
public final class PartlyDelivered extends IOException {

  private static final long serialVersionUID = 1;

  private final long next;

  /// @param next index of the first entry that the receiver has not acknowledged
  public PartlyDelivered(long next, String message) {
    super(message);
    this.next = next;
  }

  public PartlyDelivered(long next, IOException cause) {
    super(cause.getMessage(), cause);
    this.next = next;
  }

  public long next() {
    return next;
  }
}
