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
  List<String> received() throws IOException {
    return Files.readAllLines(file()).stream()
        .map(line -> line.substring("{\"id\":\"".length(), line.indexOf("\",")))
        .distinct()
        .toList();
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
      sink.deliver(entries(7, 8));
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
    assertThat(received()).isEqualTo(ids(0, 3));
    assertThat(Files.size(file())).isLessThan(1000);
  }

  @Test
  void fullFilesAreKeptUnderTheirFirstIndex() throws IOException {
    Files.createDirectories(folder.resolve("sink"));
    try (Sink sink = new JsonLinesSink("file", file(), 200)) {
      for (int i = 0; i < 7; i++) {
        sink.deliver(entries(i, i + 1));
      }
    }
    try (var files = Files.list(folder.resolve("sink"))) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("events.jsonl", "events.jsonl.0", "events.jsonl.3");
    }
    assertThat(received()).isEqualTo(ids(6, 7));
  }
}
