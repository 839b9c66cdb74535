package dev.sallyport.scan.ci.github;

import java.util.Optional;

/// Which paths of a repository GitHub gives a meaning.
public final class GithubPaths {
  private static final String WORKFLOWS = ".github/workflows/";

  private GithubPaths() {}

  public enum Kind {
    WORKFLOW,
    ACTION,
    DEPENDABOT
  }

  /// What the file at `path` (inside the repository, with `/`) is. Workflows lie in
  /// `.github/workflows/` itself, not below; actions lie anywhere.
  public static Optional<Kind> kind(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    boolean yaml = name.endsWith(".yml") || name.endsWith(".yaml");
    if (!yaml) {
      return Optional.empty();
    }
    if (path.startsWith(WORKFLOWS)) {
      return path.indexOf('/', WORKFLOWS.length()) < 0 ? Optional.of(Kind.WORKFLOW) : action(name);
    }
    if (path.equals(".github/dependabot.yml") || path.equals(".github/dependabot.yaml")) {
      return Optional.of(Kind.DEPENDABOT);
    }
    return action(name);
  }

  private static Optional<Kind> action(String name) {
    return name.equals("action.yml") || name.equals("action.yaml")
        ? Optional.of(Kind.ACTION)
        : Optional.empty();
  }
}
