package dev.sallyport.scan.ci.github.facts;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// CVEs of self-managed build platforms by version, published between 2020-06 and 2024-10; none of
/// later ones is known here, so an empty answer for a newer release says nothing.
public final class BuildPlatforms {

  /// A platform that is installed by its users and so can be out of date.
  public enum Platform {
    GITHUB_ENTERPRISE_SERVER("github"),
    GITLAB("gitlab");

    private final String key;

    Platform(String key) {
      this.key = key;
    }
  }

  /// @param published ISO date
  /// @param cwe `CWE-…` ids
  public record Cve(String id, String published, List<String> cwe) {
    public Cve {
      cwe = List.copyOf(cwe);
    }
  }

  private BuildPlatforms() {}

  /// The CVEs whose range holds the version, oldest first; empty for a text that is no version.
  public static List<Cve> affecting(Platform platform, String version) {
    Version asked = Version.read(version);
    if (asked == null) {
      return List.of();
    }
    return Bundle.rows(Bundle.text(Bundle.PLATFORMS)).stream()
        .filter(row -> row[0].equals(platform.key) && holds(row[3], asked))
        .map(row -> new Cve(row[1], row[2], Bundle.list(row[4])))
        .toList();
  }

  /// @param ranges alternatives joined by `;`, each of bounds joined by `,`; `-` holds nothing
  static boolean holds(String ranges, Version version) {
    return !ranges.equals("-")
        && Arrays.stream(ranges.split(";"))
            .anyMatch(
                range ->
                    Arrays.stream(range.split(",")).allMatch(bound -> isInside(bound, version)));
  }

  private static boolean isInside(String bound, Version version) {
    boolean closed = bound.charAt(1) == '=';
    @Nullable Version limit = Version.read(bound.substring(closed ? 2 : 1));
    if (limit == null) {
      throw new IllegalStateException("not a bound: " + bound);
    }
    int order = version.compareTo(limit);
    boolean inside = bound.charAt(0) == '<' ? order < 0 : order > 0;
    return inside || (closed && order == 0);
  }
}
