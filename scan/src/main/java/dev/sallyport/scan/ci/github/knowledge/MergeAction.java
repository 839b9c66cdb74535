package dev.sallyport.scan.ci.github.knowledge;

/// An action that approves or merges the pull request that started the run.
///
/// @param does `approves` or `merges`
/// @param asksAuthor whether it looks by itself at who opened the pull request
public record MergeAction(ActionPattern action, String does, boolean asksAuthor)
    implements ActionRow {

  static MergeAction read(Sheet.Row row) {
    String does = row.filled("does");
    Sheet.require(does.equals("approves") || does.equals("merges"), "approves or merges");
    return new MergeAction(ActionPattern.read(row), does, row.text("asks").equals("author"));
  }
}
