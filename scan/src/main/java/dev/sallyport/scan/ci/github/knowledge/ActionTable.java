package dev.sallyport.scan.ci.github.knowledge;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// Rows by the action they speak of.
final class ActionTable<T extends ActionRow> {
  private final KeyedSheet<T> sheet;

  private ActionTable(KeyedSheet<T> sheet) {
    this.sheet = sheet;
  }

  static <T extends ActionRow> ActionTable<T> read(String resource, Function<Sheet.Row, T> reader) {
    return new ActionTable<>(
        KeyedSheet.read(
            resource, reader, action -> ActionUse.repository(action.toLowerCase(Locale.ROOT))));
  }

  /// In the order of the table.
  List<T> find(ActionUse use) {
    List<T> rows = sheet.rows(use.repository());
    return rows.isEmpty() ? rows : rows.stream().filter(row -> row.action().matches(use)).toList();
  }

  Sheet<T> sheet() {
    return sheet.all();
  }
}
