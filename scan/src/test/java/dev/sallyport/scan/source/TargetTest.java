package dev.sallyport.scan.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TargetTest {
  @TempDir Path temp;
  private Path root;

  @BeforeEach
  void root() throws IOException {
    root = temp.toRealPath().resolve("root");
    Git.write(root, ".github/workflows/a.yml", "");
    Git.write(root, ".github/workflows/b.yml", "");
    Git.write(root, "src/x/action.yml", "");
  }

  @Test
  void findsTheRepositoryAbove() {
    Git.write(root, ".git/HEAD", "ref: refs/heads/main\n");

    assertThat(locate("src/x")).containsExactly(target(root, root, "src/x"));
    assertThat(locate(".github/workflows/a.yml", "src"))
        .containsExactly(target(root, root, ".github/workflows/a.yml", "src"));
  }

  @Test
  void findsTheRootFromGithubWhereThereIsNoRepository() {
    assertThat(locate("")).containsExactly(target(root, null, ""));
    assertThat(locate(".github/workflows"))
        .containsExactly(target(root, null, ".github/workflows"));
    assertThat(locate("src/x/action.yml"))
        .containsExactly(target(root.resolve("src/x"), null, "action.yml"));
  }

  @Test
  void takesADirectoryWithGithubInsideForARoot() {
    Git.write(root, ".git/HEAD", "ref: refs/heads/main\n");
    Git.write(root, "samples/one/.github/workflows/a.yml", "");

    assertThat(locate("samples/one"))
        .containsExactly(target(root.resolve("samples/one"), root, ""));
  }

  @Test
  void doesNotTakeAnEmptyGitDirectoryForARepository() throws IOException {
    Files.createDirectories(root.resolve("src/.git"));

    assertThat(locate("src/x")).containsExactly(target(root.resolve("src/x"), null, ""));
  }

  @Test
  void followsADirectoryLinkThatTheUserNamesButNoFileLink() throws IOException {
    Files.createSymbolicLink(root.resolve("here"), Path.of("."));
    Files.createSymbolicLink(root.resolve("passwd.yml"), Path.of("/etc/passwd"));

    assertThat(locate("here")).containsExactly(target(root, null, ""));
    Target.Located refused = Target.locate(List.of(root.resolve("passwd.yml")));
    assertThat(refused.targets()).isEmpty();
    assertThat(refused.problems()).singleElement().matches(p -> p.message().contains("link"));
  }

  @Test
  void tellsOfWhatIsNotThere() {
    Target.Located nothing = Target.locate(List.of(root.resolve("nowhere")));

    assertThat(nothing.targets()).isEmpty();
    assertThat(nothing.problems())
        .singleElement()
        .matches(p -> p.message().equals("Does not exist."));
  }

  private List<Target> locate(String... paths) {
    return Target.locate(List.of(paths).stream().map(root::resolve).toList()).targets();
  }

  private static Target target(
      Path root, @org.jspecify.annotations.Nullable Path repository, String... scopes) {
    return new Target(root, repository, new java.util.TreeSet<>(List.of(scopes)));
  }

  @Test
  void itsNameTellsNothingOfTheMachine(@TempDir Path here) {
    Path root = here.resolve("work/tree");
    Target target = new Target(root, null, new TreeSet<>(List.of("")));
    assertThat(target.name(root)).isEqualTo(".");
    assertThat(target.name(root.resolve("docs"))).isEqualTo(".");
    assertThat(target.name(here)).isEqualTo("work/tree");
    assertThat(target.name(here.resolve("elsewhere"))).isEqualTo("tree");
    Path top = Objects.requireNonNull(here.getRoot());
    assertThat(new Target(top, null, new TreeSet<>(List.of(""))).name(top)).isEqualTo(".");
  }
}
