package dev.sallyport.scan.ci.github.knowledge;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a label of `runs-on` says about the machine.
///
/// @param label lower case; a `*` stands for one character or more
/// @param os `linux`, `macos`, `windows`, or empty where the label does not say
/// @param retiredDay null while it runs; see [#retired()]
/// @param why what it is
public record RunnerLabel(
    String label, Kind kind, String os, @Nullable LocalDate retiredDay, String why) {

  /// Whose machine it is.
  public enum Kind {
    /// GitHub's, fresh for every job.
    HOSTED,
    /// GitHub's, in a size and under a name that an organisation chose. The name is a custom only:
    /// a runner of one's own may have it too.
    LARGER,
    /// A service's, by its custom fresh for every job.
    THIRD_PARTY,
    SELF_HOSTED
  }

  /// The day from which jobs with this label do not run any more.
  public Optional<LocalDate> retired() {
    return Optional.ofNullable(retiredDay);
  }

  /// @param lower what a job asks for, in lower case
  boolean names(String lower) {
    int star = label.indexOf('*');
    if (star < 0) {
      return lower.equals(label);
    }
    return lower.length() >= label.length()
        && lower.startsWith(label.substring(0, star))
        && lower.endsWith(label.substring(star + 1));
  }

  static RunnerLabel read(Sheet.Row row) {
    String os = row.text("os");
    Sheet.require(os.matches("linux|macos|windows|"), "no such system: " + os);
    return new RunnerLabel(
        row.filled("label").toLowerCase(Locale.ROOT),
        row.keyword("kind", Kind.class),
        os,
        row.date("retired"),
        row.filled("why"));
  }
}
