package dev.sallyport.scan.fix;

import dev.sallyport.base.model.finding.Edit;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.yaml.YamlEntry;
import dev.sallyport.scan.syntax.yaml.YamlMapping;
import java.util.List;
import java.util.Optional;

/// Edits of mappings that are written one entry a line.
final class BlockEdits {
  private final Layout layout;
  private final Tree tree;
  private final String path;

  BlockEdits(Layout layout, Tree tree, String path) {
    this.layout = layout;
    this.tree = tree;
    this.path = path;
  }

  Optional<List<Edit>> insert(YamlMapping mapping, Place place, List<NewValue.Entry> entries) {
    Slot slot = Slot.of(mapping, place);
    Edit edit =
        slot.before()
            ? before(mapping, slot.index(), entries)
            : after(mapping, slot.index(), entries);
    return Optional.of(List.of(edit));
  }

  private Edit before(YamlMapping mapping, int index, List<NewValue.Entry> entries) {
    int column = layout.columnOf(mapping);
    int key = mapping.entries().get(index).key().span().start();
    String body = body(mapping, entries, column);
    String lineBreak = layout.lineBreak();
    int start = startOf(mapping, index);
    if (!layout.startsLine(start)) {
      // Behind the dash of a sequence: the new entry takes the first place on that line.
      return edit(start, start, body + lineBreak + Layout.spaces(column));
    }
    int at = index == 0 ? layout.lineStart(start) : layout.withCommentsAbove(key);
    String gap = gapAbove(mapping, index) ? lineBreak : "";
    return edit(at, at, Layout.spaces(column) + body + lineBreak + gap);
  }

  /// The first key may carry an anchor, which belongs to it.
  private static int startOf(YamlMapping mapping, int index) {
    return index == 0 ? mapping.span().start() : mapping.entries().get(index).key().span().start();
  }

  private boolean gapAbove(YamlMapping mapping, int index) {
    return index == 0
        ? mapping.entries().size() > 1 && gapBelow(mapping, 0)
        : gapBelow(mapping, index - 1);
  }

  private Edit after(YamlMapping mapping, int index, List<NewValue.Entry> entries) {
    int column = layout.columnOf(mapping);
    boolean last = index + 1 == mapping.entries().size();
    boolean gap = last ? gapsAreUsual(mapping) : gapBelow(mapping, index);
    // Comments that close a nested mapping stand at its own column; on top level they may as well
    // speak of the whole file.
    int inside = last && column > 0 ? column - 1 : column;
    int end = layout.extent(mapping.entries().get(index), inside);
    String lineBreak = layout.lineBreak();
    String lines = (gap ? lineBreak : "") + Layout.spaces(column) + body(mapping, entries, column);
    int next = layout.nextLine(end);
    if (next < 0) {
      int at = layout.lineEnd(end);
      return edit(at, at, lineBreak + lines);
    }
    return edit(next, next, lines + lineBreak);
  }

  private String body(YamlMapping mapping, List<NewValue.Entry> entries, int column) {
    ValueWriter writer = writer(mapping);
    return entries.stream()
        .map(entry -> writer.blockEntry(entry, column))
        .reduce((one, two) -> one + layout.lineBreak() + Layout.spaces(column) + two)
        .orElse("");
  }

  private ValueWriter writer(YamlMapping mapping) {
    return new ValueWriter(tree.step(mapping), tree.sequenceOffset(), false, layout.lineBreak());
  }

  /// Whether a blank line stands between an entry and the next one.
  private boolean gapBelow(YamlMapping mapping, int index) {
    int end = layout.entryEnd(mapping.entries().get(index));
    return layout.hasBlankLine(end, mapping.entries().get(index + 1).key().span().start());
  }

  private boolean gapsAreUsual(YamlMapping mapping) {
    int pairs = mapping.entries().size() - 1;
    int gaps = 0;
    for (int i = 0; i < pairs; i++) {
      gaps += gapBelow(mapping, i) ? 1 : 0;
    }
    return gaps > 0 && gaps * 2 >= pairs;
  }

  Optional<List<Edit>> replace(YamlMapping mapping, YamlEntry entry, NewValue value) {
    Span old = layout.valueSpan(entry);
    int colon = layout.behindColon(entry);
    boolean aliased = tree.aliased(entry);
    if (old.start() < colon
        || (!aliased && tree.holdsShared(entry.value()))
        || hasProperties(colon, old.start())) {
      return Optional.empty();
    }
    if (mapping.flow()) {
      boolean json = FlowEdits.json(mapping);
      String text =
          new ValueWriter(2, tree.sequenceOffset(), json, layout.lineBreak()).flow(value, true);
      return one(edit(old.start(), old.end(), old.length() == 0 ? " " + text : text));
    }
    String text = writer(mapping).blockValue(value, layout.columnOf(mapping));
    boolean onKeyLine = layout.sameLine(colon, old.start());
    int end = onKeyLine ? layout.entryEnd(entry) : colon;
    String comment = commentBehind(end);
    int last = onKeyLine ? end : layout.entryEnd(entry);
    boolean several = text.startsWith(layout.lineBreak());
    return one(edit(colon, layout.lineEnd(last), several ? comment + text : text + comment));
  }

  /// The blanks and comment that end a line, or nothing.
  private String commentBehind(int end) {
    int lineEnd = layout.lineEnd(end);
    int at = layout.skipBlanks(end);
    return at < lineEnd && layout.text().charAt(at) == '#'
        ? layout.text().substring(end, lineEnd)
        : "";
  }

  /// An anchor or tag between key and value, comments left out.
  private boolean hasProperties(int from, int to) {
    for (int at = from; at < to; at++) {
      char c = layout.text().charAt(at);
      if (c == '#') {
        at = layout.lineEnd(at);
      } else if (c == '&' || c == '!') {
        return true;
      }
    }
    return false;
  }

  private static Optional<List<Edit>> one(Edit edit) {
    return Optional.of(List.of(edit));
  }

  private Edit edit(int start, int end, String text) {
    return new Edit(path, new Span(start, end), text);
  }
}
