package dev.sallyport.scan.syntax.yaml;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What parsing came to.
public sealed interface YamlResult {

  /// @param root null for an empty document
  /// @param notes what is odd but did not stop the parser: a key given twice, a second document
  record Ok(@Nullable YamlNode root, List<Note> notes) implements YamlResult {
    public Ok {
      notes = List.copyOf(notes);
    }
  }

  /// @param line from 1, 0 when unknown
  record Bad(int line, String message) implements YamlResult {}

  /// @param offset into the text
  record Note(int offset, int length, String message) {}
}
