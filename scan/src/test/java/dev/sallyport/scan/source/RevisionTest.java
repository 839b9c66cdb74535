package dev.sallyport.scan.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.source.Revision.Base;
import dev.sallyport.scan.source.Revision.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.jgit.util.FS;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class RevisionTest {
  private static final Wanted YAML = path -> path.endsWith(".yml");

  @TempDir Path temp;
  private Path root;
  private Git git;

  @BeforeEach
  void repository() throws IOException {
    root = Files.createDirectory(temp.toRealPath().resolve("root"));
    git = Git.init(root);
  }

  @Test
  void readsTheFilesOfACommitHoweverItIsNamed() {
    String first = git.commit("a.yml", "n: 1\n");
    git.run("tag", "-a", "v1", "-m", "one");
    git.commit("a.yml", "n: 2\n");
    git.run("gc", "-q");

    for (String name :
        List.of(first, first.substring(0, 8), "v1", "refs/tags/v1", "HEAD~1", "main~")) {
      assertThat(read(name, Base.EXACT))
          .as(name)
          .isInstanceOfSatisfying(
              Outcome.Read.class,
              read -> {
                assertThat(read.commit()).isEqualTo(first);
                assertThat(read.sources().texts())
                    .singleElement()
                    .matches(text -> text.text().equals("n: 1\n"));
              });
    }
  }

  @Test
  void givesTheSameContentIdsAsTheWorkingTree() {
    git.commit("a.yml", "n: 1\n");
    git.commit("b/c.yml", "n: 2\n");
    git.commit("b.yml", "n: 3\n");
    git.commit("b/ignored.txt", "n: 4\n");

    Listing listing =
        SourceWalk.list(
            target(root), YAML, Limits.DEFAULT, SourceWalk.Mode.WORKING_TREE, Progress.NONE);
    List<SourceText> now = Reading.all(listing, Limits.DEFAULT).texts();

    assertThat(texts(read("HEAD", Base.EXACT)))
        .extracting(SourceText::path, SourceText::contentId)
        .containsExactlyElementsOf(
            now.stream()
                .map(t -> org.assertj.core.groups.Tuple.tuple(t.path(), t.contentId()))
                .toList());
  }

  @Test
  void findsWhereABranchWasLeft() {
    String fork = git.commit("a.yml", "n: 1\n");
    git.run("checkout", "-q", "-b", "work");
    git.commit("b.yml", "n: 2\n");
    git.run("checkout", "-q", "main");
    git.commit("c.yml", "n: 3\n");
    git.run("checkout", "-q", "work");

    assertThat(read("main", Base.MERGE_BASE))
        .isInstanceOfSatisfying(
            Outcome.Read.class, read -> assertThat(read.commit()).isEqualTo(fork));
  }

  @Test
  void saysWhatIsMissing() {
    assertThat(why(read("HEAD", Base.EXACT))).isEqualTo("There is no commit HEAD here.");
    git.commit("a.yml", "n: 1\n");
    for (String name : List.of("nowhere", "deadbeef", "HEAD~7", "HEAD~x", "", "../../etc/passwd")) {
      assertThat(why(read(name, Base.EXACT))).isEqualTo("There is no commit " + name + " here.");
    }
    git.run("checkout", "-q", "--orphan", "other");
    git.commit("b.yml", "n: 1\n");
    assertThat(why(read("main", Base.MERGE_BASE))).contains("no commit in common");
  }

  @Test
  void saysHowToDeepenAShallowClone() {
    git.commit("a.yml", "n: 1\n");
    git.commit("a.yml", "n: 2\n");
    Path shallow = temp.resolve("shallow");
    git.run("clone", "-q", "--depth=1", "file://" + root, shallow.toString());

    assertThat(why(Revision.read(target(shallow), "HEAD~1", Base.EXACT, YAML, Limits.DEFAULT)))
        .contains("fetch-depth: 0");
  }

  @Test
  void readsABareRepository() {
    git.commit("a.yml", "n: 1\n");
    Path bare = temp.resolve("bare");
    git.run("clone", "-q", "--bare", root.toString(), bare.toString());

    assertThat(texts(Revision.read(target(bare), "main", Base.EXACT, YAML, Limits.DEFAULT)))
        .hasSize(1);
  }

  @Test
  void readsALinkedWorkingTree() {
    git.commit("a.yml", "n: 1\n");
    Path linked = temp.resolve("linked");
    git.run("worktree", "add", "-q", "-b", "side", linked.toString());

    assertThat(texts(Revision.read(target(linked), "side", Base.EXACT, YAML, Limits.DEFAULT)))
        .hasSize(1);
  }

  @Test
  void readsOnlyWhatLiesInScope() {
    git.commit("a/x.yml", "n: 1\n");
    git.commit("b/y.yml", "n: 1\n");

    assertThat(
            texts(
                Revision.read(target(root.resolve("a")), "HEAD", Base.EXACT, YAML, Limits.DEFAULT)))
        .extracting(SourceText::path)
        .containsExactly("a/x.yml");
  }

  @Test
  void doesNotFollowLinksOrSubmodules() throws IOException {
    Files.createSymbolicLink(root.resolve("link.yml"), Path.of("/etc/passwd"));
    String commit = git.commit("a.yml", "n: 1\n");
    git.run("update-index", "--add", "--cacheinfo", "160000," + commit + ",sub.yml");
    git.run("commit", "-q", "-m", "submodule");

    Outcome.Read read = (Outcome.Read) read("HEAD", Base.EXACT);

    assertThat(read.sources().texts()).extracting(SourceText::path).containsExactly("a.yml");
    assertThat(read.sources().problems()).extracting(Problem::path).containsExactly("link.yml");
  }

  @Test
  void tellsOfFilesThatAreTooLarge() {
    git.commit("a.yml", "n".repeat(200));

    Outcome.Read read =
        (Outcome.Read)
            Revision.read(target(root), "HEAD", Base.EXACT, YAML, Limits.DEFAULT.withBytes(100));

    assertThat(read.sources().texts()).isEmpty();
    assertThat(read.sources().problems()).singleElement().matches(p -> p.message().contains("200"));
  }

  @Test
  void endsInATreeThatHoldsItselfManyTimesOver() {
    git.commit("a.yml", "n: 1\n");
    String tree = git.run("rev-parse", "HEAD^{tree}");
    for (int level = 0; level < 8; level++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 10; i++) {
        text.append("040000 tree ").append(tree).append("\td").append(i).append('\n');
      }
      Path list = Git.write(temp, "tree", text.toString());
      tree = git.run("-c", "alias.mk=!git mktree < " + list, "mk");
    }
    String commit = git.run("commit-tree", tree, "-m", "bomb");

    Outcome.Read read =
        (Outcome.Read)
            Revision.read(
                target(root), commit, Base.EXACT, YAML, Limits.DEFAULT.withEntries(10_000));

    assertThat(read.sources().problems()).anyMatch(p -> p.message().contains("too many files"));
  }

  @Test
  void obeysNoConfigurationAndRunsNothing() {
    git.commit("a.yml", "n: 1\n");
    Path mark = temp.resolve("ran");
    Git.write(
        root,
        ".git/config",
        """
        [core]
          repositoryformatversion = 0
          fsmonitor = "touch %1$s"
          sshCommand = "touch %1$s"
          hooksPath = %2$s
          worktree = /
        [include]
          path = /dev/zero
        [filter "x"]
          smudge = "touch %1$s"
        """
            .formatted(mark, temp));
    Git.write(root, ".git/objects/info/alternates", "/nowhere\n/proc/self\n");

    assertThat(texts(read("HEAD", Base.EXACT))).hasSize(1);
    assertThat(mark).doesNotExist();
  }

  @Test
  void writesNothing() throws IOException {
    git.commit("a.yml", "n: 1\n");
    git.run("gc", "-q");
    Map<Path, FileTime> before = times();

    assertThat(texts(read("HEAD", Base.EXACT))).hasSize(1);

    assertThat(times()).isEqualTo(before);
    // JGit did not measure it, which it would do with files of its own inside the repository.
    assertThat(FS.FileStoreAttributes.get(root).getFsTimestampResolution())
        .isEqualTo(Duration.ofMillis(10));
  }

  @Test
  void doesNotWaitForAFifo() throws Exception {
    git.commit("a.yml", "n: 1\n");
    Path pipe = root.resolve(".git/objects/pack/pack-" + "0".repeat(40) + ".idx");
    Assumptions.assumeTrue(
        new ProcessBuilder("mkfifo", pipe.toString(), root.resolve(".git/packed-refs").toString())
                .start()
                .waitFor()
            == 0);

    assertThat(why(read("HEAD", Base.EXACT))).contains("neither a file nor a directory");
  }

  @Test
  void survivesDamagedObjects() throws IOException {
    git.commit("a.yml", "n: 1\n");
    git.run("gc", "-q");
    try (Stream<Path> packs = Files.list(root.resolve(".git/objects/pack"))) {
      for (Path pack : packs.filter(p -> p.toString().endsWith(".pack")).toList()) {
        pack.toFile().setWritable(true);
        byte[] bytes = Files.readAllBytes(pack);
        for (int i = 12; i < bytes.length; i += 3) {
          bytes[i] ^= 0x55;
        }
        Files.write(pack, bytes);
      }
    }

    assertThat(read("HEAD", Base.EXACT)).isInstanceOf(Outcome.Missing.class);
  }

  @Test
  void survivesReferencesThatAreNone() throws IOException {
    git.commit("a.yml", "n: 1\n");
    Git.write(root, ".git/refs/heads/loop", "ref: refs/heads/loop\n");
    Git.write(root, ".git/refs/heads/garbage", "\u0000\u0001 garbage");
    Git.write(root, ".git/packed-refs", "nonsense\n" + "0".repeat(40) + " refs/tags/null\n");
    Files.createSymbolicLink(root.resolve(".git/refs/heads/link"), Path.of("/etc/passwd"));

    for (String name : List.of("loop", "garbage", "null", "link")) {
      assertThat(why(read(name, Base.EXACT))).isEqualTo("There is no commit " + name + " here.");
    }
    assertThat(texts(read("main", Base.EXACT))).hasSize(1);
  }

  private Map<Path, FileTime> times() throws IOException {
    Map<Path, FileTime> times = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.toList()) {
        times.put(file, Files.getLastModifiedTime(file));
      }
    }
    return times;
  }

  private Outcome read(String name, Base base) {
    return Revision.read(target(root), name, base, YAML, Limits.DEFAULT);
  }

  private static List<SourceText> texts(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Read.class);
    return ((Outcome.Read) outcome).sources().texts();
  }

  private static String why(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Missing.class);
    return ((Outcome.Missing) outcome).why();
  }

  private static Target target(Path path) {
    return Target.locate(List.of(path)).targets().getFirst();
  }
}
