package dev.sallyport.scan.ci.github.knowledge;

import java.util.List;

/// An action that runs code it finds in the working directory, like a [BuildTool].
///
/// @param when inputs on which this depends
/// @param files what it loads; globs are meant
public record BuildAction(ActionPattern action, Condition when, List<String> files, String why)
    implements ActionRow {

  public BuildAction {
    files = List.copyOf(files);
  }

  static BuildAction read(Sheet.Row row) {
    return new BuildAction(
        ActionPattern.read(row), Condition.read(row), row.list("files"), row.filled("why"));
  }
}
