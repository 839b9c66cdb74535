package dev.sallyport.control.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against the PostgreSQL 15 of the system, the oldest that is accepted, and against our own over
/// TCP.
@Tag("slow")
final class ExternalDatabaseTest {

  private static final Path DEBIAN = Path.of("/usr/lib/postgresql/15/bin");

  @TempDir Path folder;

  @Test
  void theOldestServerWillDo() throws Exception {
    assumeTrue(Files.isExecutable(DEBIAN.resolve("postgres")), "no PostgreSQL 15 here");
    try (var server = TcpServer.start(DEBIAN, folder)) {
      server.makeRoles();
      worksWith(server);
    }
  }

  @Test
  void theNewestServerWillDo() throws Exception {
    try (var server = TcpServer.start(ours(), folder)) {
      server.makeRoles();
      worksWith(server);
    }
  }

  private static void worksWith(TcpServer server) {
    String app = server.url("audit_app", "audit");
    String owner = server.url("audit_owner", "audit");

    assertThatThrownBy(() -> Database.external(app)).hasMessageContaining("database-older");
    assertThatThrownBy(() -> Database.external(owner, owner))
        .hasMessageContaining("database-one-role");
    assertThat(Database.migrate(owner, "audit_app")).isPositive();
    assertThat(Database.migrate(owner, "audit_app")).isZero();

    try (var database = Database.external(app)) {
      assertThat(database.<Integer>transaction(h -> Tenants.add(h, "elsewhere"))).isEqualTo(1);
      assertThat(database.timeline()).isEqualTo(1);
      assertThat(database.systemIdentifier()).isNotZero();
      assertThatThrownBy(() -> database.transaction(h -> h.execute("delete from install")))
          .satisfies(thrown -> assertThat(Transactions.sqlState(thrown)).contains("42501"));
      assertThatThrownBy(database::owner).isInstanceOf(IllegalStateException.class);
    }
    try (var database = Database.external(app, owner)) {
      assertThat(database.<List<String>>transaction(Tenants::names)).contains("elsewhere");
    }
    assertThatThrownBy(() -> Database.external(owner))
        .hasMessageContaining("database-role-strong")
        .hasMessageContaining("audit_owner");
    assertThatThrownBy(() -> Database.external(server.url("postgres", "audit")))
        .hasMessageContaining("database-role-strong");
    assertThatThrownBy(() -> Database.external(server.url("nobody", "audit")))
        .hasMessageContaining("database-unreachable")
        .hasMessageNotContaining("only-in-a-test");
  }

  @Test
  void serverThatMayLoseEntriesIsRefused() throws Exception {
    try (var server = TcpServer.start(ours(), folder, "fsync=off", "full_page_writes=off")) {
      server.makeRoles();

      assertThatThrownBy(() -> Database.migrate(server.url("audit_owner", "audit"), "audit_app"))
          .isInstanceOf(StoreRefusal.class)
          .hasMessageContaining("database-settings")
          .hasMessageContaining("fsync=off, full_page_writes=off");
    }
  }

  @Test
  void serverDefaultOfAsynchronousCommitsIsOverruled() throws Exception {
    try (var server = TcpServer.start(ours(), folder, "synchronous_commit=off")) {
      server.makeRoles();
      String app = server.url("audit_app", "audit");

      try (var database = Database.external(app, server.url("audit_owner", "audit"))) {
        String value =
            database.transaction(
                h -> h.createQuery("show synchronous_commit").mapTo(String.class).one());
        assertThat(value).isEqualTo("on");
      }
    }
  }

  private static Path ours() throws Exception {
    Path cache = PostgresBinaries.defaultCache(System.getenv());
    PostgresBinaries binaries = PostgresBinaries.unpacked(cache);
    ServerUser.of(Path.of("/nowhere")).letPass(cache);
    return binaries.home().resolve("bin");
  }
}
