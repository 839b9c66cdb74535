package dev.sallyport.scan.syntax.yaml;

/// Bounds on one document.
///
/// @param depth nested collections
/// @param nodes nodes written in the text
/// @param expanded nodes that a walk meets when every alias counts as what it stands for
public record YamlLimits(int depth, int nodes, int expanded) {

  /// Ample for the largest pipelines seen in practice (about 20,000 nodes, 15 deep).
  public static final YamlLimits DEFAULT = new YamlLimits(100, 500_000, 1_000_000);
}
