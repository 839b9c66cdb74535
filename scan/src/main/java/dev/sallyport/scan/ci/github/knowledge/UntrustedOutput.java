package dev.sallyport.scan.ci.github.knowledge;

/// An output that carries text which others than the repository's writers can choose.
///
/// @param output name; a leading or trailing `*` stands for any text
/// @param from input whose text the output is made of, for [Content#DERIVED]; else empty
/// @param when inputs on which this depends
public record UntrustedOutput(
    ActionPattern action,
    String output,
    Content content,
    Form form,
    String from,
    Condition when,
    String why)
    implements ActionRow {

  /// What the text is: how free the attacker is in it.
  public enum Content {
    TITLE,
    BODY,
    COMMIT_MESSAGE,
    BRANCH,
    TAG,
    PATH,
    LOGIN,
    REPOSITORY,
    LABEL,
    SHA,
    NUMBER,
    /// Text of a file in the workspace: as trusted as the checkout.
    FILE,
    /// A change as text, to be applied to files.
    PATCH,
    /// A JSON document that holds free text.
    JSON,
    /// Made of the text of an input: as trusted as that.
    DERIVED,
    /// Whatever the step's own code makes of it.
    UNKNOWN
  }

  /// How the text comes out.
  public enum Form {
    RAW,
    /// Escaped for a POSIX shell; still data when it is not substituted into one.
    SHELL_ESCAPED
  }

  /// Whether the row speaks of the output.
  public boolean names(String name) {
    if (output.endsWith("*")) {
      return name.startsWith(output.substring(0, output.length() - 1));
    }
    return output.startsWith("*")
        ? name.endsWith(output.substring(1))
        : name.equalsIgnoreCase(output);
  }

  static UntrustedOutput read(Sheet.Row row) {
    Content content = row.keyword("content", Content.class);
    Sheet.require(
        (content == Content.DERIVED) == !row.text("from").isEmpty(), "from goes with derived");
    return new UntrustedOutput(
        ActionPattern.read(row),
        row.filled("output"),
        content,
        row.keyword("form", Form.class),
        row.text("from"),
        Condition.read(row),
        row.filled("why"));
  }
}
