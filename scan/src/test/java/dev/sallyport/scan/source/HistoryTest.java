package dev.sallyport.scan.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HistoryTest {
  private static final Wanted WORKFLOWS = path -> path.startsWith(".github/workflows/");

  @TempDir Path temp;
  private Path root;
  private Git git;

  @BeforeEach
  void repository() throws IOException {
    root = Files.createDirectory(temp.toRealPath().resolve("root"));
    git = Git.init(root);
  }

  @Test
  void listsBranchesAndTagsWithTheirCommits() {
    String one = git.commit("a", "1");
    git.run("tag", "light");
    git.run("tag", "-a", "heavy", "-m", "annotated");
    git.run("tag", "-a", "nested", "-m", "tag of a tag", "heavy");
    git.run("branch", "both");
    git.run("tag", "both");
    git.run("pack-refs", "--all");
    String two = git.commit("a", "2");
    git.run("update-ref", "refs/remotes/origin/side", one);

    try (History history = open(root)) {
      Refs refs = history.refs();
      assertThat(refs.branches()).containsEntry("main", two).containsEntry("both", one);
      assertThat(refs.branches()).containsEntry("origin/side", one);
      assertThat(refs.tagsAt(one)).containsExactly("both", "heavy", "light", "nested");
      assertThat(refs.branchesAt(two)).containsExactly("main");
      assertThat(refs.ambiguous("both")).isTrue();
      assertThat(refs.ambiguous("light")).isFalse();
    }
  }

  @Test
  void tellsWhetherABranchOrTagLeadsToACommit() {
    String one = git.commit("a", "1");
    String two = git.commit("a", "2");
    String lost = git.run("commit-tree", "HEAD^{tree}", "-m", "impostor", "-p", one);
    git.run("update-ref", "refs/pull/1/head", lost);

    try (History history = open(root)) {
      assertThat(history.contains(one)).isEqualTo(Containment.REACHABLE);
      assertThat(history.contains(two)).isEqualTo(Containment.REACHABLE);
      assertThat(history.contains(lost)).isEqualTo(Containment.NOT_REACHABLE);
      assertThat(history.contains("1".repeat(40))).isEqualTo(Containment.ABSENT);
      assertThat(history.contains("main")).isEqualTo(Containment.ABSENT);
    }
  }

  @Test
  void doesNotPretendToKnowWhatAShallowCloneLeftOut() {
    String one = git.commit("a", "1");
    git.commit("a", "2");
    Path shallow = temp.resolve("shallow");
    git.run("clone", "-q", "--depth=1", "file://" + root, shallow.toString());

    try (History history = open(shallow)) {
      assertThat(history.contains(one)).isEqualTo(Containment.UNKNOWN);
    }
  }

  @Test
  void readsEachVersionOnAllBranchesOnce() {
    git.commit(".github/workflows/x.yml", "old");
    git.run("branch", "stale");
    git.run("branch", "stale-too");
    git.commit(".github/workflows/x.yml", "new");
    git.run("branch", "fresh");

    try (History history = open(root)) {
      History.Copies copies = history.copies(WORKFLOWS, Limits.DEFAULT);

      assertThat(copies.problems()).isEmpty();
      assertThat(copies.copies())
          .extracting(copy -> copy.source().text(), copy -> List.copyOf(copy.branches()))
          .containsExactlyInAnyOrder(
              Tuple.tuple("old", List.of("stale", "stale-too")),
              Tuple.tuple("new", List.of("fresh", "main")));
    }
  }

  @Test
  void tellsTheStatesOfADirectoryNewestFirstAndNotThatOfTheCheckout() {
    git.commit(".github/workflows/x.yml", "old");
    git.run("branch", "stale");
    git.run("branch", "stale-too");
    git.run("update-ref", "refs/remotes/origin/main", "HEAD");
    git.commit(".github/workflows/x.yml", "new");
    git.run("checkout", "-q", "-b", "other");
    git.commit("unrelated", "1");
    git.run("checkout", "-q", "--orphan", "empty");
    git.run("rm", "-q", "-r", "--cached", ".");
    git.run("commit", "-q", "--allow-empty", "-m", "nothing");
    git.run("symbolic-ref", "HEAD", "refs/heads/main");

    try (History history = open(root)) {
      History.Versions all = history.versions(".github", WORKFLOWS, Limits.DEFAULT, 10);
      assertThat(all.versions())
          .extracting(v -> v.texts().getFirst().text(), v -> List.copyOf(v.branches()))
          .containsExactlyInAnyOrder(
              Tuple.tuple("old", List.of("stale", "stale-too")),
              Tuple.tuple("new", List.of("other")));
      assertThat(all.leftOut()).isZero();
      History.Versions one = history.versions(".github", WORKFLOWS, Limits.DEFAULT, 1);
      assertThat(one.versions()).hasSize(1);
      assertThat(one.leftOut()).isEqualTo(1);
      assertThat(history.versions("nowhere", WORKFLOWS, Limits.DEFAULT, 10).versions()).isEmpty();
      assertThat(history.headBranch()).contains("main");
      assertThat(history.defaultBranch()).isEmpty();
    }
  }

  @Test
  void knowsTheDefaultBranchOfTheOrigin() {
    git.commit("a", "1");
    git.run("update-ref", "refs/remotes/origin/main", "HEAD");
    git.run("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main");
    git.run("checkout", "-q", "--detach");

    try (History history = open(root)) {
      assertThat(history.defaultBranch()).contains("origin/main");
      assertThat(history.headBranch()).isEmpty();
    }
  }

  @Test
  void saysWhenThereIsNoRepository() {
    assertThat(History.open(target(temp))).isInstanceOf(History.Outcome.Missing.class);
  }

  @Test
  void refusesWithoutAFetcher() {
    Fetcher offline = Fetcher.refusing();

    assertThat(offline.refs("actions/checkout")).isEmpty();
    assertThat(offline.contains("actions/checkout", "1".repeat(40))).isEqualTo(Containment.UNKNOWN);
    assertThat(offline.file("actions/checkout", "v4", "action.yml")).isEqualTo(Optional.empty());
  }

  private static History open(Path root) {
    History.Outcome outcome = History.open(target(root));
    assertThat(outcome).isInstanceOf(History.Outcome.Opened.class);
    return ((History.Outcome.Opened) outcome).history();
  }

  private static Target target(Path path) {
    return Target.locate(List.of(path)).targets().getFirst();
  }
}
