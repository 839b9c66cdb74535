package dev.sallyport.control.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerLogTest {

  @TempDir Path folder;

  @Test
  void fullDiskIsSaid() {
    var refusal =
        ServerLog.refusal(
            "the database server ended at its start",
            """
            2026-11-24 00:00:00 UTC [7] LOG:  starting PostgreSQL 18.6
            2026-11-24 00:00:00 UTC [7] FATAL:  could not write lock file: No space left on device
            """);

    assertThat(refusal.code()).isEqualTo("disk-full");
    assertThat(refusal).hasMessageContaining("FATAL").hasMessageNotContaining("starting");
  }

  @Test
  void serverOnTheSameDataIsSaid() {
    String log =
        """
        FATAL:  lock file "postmaster.pid" already exists
        HINT:  Is another postmaster (PID 4711) running in data directory "/var/lib/x"?
        """;

    assertThat(ServerLog.predecessorLives(log)).isTrue();
    assertThat(ServerLog.refusal("it ended", log))
        .hasMessageContaining("postgres-running")
        .hasMessageContaining("PID 4711");
  }

  @Test
  void anythingElseIsQuoted() {
    assertThat(ServerLog.refusal("it ended", "setpriv: not found\n"))
        .hasMessageContaining("postgres-failed")
        .hasMessageContaining("setpriv: not found");
  }

  @Test
  void readsFromAPlaceAndRotates() throws IOException {
    Path log = folder.resolve("server.log");
    assertThat(ServerLog.read(log, 0)).isEmpty();
    Files.writeString(log, "old\nnew\n");
    assertThat(ServerLog.read(log, 4)).isEqualTo("new\n");
    ServerLog.rotate(log);
    assertThat(log).exists();

    Files.write(log, new byte[(16 << 20) + 1]);
    ServerLog.rotate(log);
    assertThat(log).doesNotExist();
    assertThat(folder.resolve("server.log.1")).exists();
  }
}
