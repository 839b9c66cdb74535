package dev.sallyport.cli.audit;

/// Wrong usage: exit code 2. The message says what was wanted, what was got and what to do.
final class UsageProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageProblem(String message) {
    super(message, null, false, false);
  }
}
