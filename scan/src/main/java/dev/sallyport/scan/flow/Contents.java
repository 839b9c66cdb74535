package dev.sallyport.scan.flow;

import dev.sallyport.scan.ci.github.knowledge.UntrustedOutput.Content;
import java.util.Optional;

/// What the kinds of text in the tables mean here.
final class Contents {
  private Contents() {}

  /// Empty where the kind alone does not tell.
  static Optional<Charset> charset(Content content) {
    return switch (content) {
      case TITLE, LABEL -> Optional.of(Charset.LINE);
      case BODY, COMMIT_MESSAGE, JSON, PATCH -> Optional.of(Charset.TEXT);
      case BRANCH, TAG -> Optional.of(Charset.REF);
      case PATH -> Optional.of(Charset.NAME);
      case LOGIN, REPOSITORY, SHA, NUMBER -> Optional.of(Charset.FIXED);
      case FILE, DERIVED, UNKNOWN -> Optional.empty();
    };
  }

  static ContextSources.Revision revision(Content content) {
    return switch (content) {
      case BRANCH, NUMBER -> ContextSources.Revision.MUTABLE;
      case SHA -> ContextSources.Revision.COMMIT;
      case REPOSITORY -> ContextSources.Revision.REPOSITORY;
      case PATCH -> ContextSources.Revision.PATCH;
      case TITLE, BODY, COMMIT_MESSAGE, TAG, PATH, LOGIN, LABEL, FILE, JSON, DERIVED, UNKNOWN ->
          ContextSources.Revision.NONE;
    };
  }
}
