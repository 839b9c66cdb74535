package dev.sallyport.scan.fix;

import dev.sallyport.base.model.finding.Edit;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.yaml.YamlEntry;
import dev.sallyport.scan.syntax.yaml.YamlMapping;
import dev.sallyport.scan.syntax.yaml.YamlScalar;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Edits of mappings that are written as `{ … }`.
final class FlowEdits {
  private final Layout layout;
  private final Tree tree;
  private final String path;

  FlowEdits(Layout layout, Tree tree, String path) {
    this.layout = layout;
    this.tree = tree;
    this.path = path;
  }

  /// Whether all keys stand in double quotes.
  static boolean json(YamlMapping mapping) {
    return !mapping.entries().isEmpty()
        && mapping.entries().stream()
            .allMatch(entry -> entry.key().style() == YamlScalar.Style.DOUBLE_QUOTED);
  }

  Optional<List<Edit>> insert(YamlMapping mapping, Place place, List<NewValue.Entry> entries) {
    int open = mapping.span().start();
    // `[a: b]` holds a mapping without braces, which cannot grow.
    if (open >= layout.text().length() || layout.text().charAt(open) != '{') {
      return Optional.empty();
    }
    if (mapping.entries().isEmpty()) {
      return Optional.of(List.of(first(mapping, entries)));
    }
    Slot slot = Slot.of(mapping, place);
    YamlEntry neighbour = mapping.entries().get(slot.index());
    return Optional.of(
        slot.before() ? before(mapping, neighbour, entries) : after(mapping, neighbour, entries));
  }

  private Edit first(YamlMapping mapping, List<NewValue.Entry> entries) {
    int from = mapping.span().start() + 1;
    int to = mapping.span().end() - 1;
    String body = joined(mapping, entries, ", ");
    return layout.blank(from, to) ? edit(from, to, body) : edit(from, from, body);
  }

  private List<Edit> before(
      YamlMapping mapping, YamlEntry neighbour, List<NewValue.Entry> entries) {
    int at = neighbour.key().span().start();
    String separator = layout.startsLine(at) ? "," + newLine(neighbour) : ", ";
    return List.of(edit(at, at, joined(mapping, entries, separator) + separator));
  }

  private List<Edit> after(YamlMapping mapping, YamlEntry neighbour, List<NewValue.Entry> entries) {
    int end = Math.max(layout.valueSpan(neighbour).end(), neighbour.key().span().end());
    int lineEnd = layout.lineEnd(end);
    int next = layout.skipBlanks(end);
    boolean comma = next < lineEnd && layout.text().charAt(next) == ',';
    int behind = comma ? layout.skipBlanks(next + 1) : next;
    boolean ownLine =
        layout.startsLine(neighbour.key().span().start())
            && (behind >= lineEnd || layout.text().charAt(behind) == '#');
    if (!ownLine) {
      return List.of(edit(end, end, ", " + joined(mapping, entries, ", ")));
    }
    String separator = "," + newLine(neighbour);
    String body = newLine(neighbour) + joined(mapping, entries, separator);
    if (comma) {
      return List.of(edit(lineEnd, lineEnd, body + ","));
    }
    return end == lineEnd
        ? List.of(edit(end, end, "," + body))
        : List.of(edit(end, end, ","), edit(lineEnd, lineEnd, body));
  }

  private String newLine(YamlEntry neighbour) {
    return layout.lineBreak() + Layout.spaces(layout.column(neighbour.key().span().start()));
  }

  private String joined(YamlMapping mapping, List<NewValue.Entry> entries, String separator) {
    ValueWriter writer =
        new ValueWriter(2, tree.sequenceOffset(), json(mapping), layout.lineBreak());
    return entries.stream().map(writer::flowEntry).collect(Collectors.joining(separator));
  }

  private Edit edit(int start, int end, String text) {
    return new Edit(path, new Span(start, end), text);
  }
}
