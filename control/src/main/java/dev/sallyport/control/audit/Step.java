package dev.sallyport.control.audit;

/// The places of the append path at which tests stop, kill or cut: those of a batch, then those of
/// publishing. What happens to single files is between two of the latter; tests hand in a layer of
/// their own for it.
enum Step {
  HEAD_LOCKED,
  GUARDS_DECIDED,
  ROWS_WRITTEN,
  COMMIT_SENT_NEXT,
  COMMITTED,
  ANSWERED,

  ENTRIES_CHECKED,
  FILES_WRITTEN,
  CHECKPOINT_SIGNED,
  CHECKPOINT_INSERTED,
  CHECKPOINT_COMMITTED,
  CHECKPOINT_PUBLISHED;

  /// Called at each step; does nothing in production.
  @FunctionalInterface
  interface Hook {
    Hook NONE = _ -> {};

    void at(Step step);
  }
}
