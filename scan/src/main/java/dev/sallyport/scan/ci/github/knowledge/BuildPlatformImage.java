package dev.sallyport.scan.ci.github.knowledge;

/// The image of a build platform or of its runner.
///
/// @param image without its tag
public record BuildPlatformImage(String image, Platform platform) {

  /// What the image's version is a version of.
  public enum Platform {
    RUNNER,
    GITLAB
  }

  static BuildPlatformImage read(Sheet.Row row) {
    return new BuildPlatformImage(row.filled("image"), row.keyword("platform", Platform.class));
  }
}
