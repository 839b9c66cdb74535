package dev.sallyport.cli.audit;

/// Exit codes of the commands on logs, for scripts and monitors.
final class Exit {
  static final int RIGHT = 0;
  static final int WRONG = 1;
  static final int USAGE = 2;
  static final int UNREADABLE = 3;
  static final int FORK = 4;
  static final int SILENT = 5;

  private Exit() {}
}
