package dev.sallyport.base.model.finding;

import java.util.List;
import java.util.Locale;

/// What configuration decided in one scan. Whoever may change the scanned tree may put a
/// configuration into it, so that a report must say what it took away.
///
/// @param file the configuration as reports name it; empty when there is none
/// @param failOn severity from which findings make the scan fail, or `never`
/// @param failOnOrigin who said so; [Origin#NONE] for the default
/// @param excludedFiles paths of analysed files whose findings do not count; sorted
/// @param disabledRules ids of rules that did not run; sorted
/// @param hiddenFindings how many findings `paths` and `rules` keep from the reader
/// @param loweredFindings how many are shown with a lower severity than they were graded
/// @param suppressedFindings how many its suppressions hide
/// @param commentedFindings how many comments in the scanned files hide
/// @param policies whether it holds policies, which rules obey
public record ConfigurationEffect(
    String file,
    Origin origin,
    String failOn,
    Origin failOnOrigin,
    List<String> excludedFiles,
    List<String> disabledRules,
    int hiddenFindings,
    int loweredFindings,
    int suppressedFindings,
    int commentedFindings,
    boolean policies) {

  /// Who said something.
  public enum Origin {
    /// Nobody.
    NONE,
    /// A file of the scanned tree, under the control of whoever may change that.
    TREE,
    /// A file that the command line names.
    FILE,
    /// A file of a revision that the command line names.
    REVISION,
    /// The command line itself.
    OPTION;

    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// A scan without any configuration.
  public static final ConfigurationEffect NONE =
      new ConfigurationEffect(
          "", Origin.NONE, "high", Origin.NONE, List.of(), List.of(), 0, 0, 0, 0, false);

  public ConfigurationEffect {
    excludedFiles = excludedFiles.stream().sorted().toList();
    disabledRules = disabledRules.stream().sorted().toList();
  }

  /// Whether the file made the report smaller or the scan more lenient, as far as can be told.
  public boolean hides() {
    return !excludedFiles.isEmpty()
        || !disabledRules.isEmpty()
        || hiddenFindings + loweredFindings + suppressedFindings > 0
        || policies
        || lenient();
  }

  /// Whether the file, and no option, says that fewer findings fail than by default.
  public boolean lenient() {
    return !file.isEmpty()
        && failOnOrigin == origin
        && (failOn.equals("never") || failOn.equals("critical"));
  }
}
