package dev.sallyport.base.model.identity;

/// How far an outsider may have steered a run, as far as its token tells.
public enum Trust {
  /// Started by what only members can do: a push, a schedule, a button.
  TRUSTED,

  /// The code of a fork.
  FORK,

  /// The token does not tell, or the trigger is one that outsiders can pull.
  UNKNOWN
}
