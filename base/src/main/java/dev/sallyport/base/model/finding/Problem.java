package dev.sallyport.base.model.finding;

import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Something that a scan could not look into, so that silence never passes for health.
///
/// @param path the file, inside the scanned tree
/// @param line from 1, or 0 when it concerns the whole file
/// @param message what was wanted, what was met, what to do
/// @param subject the remote reference or keyword it is about, for a gap
public record Problem(Kind kind, String path, int line, String message, @Nullable String subject) {
  /// What was not analysed first, then by place.
  public static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::kind)
          .thenComparing(Problem::path)
          .thenComparingInt(Problem::line)
          .thenComparing(Problem::message)
          .thenComparing(Problem::subject, Comparator.nullsFirst(Comparator.naturalOrder()));

  public enum Kind {
    /// Local input was not analysed: unreadable, unparsable, or a budget was spent.
    INCOMPLETE,
    /// A remote reference was not resolved, or a keyword was not understood.
    GAP;

    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static Problem incomplete(String path, int line, String message) {
    return new Problem(Kind.INCOMPLETE, path, line, message, null);
  }

  public static Problem gap(String path, int line, String message, String subject) {
    return new Problem(Kind.GAP, path, line, message, subject);
  }
}
