package dev.sallyport.scan.ci.github.knowledge;

/// What does not work when it is named by a commit.
record TagOnly(ActionPattern action) implements ActionRow {

  static TagOnly read(Sheet.Row row) {
    return new TagOnly(ActionPattern.read(row));
  }
}
