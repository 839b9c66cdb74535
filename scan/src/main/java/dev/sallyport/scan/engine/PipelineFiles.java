package dev.sallyport.scan.engine;

import dev.sallyport.scan.ci.github.GithubPaths;
import dev.sallyport.scan.source.Wanted;
import java.util.Set;

/// What rules on pipelines want from a tree: definitions to read, and names of files that tell what
/// the repository builds with.
public final class PipelineFiles implements Wanted {
  public static final PipelineFiles INSTANCE = new PipelineFiles();

  /// Manifests, lock files and the settings of update bots; only their names count.
  private static final Set<String> TELLING =
      Set.of(
          "package.json",
          "package-lock.json",
          "npm-shrinkwrap.json",
          "yarn.lock",
          "pnpm-lock.yaml",
          "bun.lock",
          "bun.lockb",
          "requirements.txt",
          "pyproject.toml",
          "poetry.lock",
          "uv.lock",
          "Pipfile",
          "Pipfile.lock",
          "setup.py",
          "Gemfile",
          "Gemfile.lock",
          "go.mod",
          "go.sum",
          "Cargo.toml",
          "Cargo.lock",
          "composer.json",
          "composer.lock",
          "pom.xml",
          "build.gradle",
          "build.gradle.kts",
          "packages.lock.json",
          "mix.exs",
          "Package.swift",
          "pubspec.yaml",
          "Dockerfile",
          ".gitmodules",
          ".pre-commit-config.yaml",
          "renovate.json",
          "renovate.json5",
          ".renovaterc",
          ".renovaterc.json",
          "CODEOWNERS");

  private PipelineFiles() {}

  @Override
  public boolean wants(String path) {
    return reads(path)
        || TELLING.contains(path.substring(path.lastIndexOf('/') + 1))
        || path.endsWith(".tf");
  }

  /// Whether its content is wanted too.
  public static boolean reads(String path) {
    return GithubPaths.kind(path).isPresent();
  }

  @Override
  public boolean mayContain(String directory) {
    // Installed packages are other people's repositories, whatever they hold.
    return !directory.endsWith("node_modules");
  }

  /// GitHub runs what is committed, whatever an ignore file says.
  @Override
  public boolean despiteIgnoreFiles(String path) {
    return reads(path);
  }
}
