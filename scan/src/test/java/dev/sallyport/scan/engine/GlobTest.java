package dev.sallyport.scan.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GlobTest {

  @ParameterizedTest
  @CsvSource({
    "**, a, true",
    "**, .github/workflows/ci.yml, true",
    ".github/workflows/ci.yml, .github/workflows/ci.yml, true",
    // A base name alone never matches in a directory: another team's ci.yml is not meant.
    "ci.yml, .github/workflows/ci.yml, false",
    "**/ci.yml, .github/workflows/ci.yml, true",
    "**/ci.yml, ci.yml, true",
    "**/ci.yml, xci.yml, false",
    ".github/*.yml, .github/workflows/ci.yml, false",
    ".github/**, .github/workflows/ci.yml, true",
    ".github/**, .github, false",
    ".github/**, .githubx/a, false",
    ".github/**/*.yml, .github/a.yml, true",
    ".github/**/*.yml, .github/a/b/c.yml, true",
    ".github/**/*.yml, .github/a/b/c.yaml, false",
    "a/**/b/**/c, a/b/c, true",
    "a/**/b/**/c, a/x/b/y/z/c, true",
    "a/**/b/**/c, a/x/y/z/c, false",
    "*.yml, .yml, true",
    "?.yml, a.yml, true",
    "?.yml, .yml, false",
    "a?b, a/b, false",
    "a*b, a/b, false",
    "release-*.yml, release-1.2.yml, true",
    "A.yml, a.yml, false",
    "a+(b).yml, a+(b).yml, true",
    "a.yml, aXyml, false",
  })
  void matchesWholePaths(String pattern, String path, boolean matches) {
    assertThat(Glob.of(pattern).matches(path)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | for every path",
        "/a | leave the leading",
        "./a | leave the leading",
        "a/ | write 'a/**'",
        "!a | opposite list",
        "a\\b | written with '/'",
        "[ab] | use '?'",
        "{a,b} | use '?'",
        "a//b | never occurs",
        "../a | never occur",
        "a/./b | never occur",
        "a**/b | stand alone",
        "***/b | stand alone",
      })
  void refusesWhatItWouldMisread(String pattern, String remedy) {
    assertThat(Glob.parse(pattern))
        .isInstanceOfSatisfying(
            Glob.Result.Bad.class, bad -> assertThat(bad.problem()).contains(remedy));
  }

  @Test
  void refusesLongPatterns() {
    assertThat(Glob.parse("a".repeat(Glob.LONGEST))).isInstanceOf(Glob.Result.Ok.class);
    assertThat(Glob.parse("a".repeat(Glob.LONGEST + 1))).isInstanceOf(Glob.Result.Bad.class);
  }

  @Test
  void takesTimeInProportion() {
    Glob stars = Glob.of("*a".repeat(255) + "b");
    Glob deep = Glob.of("**/a/".repeat(100) + "b");
    String name = "a".repeat(100_000);
    String path = "a/".repeat(50_000);
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          assertThat(stars.matches(name)).isFalse();
          assertThat(deep.matches(path)).isFalse();
        });
  }

  /// Against a plain recursive definition, over every small pattern and every small path.
  @Test
  void agreesWithTheDefinition() {
    List<String> paths = words("ab/", 5).stream().filter(GlobTest::isPath).toList();
    int compared = 0;
    for (String pattern : words("a/*?", 6)) {
      if (!(Glob.parse(pattern) instanceof Glob.Result.Ok(Glob glob))) {
        continue;
      }
      List<String> segments = List.of(pattern.split("/", -1));
      for (String path : paths) {
        compared++;
        assertThat(glob.matches(path))
            .as("%s on %s", pattern, path)
            .isEqualTo(deep(segments, List.of(path.split("/", -1))));
      }
    }
    assertThat(compared).isGreaterThan(50_000);
  }

  private static boolean isPath(String path) {
    return !path.isEmpty() && !path.startsWith("/") && !path.endsWith("/") && !path.contains("//");
  }

  private static List<String> words(String alphabet, int longest) {
    List<String> words = new ArrayList<>(List.of(""));
    for (int from = 0, length = 0; length < longest; length++) {
      int to = words.size();
      for (; from < to; from++) {
        for (int i = 0; i < alphabet.length(); i++) {
          words.add(words.get(from) + alphabet.charAt(i));
        }
      }
    }
    return words;
  }

  private static boolean deep(List<String> pattern, List<String> path) {
    if (pattern.isEmpty()) {
      return path.isEmpty();
    }
    List<String> rest = pattern.subList(1, pattern.size());
    if (pattern.getFirst().equals("**")) {
      if (rest.isEmpty()) {
        return !path.isEmpty();
      }
      return deep(rest, path) || (!path.isEmpty() && deep(pattern, path.subList(1, path.size())));
    }
    return !path.isEmpty()
        && flat(pattern.getFirst(), path.getFirst())
        && deep(rest, path.subList(1, path.size()));
  }

  private static boolean flat(String pattern, String name) {
    if (pattern.isEmpty()) {
      return name.isEmpty();
    }
    char c = pattern.charAt(0);
    if (c == '*') {
      return flat(pattern.substring(1), name)
          || (!name.isEmpty() && flat(pattern, name.substring(1)));
    }
    return !name.isEmpty()
        && (c == '?' || c == name.charAt(0))
        && flat(pattern.substring(1), name.substring(1));
  }
}
