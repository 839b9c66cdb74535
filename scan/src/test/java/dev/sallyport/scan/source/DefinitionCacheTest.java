package dev.sallyport.scan.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DefinitionCacheTest {
  private static final String COMMIT = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c";
  private static final List<String> ACTION = List.of("action.yml", "action.yaml");

  @TempDir Path temp;
  private final Host host = new Host();

  @Test
  void aCommitIsFetchedOnceAndThenKnownWithoutAFetcher() {
    host.files.put("acme/setup@" + COMMIT + ":action.yaml", "name: setup\n");

    assertThat(text(online().find("acme/setup", COMMIT, ACTION))).isEqualTo("name: setup\n");
    int asked = host.asked.size();
    assertThat(text(online().find("Acme/Setup", COMMIT.toUpperCase(java.util.Locale.ROOT), ACTION)))
        .isEqualTo("name: setup\n");
    assertThat(offline().find("acme/setup", COMMIT, ACTION))
        .hasValueSatisfying(
            d -> {
              assertThat(d.path()).isEqualTo("action.yaml");
              assertThat(d.commit()).isEqualTo(COMMIT);
            });
    assertThat(host.asked).hasSize(asked);
  }

  @Test
  void anotherPathCommitOrRepositoryIsAnotherEntry() {
    host.files.put("acme/setup@" + COMMIT + ":action.yml", "name: setup\n");
    online().find("acme/setup", COMMIT, ACTION);

    assertThat(offline().find("acme/setup", COMMIT, List.of("sub/action.yml"))).isEmpty();
    assertThat(offline().find("acme/other", COMMIT, ACTION)).isEmpty();
    assertThat(offline().find("acme/setup", "1".repeat(40), ACTION)).isEmpty();
  }

  @Test
  void aTagStandsForNothingWithoutAFetcher() {
    host.files.put("acme/setup@" + COMMIT + ":action.yml", "name: setup\n");
    host.tags.put("v1", COMMIT);

    assertThat(online().find("acme/setup", "v1", ACTION)).isPresent();
    assertThat(offline().find("acme/setup", "v1", ACTION)).isEmpty();
    assertThat(offline().find("acme/setup", COMMIT, ACTION)).isPresent();
  }

  @Test
  void whatIsMissingIsAskedForAgain() {
    assertThat(online().find("acme/setup", COMMIT, ACTION)).isEmpty();
    host.files.put("acme/setup@" + COMMIT + ":action.yml", "name: setup\n");
    assertThat(online().find("acme/setup", COMMIT, ACTION)).isPresent();
  }

  @Test
  void anEntryThatWasChangedOrCutIsNotBelieved() throws IOException {
    host.files.put("acme/setup@" + COMMIT + ":action.yml", "name: setup\n");
    online().find("acme/setup", COMMIT, ACTION);
    Path entry = entries().getFirst();
    byte[] whole = Files.readAllBytes(entry);

    for (int length : new int[] {0, 10, whole.length - 1}) {
      Files.write(entry, java.util.Arrays.copyOf(whole, length));
      assertThat(offline().find("acme/setup", COMMIT, ACTION)).as("%d bytes", length).isEmpty();
    }
    byte[] changed = whole.clone();
    changed[whole.length - 2] ^= 1;
    Files.write(entry, changed);
    assertThat(offline().find("acme/setup", COMMIT, ACTION)).isEmpty();
    Files.write(entry, whole);
    assertThat(offline().find("acme/setup", COMMIT, ACTION)).isPresent();
  }

  @Test
  void tooLargeAFileIsNoDefinition() throws IOException {
    host.files.put("acme/setup@" + COMMIT + ":action.yml", "#".repeat(DefinitionCache.LARGEST + 1));
    assertThat(online().find("acme/setup", COMMIT, ACTION)).isEmpty();
    assertThat(entries()).isEmpty();
  }

  @Test
  void keepsNoMoreThanItMay() throws IOException {
    DefinitionCache small =
        DefinitionCache.of(Optional.of(temp.resolve("kept")), Optional.of(host), 10);
    for (int i = 0; i < 40; i++) {
      String repository = "acme/a" + i;
      host.files.put(repository + "@" + COMMIT + ":action.yml", "name: " + i + "\n");
      assertThat(small.find(repository, COMMIT, ACTION)).isPresent();
    }
    assertThat(entries()).hasSizeBetween(5, 10);
  }

  @Test
  void aDirectoryThatOthersCanWriteToIsNotUsed() throws IOException {
    Path open = Files.createDirectory(temp.resolve("kept"));
    Files.setPosixFilePermissions(
        open, java.nio.file.attribute.PosixFilePermissions.fromString("rwxrwxrwx"));
    host.files.put("acme/setup@" + COMMIT + ":action.yml", "name: setup\n");

    assertThat(online().find("acme/setup", COMMIT, ACTION)).isPresent();
    assertThat(offline().find("acme/setup", COMMIT, ACTION)).isEmpty();
  }

  private DefinitionCache online() {
    return DefinitionCache.of(Optional.of(temp.resolve("kept")), Optional.of(host));
  }

  private DefinitionCache offline() {
    return DefinitionCache.of(Optional.of(temp.resolve("kept")), Optional.empty());
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> files = Files.list(temp.resolve("kept"))) {
      return files.toList();
    }
  }

  private static String text(Optional<Definitions.Definition> found) {
    return new String(found.orElseThrow().content(), StandardCharsets.UTF_8);
  }

  private static final class Host implements Fetcher {
    final Map<String, String> files = new TreeMap<>();
    final TreeMap<String, String> tags = new TreeMap<>();
    final List<String> asked = new ArrayList<>();

    @Override
    public Optional<Refs> refs(String repository) {
      return Optional.of(new Refs(new TreeMap<>(), tags));
    }

    @Override
    public Containment contains(String repository, String commit) {
      return Containment.UNKNOWN;
    }

    @Override
    public Optional<byte[]> file(String repository, String ref, String path) {
      String name = repository + "@" + ref + ":" + path;
      asked.add(name);
      return Optional.ofNullable(files.get(name)).map(t -> t.getBytes(StandardCharsets.UTF_8));
    }
  }
}
