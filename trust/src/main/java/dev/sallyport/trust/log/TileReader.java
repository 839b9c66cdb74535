package dev.sallyport.trust.log;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Hashes of the tree of one size, read from the tiles of a log. It keeps the tiles it used last.
/// The tiles are not verified: what is made from them is. Safe for several threads.
public final class TileReader implements HashReader {

  /// 128 tiles of 8 KiB and as much for the nodes above their hashes: 2 MiB.
  private static final int CACHED = 128;

  private final LogSource source;
  private final long size;
  private final Map<TilePath, Tile> cache;

  /// @param size of a tree that has been published: partial tiles are there for such sizes only
  public TileReader(LogSource source, long size) {
    this(source, size, new Recent());
  }

  private TileReader(LogSource source, long size, Map<TilePath, Tile> cache) {
    this.source = source;
    this.size = size;
    this.cache = cache;
  }

  /// The same log at another size, with the same tiles kept.
  public TileReader at(long otherSize) {
    return new TileReader(source, otherSize, cache);
  }

  @Override
  public List<Hash> readAll(List<NodeId> nodes) {
    var hashes = new ArrayList<Hash>(nodes.size());
    for (NodeId node : nodes) {
      hashes.add(read(node));
    }
    return hashes;
  }

  private Hash read(NodeId node) {
    if (node.end() > size) {
      throw new IllegalArgumentException("%s is not in a tree of %d".formatted(node, size));
    }
    int level = node.level() / TilePath.HEIGHT;
    int height = node.level() % TilePath.HEIGHT;
    long first = node.index() << height;
    var tile = tile(path(level, first / TilePath.FULL, size));
    return tile.node(height, (int) (first % TilePath.FULL) >> height);
  }

  /// The tile as a tree of `size` has it.
  static TilePath path(int level, long index, long size) {
    long hashes = level * TilePath.HEIGHT >= 63 ? 0 : size >>> (level * TilePath.HEIGHT);
    return new TilePath(
        level, index, (int) Math.min(hashes - index * TilePath.FULL, TilePath.FULL));
  }

  Tile tile(TilePath path) {
    synchronized (cache) {
      Tile cached = cache.get(path);
      if (cached != null) {
        return cached;
      }
    }
    // Not under the lock: another reader must not wait for a slow server.
    Tile tile = fetch(path);
    synchronized (cache) {
      cache.put(path, tile);
    }
    return tile;
  }

  private Tile fetch(TilePath path) {
    Optional<byte[]> bytes = source.read(path.path(), Tile.FULL_BYTES);
    if (bytes.isPresent()) {
      return Tile.parse(path, bytes.get());
    }
    // "MAY delete any partial tile once the corresponding full tile is available."
    var full = TilePath.full(path.level(), path.index());
    return source
        .read(full.path(), Tile.FULL_BYTES)
        .map(found -> Tile.parse(full, found))
        .orElseThrow(() -> new MalformedLog("%s: missing".formatted(path)));
  }

  /// Forgets what was used longest ago.
  private static final class Recent extends LinkedHashMap<TilePath, Tile> {

    private static final long serialVersionUID = 1;

    Recent() {
      super(CACHED, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<TilePath, Tile> eldest) {
      return size() > CACHED;
    }
  }
}
