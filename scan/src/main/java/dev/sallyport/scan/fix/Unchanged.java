package dev.sallyport.scan.fix;

import dev.sallyport.base.model.finding.Edit;
import dev.sallyport.scan.syntax.yaml.YamlEntry;
import dev.sallyport.scan.syntax.yaml.YamlMapping;
import dev.sallyport.scan.syntax.yaml.YamlNode;
import dev.sallyport.scan.syntax.yaml.YamlParser;
import dev.sallyport.scan.syntax.yaml.YamlResult;
import dev.sallyport.scan.syntax.yaml.YamlScalar;
import dev.sallyport.scan.syntax.yaml.YamlSequence;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Proves of an edited YAML file that it still parses and that every scalar which no edit touches
/// has its value and its place in the structure as before.
final class Unchanged {
  private static final long ROOT = 1125899906842597L;

  /// @param way of the keys from the root, hashed; where an edit touches a key, it counts as none
  private record Leaf(String value, long way) {}

  private final int[] starts;
  private final int[] ends;
  private final int[] shifts;
  private final boolean after;
  private final Map<Integer, Leaf> leaves = new HashMap<>();
  private final Set<YamlNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  /// @param after whether offsets are those of the new text
  private Unchanged(List<Edit> sorted, boolean after) {
    int count = sorted.size();
    this.starts = new int[count];
    this.ends = new int[count];
    this.shifts = new int[count + 1];
    this.after = after;
    for (int i = 0; i < count; i++) {
      Edit edit = sorted.get(i);
      int moved = after ? shifts[i] : 0;
      starts[i] = edit.span().start() + moved;
      int length = after ? edit.replacement().length() : edit.span().length();
      ends[i] = starts[i] + length;
      shifts[i + 1] = shifts[i] + edit.replacement().length() - edit.span().length();
    }
  }

  /// What is wrong with the new text; empty when all is well.
  static String problem(String before, String after, List<Edit> sorted) {
    if (!(YamlParser.parse(before) instanceof YamlResult.Ok old)) {
      return "";
    }
    return switch (YamlParser.parse(after)) {
      case YamlResult.Bad(int line, String message) ->
          "the result would not be YAML (line " + line + ": " + message + ")";
      case YamlResult.Ok(_, List<YamlResult.Note> notes) when notes.size() > old.notes().size() ->
          "the result would have a problem: " + notes.getLast().message();
      case YamlResult.Ok(@Nullable YamlNode root, _) ->
          moved(old.root(), root, sorted) ? "it would change other parts of the file" : "";
    };
  }

  private static boolean moved(
      @Nullable YamlNode before, @Nullable YamlNode after, List<Edit> sorted) {
    Unchanged old = new Unchanged(sorted, false);
    Unchanged now = new Unchanged(sorted, true);
    if (before != null) {
      old.visit(before, ROOT);
    }
    if (after != null) {
      now.visit(after, ROOT);
    }
    return !old.leaves.equals(now.leaves);
  }

  private void visit(YamlNode node, long way) {
    if (!seen.add(node)) {
      return;
    }
    switch (node) {
      case YamlMapping mapping -> mapping.entries().forEach(entry -> visit(entry, way));
      case YamlSequence sequence -> sequence.items().forEach(item -> visit(item, way * 31 + 7));
      case YamlScalar scalar -> leaf(scalar, way);
    }
  }

  private void visit(YamlEntry entry, long way) {
    YamlScalar key = entry.key();
    leaf(key, way * 31 + 5);
    long step = isTouched(key) ? 0 : key.value().hashCode();
    visit(entry.value(), way * 1_000_003 + step * 31 + 3);
  }

  private void leaf(YamlScalar scalar, long way) {
    if (!isTouched(scalar) && scalar.span().length() > 0) {
      leaves.put(inOldText(scalar.span().start()), new Leaf(value(scalar), way));
    }
  }

  /// A block at the very end of a file may gain the line break that the file lacked.
  private static String value(YamlScalar scalar) {
    String value = scalar.value();
    return scalar.style().block() && value.endsWith("\n")
        ? value.substring(0, value.length() - 1)
        : value;
  }

  private boolean isTouched(YamlScalar scalar) {
    int index = firstEndingAt(scalar.span().start());
    return index < starts.length && starts[index] <= scalar.span().end();
  }

  /// The first edit that does not end in front of an offset.
  private int firstEndingAt(int offset) {
    int low = 0;
    int high = ends.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ends[middle] < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private int inOldText(int offset) {
    return after ? offset - shifts[firstEndingAt(offset)] : offset;
  }
}
