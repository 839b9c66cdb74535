package dev.sallyport.scan.ci.github.knowledge;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Rows by the action they speak of.
final class ActionTable<T extends ActionRow> {
  private final Sheet<T> sheet;
  private final Map<String, List<T>> byRepository;

  private ActionTable(Sheet<T> sheet) {
    this.sheet = sheet;
    this.byRepository =
        sheet.rows().stream().collect(Collectors.groupingBy(row -> row.action().repository()));
  }

  static <T extends ActionRow> ActionTable<T> read(String resource, Function<Sheet.Row, T> reader) {
    return new ActionTable<>(Sheet.read(resource, reader));
  }

  /// In the order of the table.
  List<T> find(ActionUse use) {
    return byRepository.getOrDefault(use.repository(), List.of()).stream()
        .filter(row -> row.action().matches(use))
        .toList();
  }

  Sheet<T> sheet() {
    return sheet;
  }
}
