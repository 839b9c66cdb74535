package dev.sallyport.control.audit.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JsonLinesSinkTest extends AuditSinkContract {

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("sink/events.jsonl");
  }

  @Override
  Sink open() throws IOException {
    if (!Files.exists(folder.resolve("away"))) {
      Files.createDirectories(folder.resolve("sink"));
    }
    return new JsonLinesSink("file", file(), 1 << 20);
  }

  @Override
  List<Got> received(int expected) throws IOException {
    return Files.readAllLines(file()).stream().map(JsonLinesSinkTest::got).distinct().toList();
  }

  private static Got got(String line) {
    String id = line.substring("{\"id\":\"".length(), line.indexOf("\","));
    String event = line.substring(line.indexOf("\"event\":") + "\"event\":".length());
    return new Got(
        Long.parseLong(id.substring(id.indexOf('#') + 1)),
        id,
        event.substring(0, event.length() - 1));
  }

  @Override
  List<Long> missing() throws IOException {
    return indices(PageCommand.of("docs/sinks/json-lines.md").run(folder.resolve("sink")));
  }

  @Override
  void breakReceiver() throws IOException {
    Files.move(folder.resolve("sink"), folder.resolve("away"));
  }

  @Override
  void repairReceiver() throws IOException {
    Files.move(folder.resolve("away"), folder.resolve("sink"));
  }

  @Test
  void lineHoldsTheLeafByteForByte() throws IOException {
    try (Sink sink = open()) {
      sink.deliver(List.of(new Delivery(ORIGIN, 7, "{\"n\":7}".getBytes(UTF_8))));
    }
    assertThat(file())
        .content()
        .isEqualTo(
            """
            {"id":"log.example/test#7","index":7,"origin":"log.example/test","event":{"n":7}}
            """);
  }

  @Test
  void tornLineIsRemovedWhenItIsOpenedAgain() throws IOException {
    try (Sink sink = open()) {
      sink.deliver(entries(0, 2));
    }
    Files.write(
        file(),
        ("{\"id\":\"log.exa" + "x".repeat(200_000)).getBytes(UTF_8),
        StandardOpenOption.APPEND);
    try (Sink sink = open()) {
      sink.deliver(entries(2, 3));
    }
    assertThat(received(3)).hasSize(3);
    assertThat(Files.size(file())).isLessThan(1000);
  }

  @Test
  void rotatedFileIsNeverReplaced() throws IOException {
    Files.createDirectories(folder.resolve("sink"));
    for (int i = 0; i < 3; i++) {
      try (Sink sink = new JsonLinesSink("file", file(), 1)) {
        sink.deliver(entries(0, 1)); // and a crash, so that it comes again
      }
    }
    try (var files = Files.list(folder.resolve("sink"))) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("events.jsonl.0", "events.jsonl.0-1", "events.jsonl.0-2");
    }
    assertThat(missing()).isEmpty();
  }

  @Test
  void fileThatIsRemovedIsBegunAnew() throws IOException {
    try (Sink sink = open()) {
      sink.deliver(entries(0, 2));
      Files.delete(file());
      sink.deliver(entries(2, 3));
    }
    assertThat(received(1)).extracting(Got::index).containsExactly(2L);
    assertThat(missing()).containsExactly(0L, 1L);
  }

  @Test
  void fullFilesAreKeptUnderTheirFirstIndex() throws IOException {
    Files.createDirectories(folder.resolve("sink"));
    try (Sink sink = new JsonLinesSink("file", file(), 900)) {
      for (int i = 0; i < 7; i++) {
        sink.deliver(entries(i, i + 1));
      }
    }
    try (var files = Files.list(folder.resolve("sink"))) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("events.jsonl", "events.jsonl.0", "events.jsonl.3");
    }
    assertThat(received(1)).hasSize(1);
  }
}
