package dev.sallyport.control.store;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ServerSettingsTest {

  private static final Map<String, String> FIT =
      Map.of(
          "server_version", "15.4",
          "server_version_num", "150004",
          "fsync", "on",
          "full_page_writes", "on",
          "synchronous_commit", "on",
          "server_encoding", "UTF8",
          "zero_damaged_pages", "off",
          "transaction_read_only", "off");

  @Test
  void oldestThatIsFitIs15() {
    assertThatCode(() -> ServerSettings.check(FIT, "db.example/x")).doesNotThrowAnyException();
    assertThatThrownBy(
            () ->
                ServerSettings.check(
                    with(Map.of("server_version", "14.11", "server_version_num", "140011")),
                    "db.example/x"))
        .hasMessage(
            """
            database-old
              wanted: PostgreSQL 15 or newer
              got:    db.example/x is PostgreSQL 14.11
              remedy: upgrade that server, or start without --database to use the embedded one""");
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    assertThatThrownBy(
            () ->
                ServerSettings.check(
                    with(Map.of("fsync", "off", "full_page_writes", "off")), "db.example/x"))
        .hasMessageContaining("database-settings")
        .hasMessageContaining("fsync=on (without it")
        .hasMessageContaining("got:    db.example/x has fsync=off, full_page_writes=off");
  }

  @Test
  void poolerThatDropsOurOptionsIsNoticed() {
    assertThatThrownBy(
            () -> ServerSettings.check(with(Map.of("synchronous_commit", "off")), "db.example/x"))
        .hasMessageContaining("a pooler must pass startup options");
  }

  private static Map<String, String> with(Map<String, String> changes) {
    var values = new HashMap<>(FIT);
    values.putAll(changes);
    return values;
  }
}
