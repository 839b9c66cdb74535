package dev.sallyport.trust.log;

import java.util.ArrayList;
import java.util.List;

/// All nodes of a small tree.
final class MemoryReader implements HashReader {

  private final List<List<Hash>> levels = new ArrayList<>();

  MemoryReader(List<Hash> leaves) {
    levels.add(leaves);
    while (levels.getLast().size() > 1) {
      var below = levels.getLast();
      var level = new ArrayList<Hash>();
      for (int i = 0; i + 1 < below.size(); i += 2) {
        level.add(MerkleTree.nodeHash(below.get(i), below.get(i + 1)));
      }
      levels.add(level);
    }
  }

  @Override
  public List<Hash> readAll(List<NodeId> nodes) {
    return nodes.stream().map(n -> levels.get(n.level()).get((int) n.index())).toList();
  }
}
