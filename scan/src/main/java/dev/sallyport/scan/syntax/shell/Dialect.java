package dev.sallyport.scan.syntax.shell;

/// The language of a script.
public enum Dialect {
  /// POSIX `sh`; on the hosted Ubuntu runners that is dash.
  SH,
  BASH,
  ZSH,
  /// Windows PowerShell and PowerShell 7.
  POWERSHELL,
  /// The Windows command processor.
  CMD,
  /// Anything this package does not read: Python, Perl, Node and the like.
  OTHER;

  public boolean isPosix() {
    return this == SH || this == BASH || this == ZSH;
  }
}
