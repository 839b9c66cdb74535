package dev.sallyport.control.audit.sink;

import dev.sallyport.base.json.Json;
import dev.sallyport.base.json.JsonReader;
import dev.sallyport.base.json.MalformedJson;
import java.io.IOException;
import java.util.List;

/// What `_bulk` said of each item, as far as the request's `filter_path` asks for it:
/// `{"errors":…,"items":[{"create":{"_id":…,"status":…,"error":{"type":…,"reason":…}}}]}`. The word
/// `errors` alone is not believed.
final class BulkAnswer {

  /// The part of the answer that is read here.
  static final String FILTER = "items.*._id,items.*.status,items.*.error.type,items.*.error.reason";

  /// Bytes: 256 items, each with a reason.
  static final int LIMIT = 4 << 20;

  private static final int LONGEST_REASON = 300;

  private BulkAnswer() {}

  /// Returns when the server has all of them, stored now (201) or before (409: there is a document
  /// of that id, and `create` left it as it is).
  ///
  /// @throws PartlyDelivered at the first that it has not, whether it will take it later (429, 5xx)
  ///     or never (a mapping that does not fit); a person sees by the message which
  /// @throws IOException when the answer is not one to these entries
  static void check(List<Delivery> sent, byte[] answer) throws IOException {
    List<Json> items = items(answer);
    if (items.size() != sent.size()) {
      throw new IOException(
          "the answer speaks of %d items, %d were sent".formatted(items.size(), sent.size()));
    }
    for (int i = 0; i < sent.size(); i++) {
      check(sent.get(i), EntryView.of(items.get(i)));
    }
  }

  private static void check(Delivery sent, EntryView item) throws IOException {
    if (!item.text("create", "_id").filter(sent.id()::equals).isPresent()) {
      throw new PartlyDelivered(sent.index(), "the answer does not speak of " + sent.id());
    }
    long status = item.number("create", "status").orElse(0L);
    if (status == 200 || status == 201 || status == 409) {
      return;
    }
    String reason = item.text("create", "error", "reason").orElse("no reason given");
    throw new PartlyDelivered(
        sent.index(),
        "%s: status %d, %s: %s"
            .formatted(
                sent.id(),
                status,
                item.text("create", "error", "type").orElse("?"),
                reason.substring(0, Math.min(reason.length(), LONGEST_REASON))));
  }

  private static List<Json> items(byte[] answer) throws IOException {
    try {
      return EntryView.of(JsonReader.read(answer, LIMIT)).list("items");
    } catch (MalformedJson e) {
      throw new IOException("the answer is not that of _bulk: " + e.getMessage(), e);
    }
  }
}
