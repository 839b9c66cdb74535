package dev.sallyport.control.audit;

/// The database refused a row of this unit (SQLSTATE class 22 or 23). Nothing of it happened; other
/// units are not touched.
public final class UnitRefused extends RuntimeException {

  private static final long serialVersionUID = 1;

  UnitRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
