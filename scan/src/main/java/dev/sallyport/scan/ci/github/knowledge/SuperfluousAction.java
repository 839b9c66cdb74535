package dev.sallyport.scan.ci.github.knowledge;

/// An action whose work a command does that hosted runners have.
///
/// @param command as one would type it
public record SuperfluousAction(ActionPattern action, String command) implements ActionRow {

  static SuperfluousAction read(Sheet.Row row) {
    return new SuperfluousAction(ActionPattern.read(row), row.filled("command"));
  }
}
