package dev.sallyport.server.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.base.json.CanonicalJson;
import dev.sallyport.base.json.Json;
import dev.sallyport.base.json.JsonReader;
import dev.sallyport.base.model.event.Event;
import dev.sallyport.base.model.event.Leaf;
import dev.sallyport.base.text.Plain;
import dev.sallyport.control.audit.Search;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.TreeMap;

/// An entry as one line of JSON: `index`, `leafHash`, the `event` as it was hashed, and by field
/// what it says about people, `personal`, or that this was `erased`. A row that is no event has
/// `unreadable` alone. What a terminal would obey is escaped, which is the same JSON.
final class EntryLine {

  private EntryLine() {}

  static String of(Search.Found found) {
    var line = new TreeMap<String, Json>();
    line.put("index", new Json.Int(found.index()));
    line.put("leafHash", new Json.Str(found.leafHash().toString()));
    Event event = found.event();
    if (event == null) {
      line.put("unreadable", new Json.Bool(true));
    } else {
      byte[] leaf = Leaf.of(LogAccess.TENANT, event).bytes();
      line.put("event", JsonReader.readCanonical(leaf, Leaf.MAX_BYTES));
      people(event, found, line);
    }
    return plain(new String(CanonicalJson.bytes(new Json.Obj(line)), UTF_8));
  }

  /// Such characters stand in strings alone: all else of JSON is ASCII without line breaks.
  private static String plain(String json) {
    var plain = new StringBuilder(json.length());
    json.codePoints()
        .forEach(
            c -> {
              if (Plain.isHarmless(c)) {
                plain.appendCodePoint(c);
              } else {
                for (char unit : Character.toChars(c)) {
                  plain.append("\\u").append(HexFormat.of().toHexDigits(unit));
                }
              }
            });
    return plain.toString();
  }

  private static void people(Event event, Search.Found found, TreeMap<String, Json> line) {
    var personal = new TreeMap<String, Json>();
    var erased = new ArrayList<Json>();
    new PersonalFields(event, found)
        .values()
        .forEach(
            (field, value) ->
                value.ifPresentOrElse(
                    known -> personal.put(field, new Json.Str(known)),
                    () -> erased.add(new Json.Str(field))));
    if (!personal.isEmpty()) {
      line.put("personal", new Json.Obj(personal));
    }
    if (!erased.isEmpty()) {
      line.put("erased", new Json.Arr(erased));
    }
  }
}
