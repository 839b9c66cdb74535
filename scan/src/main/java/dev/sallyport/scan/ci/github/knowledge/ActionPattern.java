package dev.sallyport.scan.ci.github.knowledge;

import dev.sallyport.scan.ci.github.facts.Version;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which actions a row speaks of: `owner/repo`, `owner/repo/path`, or `owner/repo/*` for the
/// repository's own action and those below it; and of which versions: `>=4`, `<5`, `>=4 <5`.
///
/// @param name lower case, without the `/*`
/// @param below whether paths below count
/// @param from first version, null for the beginning
/// @param before first version that no longer counts, null for none
public record ActionPattern(
    String name, boolean below, @Nullable Version from, @Nullable Version before) {

  static ActionPattern read(Sheet.Row row) {
    String action = row.filled("action");
    boolean below = action.endsWith("/*");
    String name = below ? action.substring(0, action.length() - 2) : action;
    Sheet.require(name.indexOf('/') > 0 && !name.contains("*"), "not an action: " + action);
    Version from = null;
    Version before = null;
    for (String bound : row.text("versions").split(" ")) {
      if (bound.startsWith(">=")) {
        from = version(bound.substring(2));
      } else if (bound.startsWith("<")) {
        before = version(bound.substring(1));
      } else {
        Sheet.require(bound.isEmpty(), "not a bound: " + bound);
      }
    }
    return new ActionPattern(name.toLowerCase(Locale.ROOT), below, from, before);
  }

  private static Version version(String text) {
    return Version.parse(text).orElseThrow(() -> new Sheet.BadField("not a version: " + text));
  }

  /// A reference whose version is not known (a branch, an unlisted commit) counts as the newest
  /// one.
  public boolean matches(ActionUse use) {
    boolean anyVersion = from == null && before == null;
    return names(use) && (anyVersion || admits(use.version()));
  }

  private boolean names(ActionUse use) {
    return use.action().equals(name) || (below && use.action().startsWith(name + "/"));
  }

  /// A short tag such as `v4` stands for the newest of its family.
  private boolean admits(Optional<Version> known) {
    if (known.isEmpty()) {
      return before == null;
    }
    Version version = known.get();
    boolean late = from == null || version.compareTo(from) >= 0 || holds(version, from);
    boolean early = before == null || (version.compareTo(before) < 0 && !holds(version, before));
    return late && early;
  }

  private static boolean holds(Version version, Version bound) {
    return version.isShort() && version.holds(bound);
  }
}
