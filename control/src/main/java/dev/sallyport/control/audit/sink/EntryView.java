package dev.sallyport.control.audit.sink;

import dev.sallyport.base.json.Json;
import dev.sallyport.base.json.JsonReader;
import dev.sallyport.base.json.MalformedJson;
import dev.sallyport.base.model.event.Leaf;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a sink looks up in an entry. Lenient on purpose: an entry that a newer version wrote, with
/// members that this one does not know, is passed on like every other.
final class EntryView {

  private final Json.Obj root;

  private EntryView(Json.Obj root) {
    this.root = root;
  }

  static EntryView of(byte[] leaf) {
    try {
      return of(JsonReader.read(leaf, Leaf.MAX_BYTES));
    } catch (MalformedJson _) {
      // Not for a sink to judge; `audit verify` names such an entry.
      return of(new Json.Bool(false));
    }
  }

  /// The same of a part; of what is no object, nothing is found.
  static EntryView of(Json value) {
    return new EntryView(value instanceof Json.Obj object ? object : new Json.Obj(new TreeMap<>()));
  }

  String verb() {
    return text("verb").orElse("unknown");
  }

  Optional<Instant> when() {
    try {
      return text("time").map(Instant::parse);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /// The text at a path of members.
  Optional<String> text(String... path) {
    return at(path) instanceof Json.Str(String text) ? Optional.of(text) : Optional.empty();
  }

  Optional<Long> number(String... path) {
    return at(path) instanceof Json.Int(long number) ? Optional.of(number) : Optional.empty();
  }

  List<Json> list(String... path) {
    return at(path) instanceof Json.Arr(List<Json> items) ? items : List.of();
  }

  private @Nullable Json at(String... path) {
    Json value = root;
    for (String name : path) {
      value = value instanceof Json.Obj(var members) ? members.get(name) : null;
    }
    return value;
  }
}
