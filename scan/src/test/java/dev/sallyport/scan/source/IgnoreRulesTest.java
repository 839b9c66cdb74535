package dev.sallyport.scan.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.scan.source.Wildcard.Steps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
final class IgnoreRulesTest {

  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "a.yml, a.yml, true",
        "a.yml, x/a.yml, true",
        "/a.yml, x/a.yml, false",
        "x/a.yml, y/x/a.yml, false",
        "*.yml, x/a.yml, true",
        "x/*.yml, x/y/a.yml, false",
        "x/**/a.yml, x/a.yml, true",
        "x/**/a.yml, x/y/z/a.yml, true",
        "**/a.yml, a.yml, true",
        "x/**, x/a.yml, true",
        "x**/a, x1/2/a, true",
        "1x*/**y/a, 1x/zy/a, true",
        "[a-c].yml, b.yml, true",
        "[!a-c].yml, b.yml, false",
        "[[:digit:]].yml, 7.yml, true",
        "[[:nonsense:]].yml, 7.yml, false",
        "[a, [a, false",
        "\\*.yml, *.yml, true",
        "\\*.yml, a.yml, false",
        "a\\, a\\, false",
        "?.yml, é.yml, false",
        "??.yml, é.yml, true",
        "#a, #a, false",
        "\\#a, #a, true",
        "a/, a, false",
      })
  void matchesAsGitDoes(String pattern, String path, boolean expected) {
    assertThat(ignores(pattern, path)).isEqualTo(expected);
  }

  @Test
  void handlesSpacesLineEndsAndMarks() {
    assertThat(ignores("a.yml  ", "a.yml")).isTrue();
    assertThat(ignores("a.yml\\ ", "a.yml ")).isTrue();
    assertThat(ignores("\ufeffa.yml\r\nb.yml\r\n", "a.yml")).isTrue();
    assertThat(ignores("*.yml\n!a.yml\n", "a.yml")).isFalse();
    assertThat(ignores("!a.yml\n*.yml\n", "a.yml")).isTrue();
  }

  @Test
  void isNotSlowWhateverThePattern() {
    String stars = "*a".repeat(2_000) + "b";
    String text = "a".repeat(4_000);

    assertThat(ignores(stars, text)).isFalse();
    assertThat(ignores("**/".repeat(1_000) + "b", "a/".repeat(2_000) + "c")).isFalse();
  }

  @Test
  void ignoresNothingMoreOnceTheBudgetIsSpent() {
    IgnoreRules rules = IgnoreRules.NONE.and("", "*a*b*\n".getBytes(StandardCharsets.UTF_8));
    Steps steps = new Steps(20);

    assertThat(rules.ignores("xxaxxbxx", false, steps)).isFalse();
    assertThat(steps.spent()).isTrue();
  }

  /// Random patterns against random names, held against git itself.
  @Test
  void agreesWithGitOnTreesThatNobodyThoughtOf() throws IOException {
    Random random = new Random(20260102);
    for (int round = 0; round < 30; round++) {
      Path root = Files.createDirectory(temp.toRealPath().resolve("r" + round));
      Git git = Git.init(root);
      for (int i = 0; i < 40; i++) {
        file(root, name(random, 1 + random.nextInt(4)), "");
      }
      for (String at : List.of("", "a/", "b/a/")) {
        file(root, at + ".gitignore", patterns(random));
      }
      Git.write(root, ".git/info/exclude", patterns(random));

      String expected =
          git.run("-c", "core.quotePath=false", "ls-files", "-o", "--exclude-standard");

      assertThat(String.join("\n", listed(root)))
          .as("round %s: %s", round, Files.readString(root.resolve(".gitignore")))
          .isEqualTo(String.join("\n", expected.lines().sorted().toList()));
    }
  }

  private static List<String> listed(Path root) {
    Target target = Target.locate(List.of(root)).targets().getFirst();
    Listing listing =
        SourceWalk.list(
            target, _ -> true, Limits.DEFAULT, SourceWalk.Mode.WORKING_TREE, Progress.NONE);
    return listing.files().stream().map(Listing.Entry::path).toList();
  }

  private static void file(Path root, String path, String text) {
    try {
      Path file = root.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException _) {
      // A name that is a directory already, or lies below a file: one sample less.
    }
  }

  private static String name(Random random, int parts) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < parts; i++) {
      name.append(i == 0 ? "" : "/").append("abcé[".charAt(random.nextInt(5)));
      if (random.nextInt(3) == 0) {
        name.append("ab-.".charAt(random.nextInt(4))).append("abc".charAt(random.nextInt(3)));
      }
    }
    return name.toString();
  }

  private static String patterns(Random random) {
    List<String> atoms =
        List.of(
            "a",
            "b",
            "c",
            "*",
            "**",
            "/",
            "/",
            "?",
            "[ab]",
            "[!a]",
            "[^b-c]",
            "\\",
            "-",
            ".",
            "é",
            "[[:alpha:]]",
            "[",
            "]",
            "[]-]",
            "**/",
            "/**",
            "[\\]a]",
            "a*");
    StringBuilder text = new StringBuilder();
    for (int line = random.nextInt(5); line > 0; line--) {
      text.append(random.nextInt(4) == 0 ? "!" : "");
      for (int atom = 1 + random.nextInt(5); atom > 0; atom--) {
        text.append(atoms.get(random.nextInt(atoms.size())));
      }
      text.append(random.nextInt(5) == 0 ? " \n" : "\n");
    }
    return text.toString();
  }

  private static boolean ignores(String patterns, String path) {
    return IgnoreRules.NONE
        .and("", patterns.getBytes(StandardCharsets.UTF_8))
        .ignores(IgnoreRules.bytes(path), false, new Steps(Long.MAX_VALUE));
  }
}
