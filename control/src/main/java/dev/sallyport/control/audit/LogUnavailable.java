package dev.sallyport.control.audit;

/// The log could not take a unit. Nothing of it happened.
public sealed class LogUnavailable extends RuntimeException permits NoRoom {

  private static final long serialVersionUID = 1;

  LogUnavailable(String message) {
    super(message);
  }

  LogUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
