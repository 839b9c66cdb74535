package dev.sallyport.control.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class EmbeddedPostgresTest {

  @TempDir Path folder;

  @Test
  void keepsWhatWasCommittedOverStopAndStart() {
    try (var state = StateDirectory.open(folder);
        var database = Database.embedded(state)) {
      database.transaction(h -> Tenants.add(h, "kept"));
    }

    assertThat(folder.resolve("postgres/data/postmaster.pid")).doesNotExist();
    assertThat(names()).containsExactly("default", "kept");
  }

  @Test
  void serverThatIsKilledComesBack() throws Exception {
    try (var state = StateDirectory.open(folder);
        var server = EmbeddedPostgres.start(state)) {
      long first = server.pid();
      assertThat(firstValue(server)).isEqualTo("1");

      kill(first);

      assertThat(Eventually.answer(() -> firstValue(server))).isEqualTo("1");
      assertThat(server.pid()).isNotEqualTo(first);
    }
  }

  @Test
  void databaseGoesOnAfterItsServerIsKilled() throws Exception {
    try (var state = StateDirectory.open(folder);
        var database = Database.embedded(state)) {
      database.transaction(h -> Tenants.add(h, "before"));

      kill(serverOf(folder));

      assertThat(Eventually.answer(() -> database.<List<String>>transaction(Tenants::names)))
          .containsExactly("before", "default");
    }
  }

  @Test
  void serverEndsWithTheProgramThatIsKilled() throws Exception {
    Process program = StateHolder.start(folder, "durable");
    long server = serverOf(folder);
    assertThat(ProcessHandle.of(server)).isPresent();

    // The next start follows at once, while the server may still be noticing.
    program.destroyForcibly().waitFor();

    assertThat(names()).containsExactly("default", "durable");
  }

  @Test
  void dataOfAnotherVersionIsRefused() throws IOException {
    StateDirectory.open(folder).close();
    Path data = Files.createDirectories(folder.resolve("postgres/data"));
    Files.writeString(data.resolve("PG_VERSION"), "19\n");

    try (var state = StateDirectory.open(folder)) {
      assertThatThrownBy(() -> EmbeddedPostgres.start(state))
          .isInstanceOf(StoreRefusal.class)
          .hasMessageContaining("data-version")
          .hasMessageContaining("version 19");
    }
  }

  @Test
  void makingTheDataIsBegunAgainAfterAKill() throws IOException {
    StateDirectory.open(folder).close();
    Path half = Files.createDirectories(folder.resolve("postgres/data.new"));
    Files.writeString(half.resolve("PG_VERSION"), "18\n");

    assertThat(names()).containsExactly("default");
    assertThat(half).doesNotExist();
  }

  @Test
  void newerSchemaIsLeftAlone() {
    try (var state = StateDirectory.open(folder)) {
      try (var database = Database.embedded(state)) {
        assertThat(database.<List<String>>transaction(Tenants::names)).hasSize(1);
      }
      try (var server = EmbeddedPostgres.start(state)) {
        var newer =
            new Migrations(
                server.owner().source(),
                server.app().user(),
                "classpath:dev/sallyport/control/store",
                "classpath:dev/sallyport/control/newer");
        assertThat(newer.apply()).isEqualTo(1);
      }

      assertThatThrownBy(() -> Database.embedded(state))
          .isInstanceOf(StoreRefusal.class)
          .hasMessageContaining("database-newer")
          .hasMessageContaining("version 9999");
    }
  }

  @Test
  void othersCannotEnter() throws IOException {
    try (var state = StateDirectory.open(folder);
        var server = EmbeddedPostgres.start(state)) {
      assertThat(mode("postgres/passwords")).isEqualTo("rw-------");
      assertThat(mode("postgres/data")).isEqualTo("rwx------");
      assertThat(mode("postgres/run")).isEqualTo("rwx------");
      assertThat(folder.resolve("postgres/initial-password")).doesNotExist();

      Path socket = folder.resolve("postgres/run/.s.PGSQL.5432");
      for (String role : List.of(Passwords.APP, Passwords.SUPERUSER)) {
        assertThatThrownBy(
                () -> Login.socket(socket, "sallyport", role, "guess").source().getConnection())
            .hasMessageContaining("password authentication failed");
      }
      // No TCP: nothing answers at PostgreSQL's port in this server's name.
      assertThat(firstValue(server)).isEqualTo("1");
      assertThat(Files.readString(folder.resolve("postgres/data/postmaster.pid")))
          .doesNotContain("127.0.0.1")
          .doesNotContain("localhost");
    }
  }

  @Test
  void serverIsNotRunAsRoot() throws IOException {
    try (var state = StateDirectory.open(folder);
        var server = EmbeddedPostgres.start(state)) {
      assertThat(Files.getAttribute(Path.of("/proc/" + server.pid()), "unix:uid")).isNotEqualTo(0);
      assertThat(
              Files.getAttribute(
                  folder.resolve("postgres/data"), "unix:uid", LinkOption.NOFOLLOW_LINKS))
          .isEqualTo(Files.getAttribute(Path.of("/proc/" + server.pid()), "unix:uid"));
    }
  }

  @Test
  void pathTooLongForASocketIsNoObstacle() {
    passable(folder);
    folder = folder.resolve("x".repeat(90));

    assertThat(names()).containsExactly("default");
    assertThat(folder.resolve("postgres/run")).doesNotExist();
  }

  /// On a file system of 80 MiB, where root may mount one.
  @Test
  void fullDiskIsSaidAndGoesByItself() throws Exception {
    assumeTrue(mount(folder), "only where a small file system can be mounted");
    try (var state = StateDirectory.open(folder.resolve("state"));
        var database = Database.embedded(state)) {
      database.transaction(h -> Tenants.add(h, "before"));
      Path ballast = folder.resolve("ballast");
      fill(ballast);

      assertThatThrownBy(() -> manyRows(database))
          .isInstanceOf(StoreRefusal.class)
          .hasMessageContaining("disk-full");

      Files.delete(ballast);
      assertThat(Eventually.answer(() -> database.<List<String>>transaction(Tenants::names)))
          .containsExactly("before", "default");
      database.transaction(h -> Tenants.add(h, "later"));
    } finally {
      run("umount", folder.toString());
    }
  }

  private static int manyRows(Database database) {
    return database.transaction(
        h ->
            h.createUpdate(
                    """
                    insert into setting (tenant, name, value)
                    select 1, 'row ' || n, repeat(md5(n::text), 100) from generate_series(1, 9999) n
                    """)
                .execute());
  }

  private static boolean mount(Path folder) throws Exception {
    return ServerUser.isRoot()
        && run("mount", "-t", "tmpfs", "-o", "size=80m,mode=711", "none", folder.toString()) == 0;
  }

  private static void fill(Path ballast) throws IOException {
    byte[] block = new byte[1 << 16];
    try (var out = Files.newOutputStream(ballast)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static void passable(Path folder) {
    try {
      ServerUser.of(folder.resolve("none")).letPass(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> names() {
    try (var state = StateDirectory.open(folder);
        var database = Database.embedded(state)) {
      return database.transaction(Tenants::names);
    }
  }

  private String mode(String path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(path)));
  }

  private static String firstValue(RunningPostgres server) {
    try (var connection = server.app().source().getConnection();
        var rows = connection.createStatement().executeQuery("select 1")) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long serverOf(Path folder) throws IOException {
    Path file = folder.resolve("postgres/data/postmaster.pid");
    return Long.parseLong(Files.readAllLines(file).getFirst().strip());
  }

  private static void kill(long pid) {
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    CompletableFuture<ProcessHandle> ended = process.onExit();
    process.destroyForcibly();
    ended.orTimeout(30, TimeUnit.SECONDS).join();
  }
}
