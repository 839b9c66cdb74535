package dev.sallyport.control.audit.sink;

import dev.sallyport.base.json.CanonicalJson;
import dev.sallyport.base.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Writes entries to an index of OpenSearch or Elasticsearch by `_bulk`, as documents of the
/// Elastic Common Schema. The document's id is the entry's, and it is only ever created: what comes
/// again changes nothing. The answer for each item is checked.
public final class OpenSearchSink implements Sink {

  private static final byte[] INDEX = resource("opensearch-index.json");

  private final OpenSearchSettings settings;
  private @Nullable OpenSearchClient client;

  /// Connects with the first delivery.
  public OpenSearchSink(OpenSearchSettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public void deliver(List<Delivery> entries) throws IOException {
    int done = 0;
    try {
      OpenSearchClient open = client();
      while (done < entries.size()) {
        var request = new ByteArrayOutputStream();
        int end = done;
        do {
          append(entries.get(end++), request);
        } while (end < entries.size() && fits(entries.get(end), request));
        send(open, entries.subList(done, end), request.toByteArray());
        done = end;
      }
    } catch (PartlyDelivered e) {
      throw e;
    } catch (IOException e) {
      close(); // certificates may have been renewed, the index removed: look again
      throw done == 0 ? e : new PartlyDelivered(entries.get(done).index(), e);
    }
  }

  private boolean fits(Delivery entry, ByteArrayOutputStream request) {
    // With escapes the leaf is at most twice as long; its fields are there once more.
    return request.size() + 3 * entry.leaf().length + 4096 <= settings.maxBytes();
  }

  private static void append(Delivery entry, ByteArrayOutputStream request) {
    var create = Map.<String, Json>of("_id", new Json.Str(entry.id()));
    request.writeBytes(CanonicalJson.bytes(Json.Obj.of(Map.of("create", Json.Obj.of(create)))));
    request.write('\n');
    request.writeBytes(EcsDocument.of(entry));
    request.write('\n');
  }

  private void send(OpenSearchClient open, List<Delivery> entries, byte[] request)
      throws IOException {
    var answer = open.post(settings.index() + "/_bulk?filter_path=" + BulkAnswer.FILTER, request);
    if (answer.status() != 200) {
      throw refused("_bulk", answer);
    }
    BulkAnswer.check(entries, answer.body());
  }

  private OpenSearchClient client() throws IOException {
    OpenSearchClient open = client;
    if (open == null) {
      open = new OpenSearchClient(settings);
      client = open;
      if (settings.create()) {
        createIndex(open);
      }
    }
    return open;
  }

  private void createIndex(OpenSearchClient open) throws IOException {
    var there = open.head(settings.index());
    if (there.status() == 200) {
      return;
    }
    if (there.status() != 404) {
      throw refused("asking for the index", there);
    }
    var made = open.put(settings.index(), INDEX);
    // 400: another one made it in the meantime, or it cannot be made; the question tells which.
    if (made.status() != 200 && open.head(settings.index()).status() != 200) {
      throw refused("making the index", made);
    }
  }

  private IOException refused(String what, OpenSearchClient.Answer answer) {
    return new IOException(
        "%s%s: %s: status %d %s"
            .formatted(
                settings.server(), settings.index(), what, answer.status(), answer.excerpt()));
  }

  @Override
  public void close() {
    OpenSearchClient open = client;
    client = null;
    if (open != null) {
      open.close();
    }
  }

  private static byte[] resource(String name) {
    try (InputStream in = Objects.requireNonNull(OpenSearchSink.class.getResourceAsStream(name))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
