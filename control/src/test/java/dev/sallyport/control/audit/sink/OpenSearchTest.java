package dev.sallyport.control.audit.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The contract with a real OpenSearch; each test has an index of its own.
@Tag("slow")
final class OpenSearchTest extends AuditSinkContract {

  private static RealOpenSearch server;
  private static int indices;

  private final String index = "sallyport-audit-" + indices++;

  @BeforeAll
  static void start() throws IOException {
    server = RealOpenSearch.start();
  }

  @AfterAll
  static void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  private OpenSearchSettings settings() {
    return OpenSearchSettings.of("search", server.uri(), index);
  }

  @Override
  Sink open() {
    return new OpenSearchSink(settings());
  }

  @Override
  List<Got> received(int expected) throws IOException {
    server.count(index);
    String all =
        "/"
            + index
            + "/_search?size=10000&sort=event.sequence"
            + "&filter_path=hits.hits._id,hits.hits._source";
    var got = new ArrayList<Got>();
    for (var hit : server.view("GET", all, "").list("hits", "hits")) {
      var view = EntryView.of(hit);
      got.add(
          new Got(
              view.number("_source", "event", "sequence").orElseThrow(),
              view.text("_id").orElseThrow(),
              view.text("_source", "event", "original").orElseThrow()));
    }
    return got;
  }

  @Override
  List<Long> missing() throws IOException {
    return indices(onPage(2));
  }

  /// What a command of the page prints, the counts (1) or the ranges (2).
  private String onPage(int command) throws IOException {
    var environment =
        Map.of("SERVER", server.uri().toString(), "INDEX", index, "ORIGIN", ORIGIN, "FROM", "0");
    return PageCommand.of("docs/sinks/opensearch.md", command).run(Path.of("."), environment);
  }

  @Override
  void breakReceiver() {
    server.stop();
  }

  @Override
  void repairReceiver() throws IOException {
    server.restart();
  }

  @Test
  void countsShowWhetherThereIsAGap() throws IOException {
    try (Sink sink = open()) {
      sink.deliver(entries(0, 10));
    }
    server.count(index);
    assertThat(onPage(1))
        .contains(
            "\"first\":{\"value\":0.0}", "\"last\":{\"value\":9.0}", "\"entries\":{\"value\":10");
  }

  @Test
  void fieldsCanBeSearched() throws IOException {
    try (Sink sink = open()) {
      sink.deliver(entries(0, 3));
    }
    server.count(index);
    for (String query :
        List.of(
            "event.action:deploy.observed",
            "file.hash.sha256:" + "ab".repeat(32),
            "labels.origin:%22log.example%2Ftest%22",
            "event.hash:" + entry(1).leafHash(),
            "@timestamp:%222026-11-24T12:00:00.123456789Z%22")) {
      String path = "/%s/_search?filter_path=hits.total.value&q=%s".formatted(index, query);
      assertThat(server.view("GET", path, "").number("hits", "total", "value"))
          .as(query)
          .hasValue(query.startsWith("event.hash") ? 1L : 3L);
    }
  }

  @Test
  void entryThatDoesNotFitTheMappingIsNamedAndNothingIsSkipped() throws IOException {
    // Somebody else made the index: a field is a number there.
    server.ask(
        "PUT",
        "/" + index,
        "{\"mappings\":{\"properties\":{\"event\":{\"properties\":{\"original\":{\"type\":\"long\"}}}}}}");
    try (Sink sink = open()) {
      var stopped = catchThrowableOfType(PartlyDelivered.class, () -> sink.deliver(entries(0, 3)));
      assertThat(stopped.next()).isZero();
      assertThat(stopped)
          .hasMessageStartingWith("log.example/test#0: status 400, mapper_parsing_exception")
          .hasMessageContaining("event.original");
    }
    assertThat(server.count(index)).isZero();
  }

  @Test
  void goesOnWhenTheIndexMayBeWrittenToAgain() throws IOException {
    try (Sink sink = open()) {
      sink.deliver(entries(0, 3));
      server.ask("PUT", "/" + index + "/_settings", "{\"index.blocks.write\":true}");
      var stopped = catchThrowableOfType(PartlyDelivered.class, () -> sink.deliver(entries(3, 6)));
      assertThat(stopped.next()).isEqualTo(3);
      assertThat(stopped).hasMessageContaining("status 403").hasMessageContaining("block");
      server.ask("PUT", "/" + index + "/_settings", "{\"index.blocks.write\":false}");
      sink.deliver(entries(3, 6));
    }
    assertThat(server.count(index)).isEqualTo(6);
    assertThat(missing()).isEmpty();
  }
}
