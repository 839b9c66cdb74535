package dev.sallyport.control.audit;

import java.util.List;

/// A row to insert.
///
/// @param values in the order of the table's columns, of the Java types that JDBC gives these
public record Row(Table table, List<Object> values) {

  public Row {
    values = List.copyOf(values);
    if (values.size() != table.columns().size()) {
      throw new IllegalArgumentException(
          "%s has %d columns, not %d"
              .formatted(table.name(), table.columns().size(), values.size()));
    }
  }
}
