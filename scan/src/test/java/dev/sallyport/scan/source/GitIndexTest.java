package dev.sallyport.scan.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.scan.source.GitIndex.Entry;
import dev.sallyport.scan.source.GitIndex.Kind;
import dev.sallyport.scan.source.GitIndex.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GitIndexTest {
  @TempDir Path root;

  @ParameterizedTest
  @CsvSource({"2,sha1", "3,sha1", "4,sha1", "2,sha256", "4,sha256"})
  void readsWhatGitWrites(String version, String hash) throws IOException {
    Git git = Git.init(root, "--object-format=" + hash);
    Git.write(root, "a/long/common/prefix/one.yml", "1");
    Git.write(root, "a/long/common/prefix/two.yml", "2");
    Git.write(root, "é.yml", "3");
    Git.write(root, "intended.yml", "4");
    Files.createSymbolicLink(root.resolve("link"), Path.of("x"));
    git.run("add", "a", "é.yml", "link");
    git.run("add", "-N", "intended.yml");
    git.run("update-index", "--index-version", version);

    assertThat(read())
        .extracting(Entry::path, Entry::kind)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("a/long/common/prefix/one.yml", Kind.FILE),
            org.assertj.core.groups.Tuple.tuple("a/long/common/prefix/two.yml", Kind.FILE),
            org.assertj.core.groups.Tuple.tuple("intended.yml", Kind.FILE),
            org.assertj.core.groups.Tuple.tuple("link", Kind.LINK),
            org.assertj.core.groups.Tuple.tuple("é.yml", Kind.FILE));
    assertThat(read().getFirst().objectId())
        .isEqualTo(git.run("hash-object", "a/long/common/prefix/one.yml"));
  }

  @Test
  void tellsWhatASparseCheckoutLeavesOut() throws IOException {
    Git git = Git.init(root);
    git.commit("a/x.yml", "1");
    git.commit("b/y.yml", "1");
    git.run("sparse-checkout", "set", "--no-cone", "/b/");

    assertThat(read()).extracting(Entry::absent).containsExactly(true, false);
  }

  @Test
  void refusesASplitIndexWithTheWayOut() throws IOException {
    Git git = Git.init(root);
    git.commit("x.yml", "1");
    git.run("update-index", "--split-index");

    assertThat(outcome())
        .isInstanceOfSatisfying(
            Outcome.Unreadable.class, no -> assertThat(no.why()).contains("--no-split-index"));
  }

  @Test
  void listsAConflictOnce() throws IOException {
    Git git = Git.init(root);
    git.commit("x.yml", "base");
    git.run("checkout", "-q", "-b", "side");
    git.commit("x.yml", "side");
    git.run("checkout", "-q", "main");
    git.commit("x.yml", "main");
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> git.run("merge", "side")))
        .isNotNull();

    assertThat(read()).hasSize(1);
  }

  @Test
  void refusesEveryTruncationAndAChangedByte() throws IOException {
    Git git = Git.init(root);
    git.commit("x.yml", "1");
    byte[] whole = Files.readAllBytes(root.resolve(".git/index"));
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(whole, length);
      assertThat(GitIndex.read(cut, _ -> true)).isInstanceOf(Outcome.Unreadable.class);
    }
    whole[70] ^= 1;
    assertThat(GitIndex.read(whole, _ -> true))
        .isEqualTo(new Outcome.Unreadable("its checksum is wrong"));
  }

  private List<Entry> read() throws IOException {
    return ((Outcome.Tracked) outcome()).entries();
  }

  private Outcome outcome() throws IOException {
    return GitIndex.read(Files.readAllBytes(root.resolve(".git/index")), _ -> true);
  }
}
