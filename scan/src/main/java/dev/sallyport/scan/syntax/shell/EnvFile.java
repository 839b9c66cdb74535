package dev.sallyport.scan.syntax.shell;

import java.util.Locale;
import java.util.Optional;

/// The files through which a step talks to the runner.
///
/// Source: GitHub Actions, "Workflow commands for GitHub Actions", environment files.
public enum EnvFile {
  /// Environment variables of all later steps of the job.
  ENV("GITHUB_ENV", "github.env"),
  /// Directories put in front of `PATH` for later steps.
  PATH("GITHUB_PATH", "github.path"),
  /// Outputs of the step.
  OUTPUT("GITHUB_OUTPUT", "github.output"),
  STEP_SUMMARY("GITHUB_STEP_SUMMARY", "github.step_summary"),
  /// State for the post step of an action.
  STATE("GITHUB_STATE", "github.state");

  private final String variable;
  private final String expression;

  EnvFile(String variable, String expression) {
    this.variable = variable;
    this.expression = expression;
  }

  /// The environment variable that holds the file's path.
  public String variable() {
    return variable;
  }

  /// Whether a line has a key and a value.
  public boolean keyed() {
    return this == ENV || this == OUTPUT || this == STATE;
  }

  static Optional<EnvFile> ofVariable(String name) {
    for (EnvFile file : values()) {
      if (file.variable.equalsIgnoreCase(name)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  static Optional<EnvFile> of(WordPart part) {
    return switch (part) {
      case WordPart.Variable variable -> ofVariable(variable.name());
      case WordPart.Placeholder placeholder -> ofExpression(placeholder.inner());
      case WordPart.Spliced(var _, WordPart outer) -> of(outer);
      default -> Optional.empty();
    };
  }

  private static Optional<EnvFile> ofExpression(String text) {
    String expression = text.strip().toLowerCase(Locale.ROOT);
    for (EnvFile file : values()) {
      if (file.expression.equals(expression)
          || expression.equals("env." + file.variable.toLowerCase(Locale.ROOT))) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }
}
