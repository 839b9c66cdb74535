package dev.sallyport.control.audit;

import java.util.List;

/// A write that only one of several requests can win.
public sealed interface Guard {

  /// Inserts a row with a key that nobody used before. The table has a column `unit_id` beside
  /// those
  /// of the row.
  record Claim(Row row) implements Guard {}

  /// Moves a row from one state to another, if it still is in the first.
  record Change(Transition transition, Object key, String from, String to) implements Guard {}

  /// Where a [Change] happens; a constant of the feature that owns the table.
  ///
  /// @param table its first column is the key, its second one the state
  record Transition(Table table) {
    public Transition {
      if (table.columns().size() != 2) {
        throw new IllegalArgumentException("a key and a state are two columns");
      }
    }

    Table.Column key() {
      return table.columns().getFirst();
    }

    Table.Column state() {
      return table.columns().getLast();
    }

    List<Table.Column> columns() {
      return List.of(key(), state(), state());
    }
  }
}
