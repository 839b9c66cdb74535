package dev.sallyport.server.admin;

/// What the commands on the log end with.
final class ExitCode {

  static final int OK = 0;

  /// The log is not what it says.
  static final int PROBLEMS = 1;

  /// It is in the log, which is not published.
  static final int UNPUBLISHED = 1;

  static final int USAGE = 2;

  /// It could not be done, and nothing happened.
  static final int FAILED = 3;

  /// It may have happened.
  static final int UNKNOWN = 4;

  private ExitCode() {}
}
