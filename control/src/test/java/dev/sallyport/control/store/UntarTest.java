package dev.sallyport.control.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UntarTest {

  @TempDir Path folder;

  @Test
  void unpacksFilesFoldersAndLinks() throws IOException {
    unpack(
        entry("bin/", '5', "", ""),
        entry("bin/tool", '0', "", "#!tool"),
        entry("lib/deep/a.so.1", '0', "", "x".repeat(1000)),
        entry("lib/deep/a.so", '2', "a.so.1", ""));

    assertThat(folder.resolve("bin/tool")).hasContent("#!tool").isExecutable();
    assertThat(folder.resolve("lib/deep/a.so")).hasContent("x".repeat(1000)).isSymbolicLink();
  }

  @Test
  void nothingIsWrittenOutside() {
    Path root = folder.resolve("root");
    for (byte[] hostile :
        new byte[][] {
          entry("../outside", '0', "", "x"),
          entry("/tmp/outside", '0', "", "x"),
          entry("a/../../outside", '0', "", "x"),
          entry("link", '2', "../outside", ""),
          entry("link", '2', "/etc/passwd", ""),
        }) {
      assertThatThrownBy(() -> new Untar(archive(hostile), Files.createDirectories(root)).run())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("outside of its folder");
    }
    assertThat(folder.resolve("outside")).doesNotExist();
  }

  @Test
  void archiveThatEndsEarlyIsRefused() {
    byte[] whole = concat(entry("file", '0', "", "x".repeat(700)));
    for (int length : new int[] {0, 100, 512, 600, whole.length - 1}) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> new Untar(new ByteArrayInputStream(cut), folder).run())
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void devicesAreRefused() {
    assertThatThrownBy(() -> unpack(entry("null", '3', "", "")))
        .hasMessageContaining("unknown kind");
  }

  @FuzzTest
  void fuzz(FuzzedDataProvider data) throws IOException {
    Path root = Files.createTempDirectory("untar");
    try {
      new Untar(new ByteArrayInputStream(data.consumeRemainingAsBytes()), root.resolve("in")).run();
    } catch (IOException _) {
      // Refused.
    } finally {
      try (var children = Files.list(root)) {
        assertThat(children.filter(child -> !child.endsWith("in"))).isEmpty();
      }
      Folders.deleteTree(root);
    }
  }

  private void unpack(byte[]... entries) throws IOException {
    new Untar(archive(entries), folder).run();
  }

  private static ByteArrayInputStream archive(byte[]... entries) {
    return new ByteArrayInputStream(concat(concat(entries), new byte[1024]));
  }

  private static byte[] entry(String name, char type, String link, String content) {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 100, "0000755");
    put(header, 124, "%011o".formatted(content.length()));
    header[156] = (byte) type;
    put(header, 157, link);
    byte[] padded = Arrays.copyOf(content.getBytes(US_ASCII), (content.length() + 511) / 512 * 512);
    return concat(header, padded);
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  private static byte[] concat(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
