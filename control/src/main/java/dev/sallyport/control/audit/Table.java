package dev.sallyport.control.audit;

import java.util.List;
import java.util.stream.Collectors;

/// A table that units may write to. A constant of the feature that owns it: names go into SQL as
/// they
/// are, and each table is one statement that the server plans once.
///
/// @param columns those that are written
public record Table(String name, List<Column> columns) {

  /// @param type as SQL writes it, such as `text`, `uuid` or `bigint`
  public record Column(String name, String type) {
    public Column {
      checkName(name);
      checkName(type);
    }
  }

  public Table {
    checkName(name);
    columns = List.copyOf(columns);
  }

  private static void checkName(String name) {
    boolean plain = !name.isEmpty() && name.chars().allMatch(c -> c >= 'a' && c <= 'z' || c == '_');
    if (!plain) {
      throw new IllegalArgumentException("not a plain SQL name: " + name);
    }
  }

  String columnNames() {
    return columns.stream().map(Column::name).collect(Collectors.joining(", "));
  }

  /// One array parameter for each column, so that any number of rows is one statement.
  String arrays() {
    return columns.stream()
        .map(column -> "?::%s[]".formatted(column.type()))
        .collect(Collectors.joining(", "));
  }
}
