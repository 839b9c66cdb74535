package dev.sallyport.control.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateDirectoryTest {

  @TempDir Path folder;

  @Test
  void isMadeForItsOwnerAlone() throws IOException {
    Path place = folder.resolve("a/b/state");

    try (var state = StateDirectory.open(place)) {
      assertThat(state.root()).isEqualTo(place);
      assertThat(place.resolve("version")).hasContent("sallyport state 1\n");
      assertThat(state.log()).isDirectory();
      for (Path made : new Path[] {place, state.keys(), state.postgres()}) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
            .isEqualTo("rwx------");
      }
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(place.resolve("version"))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void isOpenedAgain() {
    StateDirectory.open(folder).close();

    try (var again = StateDirectory.open(folder)) {
      assertThat(again.root()).isEqualTo(folder);
    }
  }

  @Test
  void secondOpenNamesTheHolder() {
    try (var _ = StateDirectory.open(folder)) {
      assertThatThrownBy(() -> StateDirectory.open(folder))
          .isInstanceOfSatisfying(
              StoreRefusal.class, refusal -> assertThat(refusal.code()).isEqualTo("state-locked"))
          .hasMessageContaining("held by process " + ProcessHandle.current().pid());
    }
  }

  @Test
  void otherProcessHoldsItUntilItIsKilled() throws Exception {
    Process holder = StateHolder.start(folder);
    try {
      assertThatThrownBy(() -> StateDirectory.open(folder))
          .hasMessageContaining("state-locked")
          .hasMessageContaining("held by process " + holder.pid());
    } finally {
      holder.destroyForcibly().waitFor();
    }

    // Its lock file is still there, with its process id in it.
    assertThat(folder.resolve("lock")).hasContent(holder.pid() + "\n");
    try (var state = StateDirectory.open(folder)) {
      assertThat(state.root().resolve("lock")).hasContent(ProcessHandle.current().pid() + "\n");
    }
  }

  @Test
  void folderOfSomethingElseIsLeftAlone() throws IOException {
    Files.writeString(folder.resolve("thesis.tex"), "years of work");

    assertThatThrownBy(() -> StateDirectory.open(folder))
        .hasMessageContaining("state-foreign")
        .hasMessageContaining("--state");
    assertThat(folder).isDirectoryNotContaining(file -> !file.endsWith("thesis.tex"));
  }

  @Test
  void foreignVersionFileIsRefused() throws IOException {
    Files.writeString(folder.resolve("version"), "1.2.3\n");

    assertThatThrownBy(() -> StateDirectory.open(folder)).hasMessageContaining("state-foreign");
  }

  @Test
  void newerLayoutIsRefused() throws IOException {
    StateDirectory.open(folder).close();
    Files.writeString(folder.resolve("version"), "sallyport state 2\n");

    assertThatThrownBy(() -> StateDirectory.open(folder))
        .hasMessageContaining("state-newer")
        .hasMessageContaining("layout 2");
  }

  @Test
  void startKilledBeforeItsMarkIsRepeated() throws IOException {
    Files.writeString(folder.resolve("lock"), "1\n");
    Files.writeString(folder.resolve("version.new"), "sally");

    try (var state = StateDirectory.open(folder)) {
      assertThat(state.root().resolve("version")).hasContent("sallyport state 1\n");
    }
  }

  @Test
  void placeThatCannotBeMadeIsNamedWithARemedy() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> StateDirectory.open(file.resolve("state")))
        .isInstanceOf(StoreRefusal.class)
        .hasMessageContaining("state-unusable")
        .hasMessageContaining(file.toString())
        .hasMessageContaining("HOME");
  }

  @Test
  void homeOfTheEnvironmentGoesBeforeThatOfTheListOfUsers() {
    assertThat(StateDirectory.place(Map.of("HOME", "/srv/h"), "X", "/srv/root", ".cache"))
        .isEqualTo(Path.of(ServerUser.isRoot() ? "/srv/root" : "/srv/h/.cache/sallyport"));
  }

  @Test
  void defaultPlaceFollowsTheUsersDataDirectory() {
    assertThat(StateDirectory.defaultPlace(Map.of("XDG_DATA_HOME", "/data")))
        .isEqualTo(Path.of("/data/sallyport"));
    assertThat(StateDirectory.defaultPlace(Map.of("XDG_DATA_HOME", "relative")))
        .isAbsolute()
        .isEqualTo(StateDirectory.defaultPlace(Map.of()));
  }
}
