package dev.sallyport.control.audit;

/// The connection was lost while a unit was committed, and it could not be found out in time
/// whether
/// it was. It may be in the log: whoever catches this hands out nothing.
public final class OutcomeUnknown extends RuntimeException {

  private static final long serialVersionUID = 1;

  OutcomeUnknown(String message, Throwable cause) {
    super(message, cause);
  }
}
