package dev.sallyport.scan.fix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class DiffTest {

  @Test
  void equalTextsHaveNoDiff() {
    assertThat(Diff.unified("a", "x\n", "x\n")).isEmpty();
  }

  @Test
  void aHunkHasThreeLinesOfContext() {
    assertThat(
            Diff.unified("a/b.yml", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx\n6\n7\n8\n9\n"))
        .isEqualTo(
            """
            --- a/a/b.yml
            +++ b/a/b.yml
            @@ -2,7 +2,7 @@
             2
             3
             4
            -5
            +x
             6
             7
             8
            """);
  }

  @Test
  void aMissingLineBreakAtTheEndIsTold() {
    assertThat(Diff.unified("a", "x\ny", "x\ny\n"))
        .isEqualTo(
            """
            --- a/a
            +++ b/a
            @@ -1,2 +1,2 @@
             x
            -y
            \\ No newline at end of file
            +y
            """);
  }

  @Test
  void changesSixLinesApartShareAHunkAndSevenDoNot() {
    String six = "a\n1\n2\n3\n4\n5\n6\nb\n";
    String seven = "a\n1\n2\n3\n4\n5\n6\n7\nb\n";
    assertThat(Diff.unified("f", six, six.replace("a", "A").replace("b", "B")))
        .containsOnlyOnce("@@ -");
    assertThat(Diff.unified("f", seven, seven.replace("a", "A").replace("b", "B")))
        .contains("@@ -1,4 +1,4 @@\n", "@@ -6,4 +6,4 @@\n");
  }

  @Test
  void emptySidesCountFromZero() {
    assertThat(Diff.unified("f", "", "x\n")).endsWith("@@ -0,0 +1 @@\n+x\n");
    assertThat(Diff.unified("f", "x\n", "")).endsWith("@@ -1 +0,0 @@\n-x\n");
  }

  @Test
  void namesWithSpacesAndControlCharacters() {
    assertThat(Diff.unified("a b", "x", "y")).startsWith("--- a/a b\t\n+++ b/a b\t\n");
    assertThat(Diff.unified("a\n\"b", "x", "y")).startsWith("--- \"a/a\\012\\\"b\"\n");
  }

  @Test
  void manyDifferencesAreStillADiff() {
    StringBuilder before = new StringBuilder("same\n");
    StringBuilder after = new StringBuilder("same\n");
    for (int i = 0; i < 20_000; i++) {
      before.append("a").append(i).append('\n');
      after.append("b").append(i).append('\n');
    }
    assertThat(Diff.unified("f", before + "end\n", after + "end\n"))
        .contains("@@ -1,20002 +1,20002 @@\n same\n-a0\n");
  }

  static Stream<Arguments> pairs() {
    List<Arguments> pairs = new ArrayList<>();
    Random random = new Random(11);
    for (int i = 0; i < 12; i++) {
      String before = text(random);
      pairs.add(Arguments.of(before, changed(random, before)));
    }
    pairs.add(Arguments.of("a\r\nb\r\n", "a\r\nx\r\nb\r\n"));
    pairs.add(Arguments.of("\uFEFFa\nb", "\uFEFFa\nb\n"));
    pairs.add(Arguments.of("a", "a\nb"));
    return pairs.stream();
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(60); i >= 0; i--) {
      text.append("line ").append(random.nextInt(8)).append('\n');
    }
    return random.nextBoolean() ? text.append("end").toString() : text.toString();
  }

  private static String changed(Random random, String text) {
    StringBuilder out = new StringBuilder();
    for (String line : text.split("(?<=\n)")) {
      switch (random.nextInt(6)) {
        case 0 -> out.append("new ").append(line);
        case 1 -> out.append("line x\n").append(line);
        case 2 -> {}
        default -> out.append(line);
      }
    }
    return out.isEmpty() ? "x\n" : out.toString();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void gitAppliesIt(String before, String after, @TempDir Path directory) throws Exception {
    assumeTrue(exists("git"), "git is not here");
    apply(before, after, directory, "git", "apply", "change.diff");
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void patchAppliesIt(String before, String after, @TempDir Path directory) throws Exception {
    assumeTrue(exists("patch"), "patch is not here");
    apply(before, after, directory, "patch", "--binary", "-s", "-p1", "-i", "change.diff");
  }

  private static void apply(String before, String after, Path directory, String... command)
      throws IOException, InterruptedException {
    Path file = directory.resolve("a dir/f x.yml");
    Files.createDirectories(directory.resolve("a dir"));
    Files.writeString(file, before);
    Files.writeString(
        directory.resolve("change.diff"), Diff.unified("a dir/f x.yml", before, after));
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String output =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    assertThat(Files.readString(file)).isEqualTo(after);
  }

  private static boolean exists(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }
}
