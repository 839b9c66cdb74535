package dev.sallyport.control.audit;

/// The places of the append path at which tests stop, kill or cut.
enum Step {
  HEAD_LOCKED,
  GUARDS_DECIDED,
  ROWS_WRITTEN,
  COMMIT_SENT_NEXT,
  COMMITTED,
  ANSWERED;

  /// Called at each step; does nothing in production.
  @FunctionalInterface
  interface Hook {
    Hook NONE = _ -> {};

    void at(Step step);
  }
}
