package dev.sallyport.cli;

/// Wrong usage or configuration: exit code 2, the message says what was wanted and got.
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message, null, false, false);
  }

  String text() {
    String message = getMessage();
    return message == null ? "wrong usage" : message;
  }
}
