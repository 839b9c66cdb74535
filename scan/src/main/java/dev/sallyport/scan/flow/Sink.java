package dev.sallyport.scan.flow;

/// Where something foreign becomes power.
public enum Sink {
  /// An expression is pasted into a script.
  SCRIPT,
  /// An expression is pasted into an input that an action runs as code.
  CODE_INPUT,
  /// A script re-parses a value as code: `eval`, `sh -c`, an interpreter's input.
  REPARSE,
  /// A value decides which command runs or what option a tool gets.
  ARGUMENT,
  /// A value is written to GITHUB_ENV.
  ENV_FILE,
  /// A value is written to GITHUB_PATH.
  PATH_FILE,
  /// A value with line breaks is written to GITHUB_OUTPUT.
  OUTPUT_FILE,
  /// A value chooses the host that a request goes to.
  REQUEST,
  /// A value becomes part of an AI agent's prompt.
  PROMPT,
  /// Files of somebody else's commit are checked out.
  CHECKOUT,
  /// Code of such a checkout runs.
  EXECUTE_CHECKOUT,
  /// An action is loaded from such a checkout.
  LOCAL_ACTION,
  /// Files from a less trusted run's artifact are unpacked over the workspace.
  ARTIFACT,
  /// Such files are run, or read into the environment.
  EXECUTE_ARTIFACT,
  /// A cache of the default branch is written after foreign code could run.
  CACHE,
  /// An expression is pasted into a container's options or environment.
  CONTAINER,
  /// A value chooses the machine that a job runs on.
  RUNNER
}
