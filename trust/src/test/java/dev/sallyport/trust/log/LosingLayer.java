package dev.sallyport.trust.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/// Files in memory that know what a disk would still have after a loss of power. A file's bytes are
/// safe once it was synced; a name is safe once its folder was synced, and a folder's name once its
/// parent was. At a given operation the power fails: that operation and all later ones throw.
public final class LosingLayer implements FileLayer {

  /// What becomes of the names that were not synced.
  public enum Names {
    LOST,
    KEPT,
    SOME
  }

  private static final class Node {
    byte[] bytes = {};
    byte[] synced = {};
    boolean folder;
    final Map<String, Node> names = new TreeMap<>();
    Map<String, Node> syncedNames = new TreeMap<>();
  }

  private Node root = folder();
  private long operations;
  private long failsAt = Long.MAX_VALUE;

  public long operations() {
    return operations;
  }

  public void failAt(long operation) {
    failsAt = operation;
  }

  /// What is there when the machine starts again.
  public LosingLayer afterPowerLoss(Names unsynced, RandomGenerator random) {
    var after = new LosingLayer();
    after.root = survivor(root, unsynced, random, new HashMap<>());
    return after;
  }

  private static Node survivor(
      Node node, Names unsynced, RandomGenerator random, Map<Node, Node> done) {
    Node known = done.get(node);
    if (known != null) {
      return known;
    }
    Node copy = new Node();
    done.put(node, copy);
    copy.folder = node.folder;
    copy.bytes = node.synced.clone();
    if (node.bytes != node.synced) {
      // Unsynced bytes: nothing, or some beginning of them.
      int length = unsynced == Names.LOST ? 0 : random.nextInt(node.bytes.length + 1);
      copy.bytes = Arrays.copyOf(node.bytes, length);
    }
    copy.synced = copy.bytes;
    var all = new TreeSet<>(node.names.keySet());
    all.addAll(node.syncedNames.keySet());
    for (String name : all) {
      boolean keep =
          switch (unsynced) {
            case LOST -> false;
            case KEPT -> true;
            case SOME -> random.nextBoolean();
          };
      Node child = keep ? node.names.get(name) : node.syncedNames.get(name);
      if (child != null) {
        copy.names.put(name, survivor(child, unsynced, random, done));
      }
    }
    copy.syncedNames = new TreeMap<>(copy.names);
    return copy;
  }

  private static Node folder() {
    Node node = new Node();
    node.folder = true;
    return node;
  }

  private void step() {
    if (operations++ >= failsAt) {
      throw new UncheckedIOException(new IOException("the power failed"));
    }
  }

  private Optional<Node> find(String path) {
    Node node = root;
    if (path.isEmpty()) {
      return Optional.of(node);
    }
    for (String name : path.split("/")) {
      node = node.names.get(name);
      if (node == null) {
        return Optional.empty();
      }
    }
    return Optional.of(node);
  }

  private Node parent(String path) {
    int slash = path.lastIndexOf('/');
    return find(slash < 0 ? "" : path.substring(0, slash))
        .orElseThrow(() -> new UncheckedIOException(new IOException("no folder for " + path)));
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public void write(String path, byte[] bytes) {
    step();
    Node node = new Node();
    node.bytes = bytes.clone();
    parent(path).names.put(name(path), node);
  }

  @Override
  public void sync(String path) {
    step();
    Node node = find(path).orElseThrow();
    node.synced = node.bytes;
  }

  @Override
  public void rename(String from, String to) {
    step();
    Node target = parent(to);
    target.names.put(name(to), parent(from).names.remove(name(from)));
  }

  @Override
  public void makeFolder(String path) {
    step();
    parent(path).names.computeIfAbsent(name(path), _ -> folder());
  }

  @Override
  public void syncFolder(String path) {
    step();
    Node node = find(path).orElseThrow();
    node.syncedNames = new TreeMap<>(node.names);
  }

  @Override
  public void delete(String path) {
    step();
    if (find(path).isPresent()) {
      parent(path).names.remove(name(path));
    }
  }

  @Override
  public Optional<byte[]> read(String path, int limit) {
    return find(path).filter(node -> !node.folder).map(node -> node.bytes.clone());
  }

  @Override
  public boolean lists() {
    return true;
  }

  @Override
  public List<String> list(String folder) {
    String path = folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
    return find(path)
        .map(
            node ->
                node.names.entrySet().stream()
                    .map(e -> e.getKey() + (e.getValue().folder ? "/" : ""))
                    .toList())
        .orElse(List.of());
  }

  @Override
  public int parallelism() {
    return 1;
  }
}
