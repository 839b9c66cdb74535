package dev.sallyport.trust.log;

import org.jspecify.annotations.Nullable;

/// The hashes of one tile, and the nodes above them that it implies (C2SP tlog-tiles, "Merkle
/// Tree"). Immutable.
public final class Tile {

  /// Bytes of a full tile.
  public static final int FULL_BYTES = TilePath.FULL * Hash.SIZE;

  private final byte[] bytes;

  /// Node `i` of height `h` lies at `256 - (256 >> (h - 1)) + i` hashes; made when first needed.
  private volatile byte @Nullable [] interior;

  private Tile(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Reads the tile that lies at `path`.
  public static Tile parse(TilePath path, byte[] bytes) {
    if (bytes.length != path.width() * Hash.SIZE) {
      throw new MalformedLog(
          "%s: %d bytes, not %d".formatted(path, bytes.length, path.width() * Hash.SIZE));
    }
    return new Tile(bytes.clone());
  }

  public int width() {
    return bytes.length / Hash.SIZE;
  }

  public Hash hash(int index) {
    return Hash.at(bytes, index * Hash.SIZE);
  }

  /// The node of `height` (0 to 8) above the tile's hashes; all hashes below it must be there.
  public Hash node(int height, int index) {
    if (height < 0 || height > TilePath.HEIGHT || (index + 1) << height > width()) {
      throw new MalformedLog(
          "a tile of %d hashes has no node %d at height %d".formatted(width(), index, height));
    }
    return height == 0 ? hash(index) : Hash.at(interior(), (row(height) + index) * Hash.SIZE);
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  private static int row(int height) {
    return TilePath.FULL - (TilePath.FULL >> (height - 1));
  }

  private byte[] interior() {
    byte[] known = interior;
    if (known == null) {
      known = build();
      interior = known; // two threads may both build it: the same bytes
    }
    return known;
  }

  private byte[] build() {
    var hasher = new TreeHasher();
    byte[] nodes = new byte[(TilePath.FULL - 1) * Hash.SIZE];
    byte[] below = bytes;
    int belowRow = 0;
    for (int height = 1; height <= TilePath.HEIGHT; height++) {
      for (int i = 0; i < width() >> height; i++) {
        hasher.node(below, (belowRow + 2 * i) * Hash.SIZE, nodes, (row(height) + i) * Hash.SIZE);
      }
      below = nodes;
      belowRow = row(height);
    }
    return nodes;
  }
}
