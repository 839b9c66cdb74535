package dev.sallyport.scan.ci.github.knowledge;

/// A field of the forge's answers that others than the repository's writers choose.
///
/// @param field the last name of its path, lower case
/// @param parent what must stand in front of it, empty for anything
public record AnswerField(String field, String parent, UntrustedOutput.Content content) {

  boolean fits(String path) {
    String wanted = parent.isEmpty() ? field : parent + "." + field;
    return path.equals(wanted) || path.endsWith("." + wanted);
  }

  static AnswerField read(Sheet.Row row) {
    return new AnswerField(
        row.filled("field"),
        row.text("parent"),
        row.keyword("content", UntrustedOutput.Content.class));
  }
}
