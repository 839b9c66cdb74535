package dev.sallyport.scan.fix;

import dev.sallyport.base.model.finding.Edit;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.yaml.YamlEntry;
import dev.sallyport.scan.syntax.yaml.YamlMapping;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes entries out of mappings.
final class Removal {
  private final Layout layout;
  private final Tree tree;
  private final String path;

  Removal(Layout layout, Tree tree, String path) {
    this.layout = layout;
    this.tree = tree;
    this.path = path;
  }

  Optional<List<Edit>> remove(YamlMapping mapping, String key, Emptied emptied) {
    Optional<YamlEntry> found = mapping.entry(key);
    if (found.isEmpty() || layout.hasExplicitKeys(mapping)) {
      return Optional.empty();
    }
    YamlEntry entry = found.get();
    // An alias further down would lose its anchor.
    if (!tree.aliased(entry) && tree.holdsShared(entry.value())) {
      return Optional.empty();
    }
    if (mapping.entries().size() == 1) {
      return emptied == Emptied.BRACES ? braces(mapping) : withParent(mapping);
    }
    return (mapping.flow() ? flow(mapping, entry) : block(mapping, entry)).map(List::of);
  }

  private Optional<List<Edit>> braces(YamlMapping mapping) {
    if (mapping.flow()) {
      Span span = mapping.span();
      return layout.text().charAt(span.start()) == '{'
          ? Optional.of(List.of(edit(span.start(), span.end(), "{}")))
          : Optional.empty();
    }
    Tree.@Nullable Parent parent = tree.parent(mapping);
    if (parent == null || parent.entry() == null || !(parent.node() instanceof YamlMapping outer)) {
      return Optional.empty();
    }
    return new BlockEdits(layout, tree, path)
        .replace(outer, parent.entry(), new NewValue.Mapping(List.of()));
  }

  private Optional<List<Edit>> withParent(YamlMapping mapping) {
    Tree.@Nullable Parent parent = tree.parent(mapping);
    if (parent == null || parent.entry() == null || !(parent.node() instanceof YamlMapping outer)) {
      return Optional.empty();
    }
    return remove(outer, parent.entry().key().value(), Emptied.REMOVED);
  }

  private Optional<Edit> block(YamlMapping mapping, YamlEntry entry) {
    boolean first = mapping.entries().getFirst() == entry;
    int start = first ? mapping.span().start() : entry.key().span().start();
    int next = layout.nextLine(layout.entryEnd(entry));
    if (!layout.startsLine(start)) {
      if (next < 0) {
        return Optional.empty();
      }
      // The dash before it stays and takes the next line over.
      return Optional.of(edit(start, firstOfNextLine(next), ""));
    }
    int lineStart = layout.lineStart(start);
    if (next < 0) {
      int from = lineStart == 0 ? 0 : layout.lineEnd(lineStart - 1);
      return Optional.of(edit(from, layout.text().length(), ""));
    }
    boolean gapAbove = lineStart > 0 && layout.blankLine(layout.lineStart(lineStart - 1));
    boolean gapBelow = next < layout.text().length() && layout.blankLine(next);
    int behindGap = gapAbove && gapBelow ? layout.nextLine(next) : -1;
    return Optional.of(edit(lineStart, behindGap < 0 ? next : behindGap, ""));
  }

  private int firstOfNextLine(int next) {
    int at = next;
    while (layout.blankLine(at) && layout.nextLine(at) >= 0) {
      at = layout.nextLine(at);
    }
    return layout.skipBlanks(at);
  }

  private Optional<Edit> flow(YamlMapping mapping, YamlEntry entry) {
    int index = mapping.entries().indexOf(entry);
    int start = entry.key().span().start();
    int end = Math.max(layout.valueSpan(entry).end(), entry.key().span().end());
    boolean last = index + 1 == mapping.entries().size();
    if (!last) {
      int next = mapping.entries().get(index + 1).key().span().start();
      int nextLine = layout.nextLine(end);
      boolean ownLine = nextLine >= 0 && nextLine <= next;
      return Optional.of(edit(start, ownLine ? firstOfNextLine(nextLine) : next, ""));
    }
    int nextLine = layout.nextLine(end);
    int rest = layout.skipBlanks(end);
    if (rest < layout.text().length() && layout.text().charAt(rest) == ',') {
      rest = layout.skipBlanks(rest + 1);
    }
    boolean alone = rest >= layout.lineEnd(end) || layout.text().charAt(rest) == '#';
    if (layout.startsLine(start) && alone && nextLine >= 0) {
      // The comma that stays behind on the line above is allowed there.
      return Optional.of(edit(layout.lineStart(start), nextLine, ""));
    }
    YamlEntry before = mapping.entries().get(index - 1);
    int from = Math.max(layout.valueSpan(before).end(), before.key().span().end());
    return Optional.of(edit(from, end, ""));
  }

  private Edit edit(int start, int end, String text) {
    return new Edit(path, new Span(start, end), text);
  }
}
