package dev.sallyport.scan.ci.github.facts;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The versions that an advisory speaks of, as half-open intervals. An advisory whose source names
/// no version has no interval at all ([#isUnknown()]), which is not the same as "none affected".
///
/// The written form is `introduced,fixed` pairs joined by `;` (an empty `fixed`: no fix known),
/// `<=X` (X itself included), `=X` (only that tag), or `-` for unknown.
record VersionRange(List<Interval> intervals) {

  /// @param from first version inside
  /// @param to first version outside again; null where no fix is known
  /// @param closed whether `to` itself is still inside and no fixed version is named
  record Interval(Version from, @Nullable Version to, boolean closed) {

    boolean holds(Version version) {
      if (version.compareTo(from) < 0) {
        return false;
      }
      if (to == null) {
        return true;
      }
      int order = version.compareTo(to);
      return closed ? order <= 0 : order < 0;
    }

    /// Whether every version of the family lies inside.
    boolean holdsFamily(Version family) {
      return family.compareTo(from) >= 0 && (to == null || family.afterFamily().compareTo(to) <= 0);
    }

    /// Whether some version of the family may lie inside.
    boolean touchesFamily(Version family) {
      boolean startsBeforeEnd = from.compareTo(family.afterFamily()) < 0;
      return startsBeforeEnd && (to == null || to.compareTo(family) > (closed ? -1 : 0));
    }
  }

  VersionRange {
    intervals = List.copyOf(intervals);
  }

  boolean isUnknown() {
    return intervals.isEmpty();
  }

  boolean holds(Version version) {
    return intervals.stream().anyMatch(interval -> interval.holds(version));
  }

  boolean holdsFamily(Version family) {
    return intervals.stream().anyMatch(interval -> interval.holdsFamily(family));
  }

  boolean touchesFamily(Version family) {
    return intervals.stream().anyMatch(interval -> interval.touchesFamily(family));
  }

  /// The first fixed version at or above `version`, or the last one known; null where there is
  /// none.
  @Nullable Version fixedFor(@Nullable Version version) {
    Version last = null;
    for (Interval interval : intervals) {
      if (interval.closed() || interval.to() == null) {
        continue;
      }
      last = interval.to();
      if (version != null && interval.holds(version)) {
        return last;
      }
    }
    return last;
  }

  static VersionRange parse(String text) {
    List<Interval> intervals = new ArrayList<>();
    if (!text.equals("-")) {
      for (String part : text.split(";", -1)) {
        intervals.add(interval(part));
      }
    }
    return new VersionRange(intervals);
  }

  private static Interval interval(String part) {
    if (part.startsWith("<=")) {
      return new Interval(version("0"), version(part.substring(2)), true);
    }
    if (part.startsWith("=")) {
      Version only = version(part.substring(1));
      return new Interval(only, only, true);
    }
    int comma = part.indexOf(',');
    if (comma < 0) {
      throw new IllegalArgumentException("not a range: " + part);
    }
    String to = part.substring(comma + 1);
    return new Interval(
        version(part.substring(0, comma)), to.isEmpty() ? null : version(to), false);
  }

  private static Version version(String text) {
    Version version = Version.read(text);
    if (version == null) {
      throw new IllegalArgumentException("not a version: " + text);
    }
    return version;
  }
}
