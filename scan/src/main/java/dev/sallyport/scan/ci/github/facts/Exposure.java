package dev.sallyport.scan.ci.github.facts;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an advisory means for one `uses:`. A version or commit that is known to lie outside yields
/// no exposure at all.
public sealed interface Exposure {

  Advisory advisory();

  /// The reference runs affected code.
  ///
  /// @param fixedVersion first fixed version, null where none is known; see [#fixed()]
  record Affected(Advisory advisory, Grounds grounds, @Nullable String fixedVersion)
      implements Exposure {
    public Optional<String> fixed() {
      return Optional.ofNullable(fixedVersion);
    }
  }

  /// The tag pointed at a bad commit for a time ([Advisory#window()]) and has been put back since:
  /// runs inside the window executed the bad code and their secrets are to be replaced.
  record ExposedInWindow(Advisory advisory) implements Exposure {}

  /// Neither affected nor safe can be told from this bundle.
  record NotKnown(Advisory advisory, Gap gap) implements Exposure {}

  /// How an affected reference was recognised, strongest first.
  enum Grounds {
    /// The source prints this commit id as a bad one.
    COMMIT_NAMED_BY_SOURCE,
    /// The commit is that of a version inside the range.
    COMMIT_OF_AFFECTED_VERSION,
    /// The tag is a version inside the range.
    VERSION_IN_RANGE,
    /// A short tag, and every version that it can stand for is inside the range.
    ALL_OF_FAMILY_IN_RANGE,
    /// A short tag that stood at an affected version when the tags were read.
    SHORT_TAG_AT_AFFECTED_VERSION
  }

  /// Why nothing can be said.
  enum Gap {
    /// A commit that is no known tag's; commits between tags are not listed.
    COMMIT_NOT_LISTED,
    /// A branch, or a tag that is not a version.
    NOT_A_VERSION,
    /// A short tag whose family is affected in part, and where it points is not known.
    SHORT_TAG_UNRESOLVED
  }
}
