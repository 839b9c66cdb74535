package dev.sallyport.scan.ci.github;

import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Span;
import java.util.List;

/// A file that GitHub gives a meaning.
public sealed interface GithubFile permits Workflow, ActionDefinition, Dependabot {

  SourceText file();

  /// Where it departs from what GitHub accepts.
  List<Trouble> troubles();

  /// @param kind what is odd
  record Trouble(Kind kind, Span span, String message) {
    public enum Kind {
      /// GitHub refuses the file.
      ERROR,
      /// A keyword that this program does not know; it may be new.
      UNKNOWN_KEY
    }
  }
}
