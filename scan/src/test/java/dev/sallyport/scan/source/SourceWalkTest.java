package dev.sallyport.scan.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class SourceWalkTest {
  private static final Wanted YAML = path -> path.endsWith(".yml");

  private static final Wanted DEFINITIONS =
      new Wanted() {
        @Override
        public boolean wants(String path) {
          return path.endsWith(".yml");
        }

        @Override
        public boolean despiteIgnoreFiles(String path) {
          return path.startsWith(".github/workflows/") || path.endsWith("/action.yml");
        }
      };

  @TempDir Path temp;
  private Path root;

  @BeforeEach
  void root() throws IOException {
    root = Files.createDirectory(temp.toRealPath().resolve("root"));
  }

  @Test
  void listsWantedFilesSortedByPath() {
    write("b/z.yml", "b/a.yml", "a.yml", "b.yml", "b/readme.md", "é/ü.yml");

    assertThat(paths(walk(YAML)))
        .containsExactly("a.yml", "b.yml", "b/a.yml", "b/z.yml", "é/ü.yml");
  }

  @Test
  void entersOnlyDirectoriesThatMayContainSomething() {
    write(".github/workflows/a.yml", "src/deep/b.yml");
    List<String> asked = new ArrayList<>();
    Wanted workflows =
        new Wanted() {
          @Override
          public boolean wants(String path) {
            asked.add(path);
            return path.startsWith(".github/workflows/");
          }

          @Override
          public boolean mayContain(String directory) {
            return ".github/workflows".startsWith(directory);
          }
        };

    assertThat(paths(walk(workflows))).containsExactly(".github/workflows/a.yml");
    assertThat(asked).contains("src").doesNotContain("src/deep");
  }

  @Test
  void neverEntersGit() {
    write(".git/x.yml", "sub/.git/x.yml", "sub/.GIT/y.yml", "a.yml");

    assertThat(paths(walk(YAML))).containsExactly("a.yml");
  }

  @Test
  void tellsOfLinksAndDoesNotFollowThem() throws IOException {
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Files.writeString(outside.resolve("secret.yml"), "secret: 1");
    write("real/a.yml");
    Files.createSymbolicLink(root.resolve("file.yml"), outside.resolve("secret.yml"));
    Files.createSymbolicLink(root.resolve("dangling.yml"), Path.of("nowhere"));
    Files.createSymbolicLink(root.resolve("directory"), outside);
    Files.createSymbolicLink(root.resolve("inside"), Path.of("real"));
    Files.createSymbolicLink(root.resolve("real/loop"), Path.of(".."));
    Files.createSymbolicLink(root.resolve("readme"), outside.resolve("secret.yml"));

    Listing listing = walk(YAML);

    assertThat(paths(listing)).containsExactly("real/a.yml");
    assertThat(listing.problems())
        .extracting(Problem::path)
        .containsExactly("dangling.yml", "directory", "file.yml");
    assertThat(listing.problems()).allMatch(p -> p.message().contains("symbolic link"));
  }

  @Test
  void doesNotOpenFifosOrDevices() throws Exception {
    Assumptions.assumeTrue(
        new ProcessBuilder("mkfifo", root.resolve("pipe.yml").toString()).start().waitFor() == 0);
    write("a.yml");

    Listing listing = walk(YAML);

    assertThat(paths(listing)).containsExactly("a.yml");
    assertThat(listing.problems()).extracting(Problem::path).containsExactly("pipe.yml");
    assertThat(Bytes.read(root.resolve("pipe.yml"), 10)).isInstanceOf(Bytes.Read.Refused.class);
    assertThat(Bytes.read(Path.of("/dev/zero"), 10)).isInstanceOf(Bytes.Read.Refused.class);
  }

  @Test
  void tellsOfDirectoriesThatItMayNotEnter() throws IOException {
    write("closed/a.yml", "open/b.yml");
    Path closed = root.resolve("closed");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    Assumptions.assumeFalse(Files.isReadable(closed), "root may enter everything");
    try {
      Listing listing = walk(YAML);

      assertThat(paths(listing)).containsExactly("open/b.yml");
      assertThat(listing.problems()).extracting(Problem::path).containsExactly("closed");
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void leavesOutWhatGitIgnoresUnlessItIsTracked() {
    Git git = Git.init(root);
    write(".github/workflows/forced.yml", "build/x.yml", "build/forced.yml", "kept.yml");
    Git.write(root, ".gitignore", "build/\n.github/\n");
    git.run("add", "-f", ".github/workflows/forced.yml", "build/forced.yml");

    Listing listing = walk(YAML);

    assertThat(paths(listing))
        .containsExactly(".github/workflows/forced.yml", "build/forced.yml", "kept.yml");
    assertThat(listing.problems()).isEmpty();
    assertThat(listing.ignored()).isEmpty();
  }

  @Test
  void listsTheIndexAloneWhenAsked() throws IOException {
    Git git = Git.init(root);
    write("a.yml", "b/c.yml", "gone.yml");
    git.run("add", "-A");
    write("untracked.yml");
    Files.delete(root.resolve("gone.yml"));

    Listing listing = walk(YAML, SourceWalk.Mode.TRACKED, Limits.DEFAULT);

    assertThat(paths(listing)).containsExactly("a.yml", "b/c.yml");
    assertThat(listing.problems()).isEmpty();
  }

  @Test
  void doesNotFollowADirectoryThatBecameALinkSinceItWasTracked() throws IOException {
    Git git = Git.init(root);
    write("a/x.yml");
    git.run("add", "-A");
    Files.move(root.resolve("a"), temp.resolve("moved"));
    Files.createSymbolicLink(root.resolve("a"), temp.resolve("moved"));

    assertThat(paths(walk(YAML, SourceWalk.Mode.TRACKED, Limits.DEFAULT))).isEmpty();
  }

  @Test
  void refusesIndexPathsThatLeadOut() throws IOException {
    Git.init(root);
    Git.write(temp, "victim.yml", "secret: 1");
    Files.write(
        root.resolve(".git/index"),
        IndexBytes.of("../victim.yml", "/etc/x.yml", ".git/x.yml", "a/./b.yml", "c//d.yml"));

    Listing listing = walk(YAML, SourceWalk.Mode.TRACKED, Limits.DEFAULT);

    assertThat(listing.files()).isEmpty();
    assertThat(listing.problems()).hasSize(5).allMatch(p -> p.message().contains("refuses"));
  }

  @Test
  void tellsOfAnIndexThatCannotBeUsed() throws IOException {
    Git.init(root);
    write("a.yml", "b.yml");
    Git.write(root, ".gitignore", "b.yml");
    Files.writeString(root.resolve(".git/index"), "DIRCnonsense, and quite a lot of it");

    Listing listing = walk(YAML);

    assertThat(paths(listing)).containsExactly("a.yml");
    assertThat(listing.problems()).extracting(Problem::path).containsExactly(".git/index");
  }

  @Test
  void ignoreFilesHideNoDefinitionWhereNoIndexCanTellBetter() {
    write(".github/workflows/a.yml", "build/deep/action.yml", "build/b.yml", "b.yml", "c.yml");
    Git.write(root, ".gitignore", ".github\nbuild/\nb.yml\n");

    Listing listing = walk(DEFINITIONS);

    assertThat(paths(listing))
        .containsExactly(".github/workflows/a.yml", "build/deep/action.yml", "c.yml");
    assertThat(listing.ignored())
        .containsExactly(".github/workflows/a.yml", "build/deep/action.yml");
  }

  @Test
  void aRepositoryWithoutAnIndexTellsNothingEither() {
    Git.init(root);
    write(".github/workflows/a.yml");
    Git.write(root, ".gitignore", "*\n");

    assertThat(paths(walk(DEFINITIONS))).containsExactly(".github/workflows/a.yml");
    assertThat(SourceWalk.hasIndex(Target.locate(List.of(root)).targets().getFirst())).isFalse();
  }

  @Test
  void anIndexTellsThatAnIgnoredDefinitionIsNotCommitted() {
    Git git = Git.init(root);
    write(".github/workflows/a.yml", ".github/workflows/local.yml");
    Git.write(root, ".gitignore", ".github/\n");
    git.run("add", "-f", ".github/workflows/a.yml");

    Listing listing = walk(DEFINITIONS);

    assertThat(paths(listing)).containsExactly(".github/workflows/a.yml");
    assertThat(listing.ignored()).isEmpty();
  }

  @Test
  void endsAtItsLimitsAndSaysSo() {
    write("a.yml", "b.yml", "c.yml", "d/e/f/g.yml");

    Listing few = walk(YAML, SourceWalk.Mode.WORKING_TREE, Limits.DEFAULT.withFiles(2));
    assertThat(paths(few)).containsExactly("a.yml", "b.yml");
    assertThat(few.problems()).singleElement().matches(p -> p.message().contains("more than 2"));

    Listing flat = walk(YAML, SourceWalk.Mode.WORKING_TREE, Limits.DEFAULT.withDepth(2));
    assertThat(paths(flat)).containsExactly("a.yml", "b.yml", "c.yml");
    assertThat(flat.problems()).extracting(Problem::path).containsExactly("d/e/f");

    Listing short_ = walk(YAML, SourceWalk.Mode.WORKING_TREE, Limits.DEFAULT.withEntries(3));
    assertThat(short_.problems()).anyMatch(p -> p.message().contains("more than 3 entries"));
  }

  @Test
  void survivesATreeThatIsDeeperThanAnyPath() throws Exception {
    // Longer than PATH_MAX: can only be made step by step.
    String deep =
        "import os\nos.chdir('"
            + root
            + "')\n"
            + "for _ in range(3000):\n os.mkdir('deep'); os.chdir('deep')\n";
    Assumptions.assumeTrue(new ProcessBuilder("python3", "-c", deep).start().waitFor() == 0);
    try {
      Listing listing = walk(YAML, SourceWalk.Mode.WORKING_TREE, Limits.DEFAULT.withDepth(100_000));

      assertThat(listing.files()).isEmpty();
      assertThat(listing.problems()).hasSize(1);
    } finally {
      new ProcessBuilder("rm", "-rf", root.toString()).start().waitFor();
    }
  }

  @Test
  void takesAScopeWithTheIgnoreRulesAboveIt() {
    Git.init(root);
    write("a/b/x.yml", "a/b/y.yml", "a/b/z.yml", "a/other.yml");
    Git.write(root, ".gitignore", "/a/b/x.yml\n");
    Git.write(root, "a/.gitignore", "y.yml\n");

    Target target = only(root.resolve("a/b"));

    assertThat(target.root()).isEqualTo(root);
    assertThat(target.scopes()).containsExactly("a/b");
    assertThat(paths(list(target))).containsExactly("a/b/z.yml");
  }

  @Test
  void takesANamedFileWhateverItIs() {
    write("a/notes.txt", "a/b.yml");
    Git.write(root, ".gitignore", "*.txt\n");

    Listing listing = list(only(root.resolve("a/notes.txt")));

    assertThat(listing.files()).singleElement().matches(Listing.Entry::named);
    assertThat(paths(listing)).containsExactly("notes.txt");
  }

  @Test
  void reportsItsProgress() {
    write("a.yml", "b/c.yml");
    List<String> seen = new ArrayList<>();

    SourceWalk.list(
        only(root), YAML, Limits.DEFAULT, SourceWalk.Mode.WORKING_TREE, (_, _, d) -> seen.add(d));

    assertThat(seen).contains("");
  }

  private void write(String... paths) {
    for (String path : paths) {
      Git.write(root, path, "name: sample\n");
    }
  }

  private static Target only(Path named) {
    return Target.locate(List.of(named)).targets().getFirst();
  }

  private Listing walk(Wanted wanted) {
    return SourceWalk.list(
        only(root), wanted, Limits.DEFAULT, SourceWalk.Mode.WORKING_TREE, Progress.NONE);
  }

  private static Listing list(Target target) {
    return SourceWalk.list(
        target, YAML, Limits.DEFAULT, SourceWalk.Mode.WORKING_TREE, Progress.NONE);
  }

  private Listing walk(Wanted wanted, SourceWalk.Mode mode, Limits limits) {
    return SourceWalk.list(only(root), wanted, limits, mode, Progress.NONE);
  }

  private static List<String> paths(Listing listing) {
    return listing.files().stream().map(Listing.Entry::path).toList();
  }
}
