package dev.sallyport.server.admin;

/// What the commands on the log end with.
final class ExitCode {

  static final int OK = 0;

  /// The log is not what it says.
  static final int PROBLEMS = 1;

  /// Wrong usage, or it could not be done and nothing happened.
  static final int FAILED = 2;

  /// It may have happened.
  static final int UNKNOWN = 3;

  private ExitCode() {}
}
