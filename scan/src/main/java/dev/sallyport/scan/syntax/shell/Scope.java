package dev.sallyport.scan.syntax.shell;

/// Where a variable lives. In POSIX shells a shell variable and an environment variable share one
/// name, and all are [#SHELL]; in PowerShell `$x` and `$env:x` are different variables.
public enum Scope {
  SHELL,
  ENVIRONMENT
}
