package dev.sallyport.trust.log;

/// A complete subtree: the one over the leaves `[index << level, (index + 1) << level)`.
///
/// @param level height above the leaves, 0 to 62
/// @param index position among the nodes of that level, from the left
public record NodeId(int level, long index) {

  public NodeId {
    if (level < 0 || level > 62 || index < 0 || index > (Long.MAX_VALUE >>> level) - 1) {
      throw new IllegalArgumentException("no node at level %d, %d".formatted(level, index));
    }
  }

  /// The first leaf after the subtree.
  public long end() {
    return (index + 1) << level;
  }
}
