package dev.sallyport.scan.ci.github.knowledge;

/// A long-lived credential handed to an action that could use the run's identity token.
///
/// @param target what it opens, such as `PyPI`
/// @param credential `with.x` or `env.X`: where it is given
/// @param when holds where it is in use
/// @param instead what to do
public record StaticCredential(
    ActionPattern action, String target, String credential, Condition when, String instead)
    implements ActionRow {

  static StaticCredential read(Sheet.Row row) {
    String credential = row.filled("credential");
    Sheet.require(
        credential.startsWith("with.") || credential.startsWith("env."),
        "not a place: " + credential);
    return new StaticCredential(
        ActionPattern.read(row),
        row.filled("target"),
        credential,
        Condition.read(row),
        row.filled("instead"));
  }
}
