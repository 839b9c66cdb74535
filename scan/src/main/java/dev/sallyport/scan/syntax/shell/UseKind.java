package dev.sallyport.scan.syntax.shell;

/// What a script does with a marked value.
public enum UseKind {
  /// Passed to a command as an argument, or part of one.
  ARGUMENT,
  /// Is the name of the command, or part of it.
  COMMAND_NAME,
  /// Parsed as code, by a shell or another language: `eval`, `sh -c`, `python -c`, an awk program,
  /// input of an interpreter, bash arithmetic.
  EVAL,
  /// Written to a file; [Use#target()] is its name if fixed.
  FILE_WRITE,
  /// Written to one of the runner's files; see [Use#write()].
  ENV_FILE,
  /// Read by a command from its standard input or a process substitution.
  STDIN,
  /// Only compared.
  TEST,
  /// Assigned to the variable that [Use#target()] names.
  ASSIGN
}
