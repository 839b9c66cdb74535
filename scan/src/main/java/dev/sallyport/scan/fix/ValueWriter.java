package dev.sallyport.scan.fix;

import java.util.StringJoiner;

/// Writes a [NewValue] in block or flow style.
///
/// @param step columns that a nested mapping is indented by
/// @param sequenceOffset columns that a sequence is indented by below its key
/// @param json double quotes around all keys and strings, as the neighbours have it
record ValueWriter(int step, int sequenceOffset, boolean json, String lineBreak) {

  /// `key: value`, on one line or several, without a line break at the end. The first line is not
  /// indented, all others are.
  String blockEntry(NewValue.Entry entry, int column) {
    return ScalarWriter.key(entry.key(), false) + ":" + blockValue(entry.value(), column);
  }

  /// What stands behind the colon of a key at `column`.
  String blockValue(NewValue value, int column) {
    return switch (value) {
      case NewValue.Mapping mapping when !mapping.entries().isEmpty() -> {
        int inner = column + step;
        StringBuilder out = new StringBuilder();
        for (NewValue.Entry entry : mapping.entries()) {
          out.append(lineBreak).append(Layout.spaces(inner)).append(blockEntry(entry, inner));
        }
        yield out.toString();
      }
      case NewValue.Sequence sequence when !sequence.items().isEmpty() -> {
        int inner = column + sequenceOffset;
        StringBuilder out = new StringBuilder();
        for (NewValue item : sequence.items()) {
          out.append(lineBreak).append(Layout.spaces(inner)).append("- ").append(flow(item, false));
        }
        yield out.toString();
      }
      case NewValue.Text _, NewValue.Literal _, NewValue.Mapping _, NewValue.Sequence _ ->
          " " + flow(value, false);
    };
  }

  String flowEntry(NewValue.Entry entry) {
    String key =
        json ? ScalarWriter.doubleQuoted(entry.key()) : ScalarWriter.key(entry.key(), true);
    return key + ": " + flow(entry.value(), true);
  }

  /// On one line.
  String flow(NewValue value, boolean inFlow) {
    return switch (value) {
      case NewValue.Text text ->
          json
              ? ScalarWriter.doubleQuoted(text.value())
              : ScalarWriter.string(text.value(), inFlow);
      case NewValue.Literal literal -> literal.value();
      case NewValue.Mapping mapping -> {
        StringJoiner out = new StringJoiner(", ", "{", "}");
        mapping.entries().forEach(entry -> out.add(flowEntry(entry)));
        yield out.toString();
      }
      case NewValue.Sequence sequence -> {
        StringJoiner out = new StringJoiner(", ", "[", "]");
        sequence.items().forEach(item -> out.add(flow(item, true)));
        yield out.toString();
      }
    };
  }
}
