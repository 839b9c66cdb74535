package dev.sallyport.server.admin;

/// The server is not started, and nothing was.
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1;

  /// @param code stable, for programs
  Refusal(String code, String wanted, String got, String remedy) {
    super("%s\n  wanted: %s\n  got:    %s\n  remedy: %s".formatted(code, wanted, got, remedy));
  }

  /// @param problems one line each, as a person reads them
  Refusal(String problems) {
    super(problems);
  }
}
