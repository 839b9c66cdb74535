package dev.sallyport.trust.log;

import java.util.List;

/// Gives hashes of complete subtrees of one tree. What it gives is believed by nobody: a proof made
/// from it is verified against a signed root. Reading may end with [MalformedLog] or
/// [java.io.UncheckedIOException].
@FunctionalInterface
public interface HashReader {

  /// The hashes of these nodes, in the same order.
  List<Hash> readAll(List<NodeId> nodes);

  default Hash read(int level, long index) {
    return readAll(List.of(new NodeId(level, index))).getFirst();
  }
}
