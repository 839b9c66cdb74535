package dev.sallyport.scan.fix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.fix.FixWriter.Written;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FixWriterTest {
  @TempDir Path root;

  private static ChangedFile change(String path, String before, String after) {
    return new ChangedFile(new SourceText(path, before, ""), after);
  }

  private String only(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().toString();
    }
  }

  @Test
  void writesAndLeavesNothingElseBehind() throws IOException {
    Files.createDirectories(root.resolve("a"));
    Files.writeString(root.resolve("a/f"), "x\r\n");
    assertThat(new FixWriter(root).write(change("a/f", "x\r\n", "y\r\n")))
        .isEqualTo(new Written.Done("a/f"));
    assertThat(Files.readString(root.resolve("a/f"))).isEqualTo("y\r\n");
    assertThat(only(root.resolve("a"))).isEqualTo("[f]");
  }

  @Test
  void keepsPermissions() throws IOException {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    Path file = Files.writeString(root.resolve("f"), "x");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));
    new FixWriter(root).write(change("f", "x", "y"));
    assertThat(Files.readString(file)).isEqualTo("y");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rwxr-x--x");
  }

  @Test
  void keepsAByteOrderMark() throws Exception {
    Path file = Files.writeString(root.resolve("f"), "\uFEFFx: 1\n");
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    ChangedFile change =
        new ChangedFile(new SourceText("f", "x: 1\n", HexFormat.of().formatHex(digest)), "x: 2\n");
    assertThat(change.diff()).contains("-\uFEFFx: 1\n+\uFEFFx: 2\n");
    new FixWriter(root).write(change);
    assertThat(Files.readString(file)).isEqualTo("\uFEFFx: 2\n");
  }

  @Test
  void aFileThatChangedMeanwhileIsLeftAlone() throws IOException {
    Path file = Files.writeString(root.resolve("f"), "z");
    assertThat(new FixWriter(root).write(change("f", "x", "y")))
        .isInstanceOf(Written.Refused.class);
    assertThat(Files.readString(file)).isEqualTo("z");
  }

  @Test
  void bytesThatAreNotUtf8AreNotLost() throws IOException {
    byte[] bytes = {'a', (byte) 0xff, '\n'};
    Path file = Files.write(root.resolve("f"), bytes);
    String read = new String(bytes, StandardCharsets.UTF_8);
    assertThat(new FixWriter(root).write(change("f", read, "y")))
        .isInstanceOf(Written.Refused.class);
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }

  @Test
  void neverThroughASymbolicLink(@TempDir Path outside) throws IOException {
    Path target = Files.writeString(outside.resolve("f"), "x");
    Files.createSymbolicLink(root.resolve("f"), target);
    Files.createSymbolicLink(root.resolve("d"), outside);
    FixWriter writer = new FixWriter(root);
    assertThat(writer.write(change("f", "x", "y"))).isInstanceOf(Written.Refused.class);
    assertThat(writer.write(change("d/f", "x", "y"))).isInstanceOf(Written.Refused.class);
    assertThat(Files.readString(target)).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../f", "a/../f", "/f", "", "./f", "missing", "dir", "a\0b"})
  void oddPathsAreRefused(String path) throws IOException {
    Files.writeString(root.resolve("f"), "x");
    Files.createDirectories(root.resolve("dir"));
    assertThat(new FixWriter(root.resolve("dir")).write(change(path, "x", "y")))
        .isInstanceOf(Written.Refused.class);
    assertThat(Files.readString(root.resolve("f"))).isEqualTo("x");
  }
}
