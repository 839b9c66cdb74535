package dev.sallyport.scan.ci.github.knowledge;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What `runs.using` of an action may name.
///
/// @param replacedDay null while it is in use; see [#replaced()]
/// @param by what runs in its place; empty while it is in use
public record NodeRuntime(String runtime, @Nullable LocalDate replacedDay, String by, String why) {

  /// The day from which another runtime runs in its place on GitHub's runners.
  public Optional<LocalDate> replaced() {
    return Optional.ofNullable(replacedDay);
  }

  static NodeRuntime read(Sheet.Row row) {
    LocalDate replaced = row.date("replaced");
    Sheet.require((replaced == null) == row.text("by").isEmpty(), "replaced and by go together");
    return new NodeRuntime(row.filled("runtime"), replaced, row.text("by"), row.filled("why"));
  }
}
