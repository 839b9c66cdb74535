package dev.sallyport.scan.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.source.SourceText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReadingTest {
  private static final Limits SMALL = Limits.DEFAULT.withBytes(100);

  @TempDir Path root;

  @Test
  void readsManyFilesInTheOrderOfTheListing() throws IOException {
    List<Listing.Entry> entries = new ArrayList<>();
    for (int i = 100; i < 300; i++) {
      Path file = Files.writeString(root.resolve(i + ".yml"), "n: " + i);
      entries.add(new Listing.Entry(i + ".yml", file, false));
    }

    Sources sources = Reading.all(new Listing(root, entries, List.of(), List.of()), SMALL);

    assertThat(sources.problems()).isEmpty();
    assertThat(sources.texts())
        .hasSize(200)
        .isSortedAccordingTo((a, b) -> a.path().compareTo(b.path()));
    assertThat(sources.texts().getLast().text()).isEqualTo("n: 299");
  }

  @Test
  void namesBytesByTheirDigest() {
    Reading.Outcome outcome =
        new Reading(SMALL).text("a.yml", "abc".getBytes(StandardCharsets.UTF_8));

    // FIPS 180-2, appendix B.1
    assertThat(source(outcome).contentId())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void tellsOfEveryFileItCouldNotRead() throws IOException {
    Files.write(root.resolve("huge.yml"), new byte[101]);
    Files.write(root.resolve("nul.yml"), new byte[100]);
    Files.createDirectory(root.resolve("directory.yml"));
    Files.createSymbolicLink(root.resolve("link.yml"), Path.of("nul.yml"));
    List<Listing.Entry> entries = new ArrayList<>();
    for (String name : List.of("directory.yml", "gone.yml", "huge.yml", "link.yml", "nul.yml")) {
      entries.add(new Listing.Entry(name, root.resolve(name), false));
    }

    Sources sources = Reading.all(new Listing(root, entries, List.of(), List.of()), SMALL);

    assertThat(sources.texts()).isEmpty();
    assertThat(sources.problems())
        .extracting(Problem::message)
        .containsExactly(
            "Is a directory, which a scan does not open.",
            "Vanished while the scan ran.",
            "Has 101 bytes; files of up to 100 are read.",
            "Is a symbolic link, which a scan does not open.",
            "Holds a NUL character at offset 0: it is not text.");
  }

  @Test
  void readsNoMoreThanItsLimitOfAFileWhoseSizeIsALie() {
    // Files of procfs say that they are empty; so does, for a moment, one that grows.
    Path growing = Path.of("/proc/self/maps");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.isReadable(growing));

    assertThat(Bytes.read(growing, 100)).isInstanceOf(Bytes.Read.TooLarge.class);
    assertThat(Bytes.read(growing, 10 << 20))
        .isInstanceOfSatisfying(
            Bytes.Read.Whole.class, whole -> assertThat(whole.bytes()).hasSizeGreaterThan(100));
  }

  @Test
  void readsAStreamUnderAGivenName() {
    Reading reading = new Reading(SMALL);

    assertThat(source(reading.read("x.yml", new ByteArrayInputStream(new byte[] {'a'}))).path())
        .isEqualTo("x.yml");
    assertThat(reading.read("x.yml", new ByteArrayInputStream(new byte[101])))
        .isInstanceOf(Reading.Outcome.Unread.class);
  }

  private static SourceText source(Reading.Outcome outcome) {
    return ((Reading.Outcome.Text) outcome).source();
  }
}
