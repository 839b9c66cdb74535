package dev.sallyport.control.store;

/// The store does not start, or not go on, because something is not as it must be. Its message is
/// for whoever runs the program: what was wanted, what is there, what to do.
public final class StoreRefusal extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String code;

  /// @param code stable, for programs: `state-locked`, `database-old`, ...
  /// @param wanted what must be
  /// @param got what is
  /// @param remedy what the reader can do about it
  StoreRefusal(String code, String wanted, String got, String remedy) {
    super("%s\n  wanted: %s\n  got:    %s\n  remedy: %s".formatted(code, wanted, got, remedy));
    this.code = code;
  }

  StoreRefusal(String code, String wanted, String got, String remedy, Throwable cause) {
    this(code, wanted, got, remedy);
    initCause(cause);
  }

  public String code() {
    return code;
  }
}
