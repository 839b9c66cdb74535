package dev.sallyport.trust.log;

import java.util.List;

/// A tree head as the text of a note (C2SP tlog-checkpoint, "Note text"): origin, size, root and
/// any extension lines, each on its line.
///
/// @param origin the log's identity
/// @param size number of entries
/// @param root of the tree of that size
/// @param extensions opaque, not recommended, covered by the signatures
public record Checkpoint(String origin, long size, Hash root, List<String> extensions) {

  private static final int MAX_LINE = 4096;
  private static final int MAX_LINES = 64;

  public Checkpoint {
    checkLine(origin, "origin");
    extensions.forEach(line -> checkLine(line, "extension line"));
    if (size < 0) {
      throw new MalformedLog("no tree has size " + size);
    }
    if (size == 0 && !root.equals(MerkleTree.EMPTY_ROOT)) {
      throw new MalformedLog("the root of an empty tree is the hash of nothing");
    }
    extensions = List.copyOf(extensions);
  }

  public Checkpoint(String origin, long size, Hash root) {
    this(origin, size, root, List.of());
  }

  /// Reads the text of a note, without its signatures.
  public static Checkpoint parse(String text) {
    if (!text.endsWith("\n")) {
      throw new MalformedLog("a checkpoint ends in a newline");
    }
    List<String> lines = List.of(text.substring(0, text.length() - 1).split("\n", MAX_LINES + 1));
    if (lines.size() < 3 || lines.size() > MAX_LINES) {
      throw new MalformedLog("a checkpoint has 3 to %d lines".formatted(MAX_LINES));
    }
    return new Checkpoint(
        lines.get(0),
        Decimal.parse(lines.get(1), "tree size"),
        Hash.parseBase64(lines.get(2)),
        lines.subList(3, lines.size()));
  }

  static boolean isCheckpoint(String text) {
    try {
      return parse(text).text().equals(text);
    } catch (MalformedLog _) {
      return false;
    }
  }

  public String text() {
    var text = new StringBuilder(origin).append('\n').append(size).append('\n');
    text.append(root.base64()).append('\n');
    extensions.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  private static void checkLine(String line, String what) {
    if (line.isEmpty() || line.length() > MAX_LINE || line.indexOf('\n') >= 0) {
      throw new MalformedLog("the %s is empty or too long".formatted(what));
    }
  }
}
