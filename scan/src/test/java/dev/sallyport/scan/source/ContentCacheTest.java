package dev.sallyport.scan.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContentCacheTest {
  @TempDir Path temp;
  private Path directory;

  @BeforeEach
  void directory() {
    directory = temp.resolve("cache");
  }

  @Test
  void onlyOneOnDiskRemembers() {
    try (ContentCache none = ContentCache.none();
        ContentCache cache = ContentCache.open(directory, "v1")) {
      assertThat(none.remembers()).isFalse();
      assertThat(cache.remembers()).isTrue();
    }
  }

  @Test
  void remembersAcrossRuns() {
    fill("v1", 500);

    try (ContentCache cache = ContentCache.open(directory, "v1")) {
      for (int i = 0; i < 500; i++) {
        assertThat(cache.get("key" + i)).hasValueSatisfying(v -> assertThat(v).hasSize(100));
      }
      assertThat(cache.get("other")).isEmpty();
    }
    try (ContentCache next = ContentCache.open(directory, "v2")) {
      assertThat(next.get("key1")).isEmpty();
    }
  }

  @Test
  void seesItsOwnValuesBeforeTheyAreWrittenAndTheLatestOfAKey() {
    try (ContentCache cache = ContentCache.open(directory, "v1")) {
      cache.put("k", bytes("one"));
      cache.put("k", bytes("two"));
      assertThat(cache.get("k")).hasValue(bytes("two"));
    }
    try (ContentCache cache = ContentCache.open(directory, "v1")) {
      cache.put("k", bytes("three"));
    }
    assertThat(value("v1", "k")).isEqualTo("three");
  }

  @Test
  void ignoresACorruptedValueAndKeepsTheOthers() throws IOException {
    fill("v1", 200);
    for (Path pack : packs()) {
      byte[] content = Files.readAllBytes(pack);
      content[content.length - 20] ^= 1;
      Files.write(pack, content);
    }

    try (ContentCache cache = ContentCache.open(directory, "v1")) {
      long lost =
          Stream.iterate(0, i -> i + 1)
              .limit(200)
              .filter(i -> cache.get("key" + i).isEmpty())
              .count();
      assertThat(lost).isEqualTo(packs().size());
    }
  }

  @Test
  void findsWhatIsAppendedBehindATornRecord() throws IOException {
    fill("v1", 200);
    for (Path pack : packs()) {
      byte[] content = Files.readAllBytes(pack);
      Files.write(pack, java.util.Arrays.copyOf(content, content.length - 5));
    }
    fill("v1", 200);

    try (ContentCache cache = ContentCache.open(directory, "v1")) {
      for (int i = 0; i < 200; i++) {
        assertThat(cache.get("key" + i)).isPresent();
      }
    }
  }

  @Test
  void isForThisUserAlone() throws IOException {
    fill("v1", 50);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
    assertThat(packs()).isNotEmpty();
    for (Path pack : packs()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pack)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void doesNotBelieveADirectoryThatOthersCanWriteTo() throws IOException {
    fill("v1", 50);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));

    try (ContentCache cache = ContentCache.open(directory, "v1")) {
      assertThat(cache.get("key1")).isEmpty();
    }
  }

  @Test
  void doesNotFollowLinks() throws IOException {
    fill("v1", 50);
    Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
    for (Path pack : packs()) {
      Path moved = Files.move(pack, elsewhere.resolve(pack.getFileName()));
      Files.createSymbolicLink(pack, moved);
    }
    byte[] before = Files.readAllBytes(elsewhere.resolve("0.pack"));

    fill("v1", 100);

    assertThat(Files.readAllBytes(elsewhere.resolve("0.pack"))).isEqualTo(before);
    try (ContentCache cache = ContentCache.open(directory, "v1")) {
      assertThat(cache.get("key1")).isEmpty();
    }
  }

  @Test
  void worksWithoutWhereNothingCanBeWritten() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "not a directory");

    try (ContentCache cache = ContentCache.open(file.resolve("cache"), "v1")) {
      cache.put("k", bytes("v"));
      assertThat(cache.get("k")).isEmpty();
    }
    try (ContentCache none = ContentCache.none()) {
      none.put("k", bytes("v"));
      assertThat(none.get("k")).isEmpty();
    }
  }

  @Test
  void forgetsTheOldestOnceAShardIsFullAndKeepsWhatIsInUse() throws IOException {
    for (int round = 0; round < 40; round++) {
      try (ContentCache cache = ContentCache.open(directory, "v1", 4096)) {
        if (round == 0) {
          cache.put("in use", new byte[10]);
        }
        assertThat(cache.get("in use")).as("round %s", round).isPresent();
        for (int i = 0; i < 100; i++) {
          cache.put(round + "/" + i, new byte[100]);
        }
      }
    }

    long size = 0;
    for (Path pack : packs()) {
      size += Files.size(pack);
    }
    assertThat(size).isLessThan(16 * 2 * 2 * 4096);
    try (ContentCache cache = ContentCache.open(directory, "v1", 4096)) {
      assertThat(cache.get("0/1")).isEmpty();
      assertThat(cache.get("39/1")).isPresent();
    }
  }

  @Test
  void keepsTheFourLatestGenerationsAndNothingOfOthersIsTouched() throws IOException {
    Files.createDirectories(directory.resolve("somebody-else"));
    for (int i = 0; i < 7; i++) {
      fill("v" + i, 1);
      try (Stream<Path> files = Files.list(directory.resolve("v" + i))) {
        for (Path file : files.toList()) {
          Files.setLastModifiedTime(file, FileTime.fromMillis(1_000L * i));
        }
      }
    }
    fill("v7", 1);

    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left.map(p -> p.getFileName().toString()))
          .containsExactlyInAnyOrder("somebody-else", "v4", "v5", "v6", "v7");
    }
  }

  @Test
  void doesNotWaitForAProcessThatHoldsTheLock() throws IOException {
    fill("v1", 50);
    List<FileChannel> channels = new ArrayList<>();
    List<FileLock> locks = new ArrayList<>();
    for (Path pack : packs()) {
      FileChannel channel = FileChannel.open(pack, StandardOpenOption.WRITE);
      channels.add(channel);
      locks.add(channel.lock());
    }
    fill("v1", 100);
    for (FileChannel channel : channels) {
      channel.close();
    }

    assertThat(locks).isNotEmpty();
    try (ContentCache cache = ContentCache.open(directory, "v1")) {
      assertThat(cache.get("key1")).isPresent();
    }
  }

  @Test
  void survivesManyWritersAtOnce() throws Exception {
    List<Thread> writers = new ArrayList<>();
    for (int w = 0; w < 8; w++) {
      writers.add(Thread.ofPlatform().start(() -> fill("v1", 300)));
    }
    for (Thread writer : writers) {
      writer.join();
    }
    fill("v1", 300);

    try (ContentCache cache = ContentCache.open(directory, "v1")) {
      for (int i = 0; i < 300; i++) {
        assertThat(cache.get("key" + i)).isPresent();
      }
    }
  }

  @Test
  void liesWhereCachesLie() {
    assertThat(ContentCache.directory(Map.of("XDG_CACHE_HOME", "/x", "HOME", "/h")))
        .hasValue(Path.of("/x/sallyport"));
    assertThat(ContentCache.directory(Map.of("XDG_CACHE_HOME", "relative", "HOME", "/h")))
        .hasValue(Path.of("/h/.cache/sallyport"));
    assertThat(ContentCache.directory(Map.of())).isEmpty();
    assertThatThrownBy(() -> ContentCache.open(directory, "../up"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void fill(String generation, int count) {
    try (ContentCache cache = ContentCache.open(directory, generation)) {
      for (int i = 0; i < count; i++) {
        cache.put("key" + i, new byte[100]);
      }
    }
  }

  private String value(String generation, String key) {
    try (ContentCache cache = ContentCache.open(directory, generation)) {
      return new String(cache.get(key).orElseThrow(), StandardCharsets.UTF_8);
    }
  }

  private List<Path> packs() {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(f -> f.toString().matches(".*\\.(pack|old)")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
