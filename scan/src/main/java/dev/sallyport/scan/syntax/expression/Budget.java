package dev.sallyport.scan.syntax.expression;

/// Work that one evaluation may do, counted in characters looked at or made. Nested `format` and
/// `toJSON` calls can double a text at each of fifty levels.
final class Budget {
  static final long WORK = 20_000_000;

  /// Characters that one text may have.
  static final int LENGTH = 200_000;

  private long left = WORK;

  boolean charge(long work) {
    left = Math.max(-1, left - work);
    return left >= 0;
  }
}
