package dev.sallyport.trust.log;

import java.util.Comparator;
import java.util.OptionalLong;

/// Something that [LogVerifier] found, and where.
///
/// @param path below the log's prefix
/// @param offset of the first wrong byte of that file, where it is known
/// @param entry the index of the log that it concerns, where it is one
/// @param detail for people; one line
public record LogProblem(
    Kind kind, String path, OptionalLong offset, OptionalLong entry, String detail)
    implements Comparable<LogProblem> {

  /// What is wrong.
  public enum Kind {
    /// The checkpoint is missing, malformed, or not accepted by the policy.
    CHECKPOINT,
    /// The log signed the checkpoint, but too few of the policy's witnesses did.
    QUORUM,
    /// The entries do not lead to the signed root.
    ROOT,
    /// The log is not a continuation of what was verified before: a fork or a rollback.
    HISTORY,
    /// A file that must be there is not.
    MISSING,
    /// A file has other bytes than the log gives it.
    WRONG,
    /// A file that is not part of a log.
    UNKNOWN_FILE,
    /// A file for entries beyond the checkpoint, which nothing confirms yet: a writer at work or
    /// interrupted. A remark, not a problem.
    AHEAD,
    /// A writer's temporary file. A remark, not a problem.
    TEMPORARY;

    boolean isRemark() {
      return this == AHEAD || this == TEMPORARY;
    }
  }

  private static final Comparator<LogProblem> ORDER =
      Comparator.comparing(LogProblem::path)
          .thenComparingLong(problem -> problem.offset.orElse(-1))
          .thenComparing(LogProblem::kind)
          .thenComparing(LogProblem::detail);

  @Override
  public int compareTo(LogProblem other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    var line = new StringBuilder(path);
    offset.ifPresent(at -> line.append(": byte ").append(at));
    entry.ifPresent(index -> line.append(": entry ").append(index));
    return line.append(": ").append(detail).toString();
  }
}
