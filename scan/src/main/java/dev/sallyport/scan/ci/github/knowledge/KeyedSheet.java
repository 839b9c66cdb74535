package dev.sallyport.scan.ci.github.knowledge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// A table whose rows are asked for by their first field. At first only the lines are found; those
/// of a key are taken apart when it is asked for, since a scan asks for few of the many.
final class KeyedSheet<T> {
  private final String resource;
  private final String text;
  private final Function<Sheet.Row, T> reader;
  private final Sheet.Columns columns;
  private final Map<String, List<String>> lines;
  private final Map<String, List<T>> read = new ConcurrentHashMap<>();

  private KeyedSheet(
      String resource,
      String text,
      Function<Sheet.Row, T> reader,
      Sheet.Columns columns,
      Map<String, List<String>> lines) {
    this.resource = resource;
    this.text = text;
    this.reader = reader;
    this.columns = columns;
    this.lines = lines;
  }

  /// @param key of a row, made of its first field
  static <T> KeyedSheet<T> read(
      String resource, Function<Sheet.Row, T> reader, Function<String, String> key) {
    String text = Sheet.text(resource);
    List<String> all = Sheet.lines(text);
    Map<String, List<String>> lines = new HashMap<>(all.size() * 2);
    for (String line : all.subList(1, all.size())) {
      String first = line.substring(0, Math.max(0, line.indexOf('\t')));
      lines.computeIfAbsent(key.apply(first), _ -> new ArrayList<>(4)).add(line);
    }
    return new KeyedSheet<>(resource, text, reader, Sheet.Columns.of(all.getFirst()), lines);
  }

  /// In the order of the table.
  List<T> rows(String key) {
    List<T> known = read.get(key);
    if (known != null) {
      return known;
    }
    List<String> own = lines.get(key);
    return own == null ? List.of() : read.computeIfAbsent(key, _ -> rows(own));
  }

  private List<T> rows(List<String> own) {
    List<T> rows = new ArrayList<>(own.size());
    for (String line : own) {
      try {
        rows.add(reader.apply(columns.row(line)));
      } catch (Sheet.BadField _) {
        // A test finds these; a user's scan goes on without the row.
      }
    }
    return List.copyOf(rows);
  }

  /// The whole table, for the test of all rows.
  Sheet<T> all() {
    return Sheet.parse(resource, text, reader);
  }
}
