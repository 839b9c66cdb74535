package dev.sallyport.control.store;

/// The state of an installation (database, files, keys) is not as it must be, so the program does
/// not start, or not go on. The message is for whoever runs it: what was wanted, what is there,
/// what to do. It never holds a secret.
public final class StoreRefusal extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String code;

  /// @param code stable, for programs: `state-locked`, `database-old`, ...
  /// @param wanted what must be
  /// @param got what is
  /// @param remedy what the reader can do about it
  public StoreRefusal(String code, String wanted, String got, String remedy) {
    super("%s\n  wanted: %s\n  got:    %s\n  remedy: %s".formatted(code, wanted, got, remedy));
    this.code = code;
  }

  public StoreRefusal(String code, String wanted, String got, String remedy, Throwable cause) {
    this(code, wanted, got, remedy);
    initCause(cause);
  }

  public String code() {
    return code;
  }
}
