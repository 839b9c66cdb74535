package dev.sallyport.scan.source;

import dev.sallyport.base.model.source.SourceText;
import java.util.List;

/// The branches of a clone, read from its objects.
public final class LocalBranches implements Branches {
  private static final String DIRECTORY = ".github";

  /// Distinct states of `.github`; most branches share theirs with others.
  private static final int MOST = 100;

  /// Definitions are few and small; a branch with more of them is looked at in part.
  private static final Limits LIMITS = Limits.DEFAULT.withFiles(2_000);

  private final List<Version> versions;
  private final int leftOut;
  private final boolean baseBranchRuns;

  private LocalBranches(List<Version> versions, int leftOut, boolean baseBranchRuns) {
    this.versions = versions;
    this.leftOut = leftOut;
    this.baseBranchRuns = baseBranchRuns;
  }

  /// Never fails: where there is no readable repository, there are no branches.
  ///
  /// @param wanted definitions, by their path
  public static Branches read(Target target, Wanted wanted) {
    if (!target.root().equals(target.repository())
        || !(History.open(target) instanceof History.Outcome.Opened(History opened))) {
      return Branches.none();
    }
    Wanted definitions =
        new Wanted() {
          @Override
          public boolean wants(String path) {
            return path.startsWith(DIRECTORY + "/") && wanted.wants(path);
          }

          @Override
          public boolean mayContain(String directory) {
            return (directory + "/").startsWith(DIRECTORY + "/");
          }
        };
    try (History history = opened) {
      History.Versions found = history.versions(DIRECTORY, definitions, LIMITS, MOST);
      String main = history.defaultBranch().orElse("");
      return new LocalBranches(
          found.versions().stream()
              .map(v -> new Version(v.branches(), v.branches().contains(main), v.texts()))
              .toList(),
          found.leftOut(),
          baseBranchRuns(target));
    }
  }

  /// Told by the address of the remote `origin`, without reading any objects.
  public static boolean baseBranchRuns(Target target) {
    return GitDirectory.around(target)
        .flatMap(GitConfig::originHost)
        .filter(LocalBranches::isEnterpriseServer)
        .isPresent();
  }

  /// Neither GitHub's own hosts nor other code hosts that everybody uses.
  private static boolean isEnterpriseServer(String host) {
    return List.of("github.com", "ghe.com", "gitlab.com", "bitbucket.org", "codeberg.org").stream()
        .noneMatch(known -> host.equals(known) || host.endsWith("." + known));
  }

  @Override
  public List<Version> versions() {
    return versions;
  }

  @Override
  public boolean baseBranchRuns() {
    return baseBranchRuns;
  }

  @Override
  public String id() {
    StringBuilder id = new StringBuilder().append(baseBranchRuns);
    for (Version version : versions) {
      id.append('\n').append(version.names()).append(version.isDefault());
      for (SourceText text : version.texts()) {
        id.append(' ').append(text.path()).append(' ').append(text.contentId());
      }
    }
    return id.toString();
  }

  @Override
  public int leftOut() {
    return leftOut;
  }
}
