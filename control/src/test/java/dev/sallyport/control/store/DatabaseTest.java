package dev.sallyport.control.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DatabaseTest {

  @TempDir static Path folder;

  private static StateDirectory state;
  private static Database database;

  @BeforeAll
  static void start() {
    state = StateDirectory.open(folder);
    database = Database.embedded(state);
  }

  @AfterAll
  static void stop() {
    database.close();
    state.close();
  }

  @Test
  void hasAnInstallationAndATenant() {
    UUID install =
        database.transaction(h -> h.createQuery("select id from install").mapTo(UUID.class).one());

    assertThat(install).isNotNull();
    assertThat(database.<List<String>>transaction(Tenants::names)).contains("default");
    assertThat(database.systemIdentifier()).isNotZero();
    assertThat(database.timeline()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table sallyport.mine (a int)",
        "create table public.mine (a int)",
        "create schema mine",
        "alter table install add column mine int",
        "drop table tenant",
        "drop schema sallyport cascade",
        "truncate tenant",
        "alter table install disable trigger all",
        "create or replace function refuse_change() returns trigger language sql as 'select 1'",
        "update install set id = gen_random_uuid()",
        "delete from install",
        "insert into install default values",
        "insert into schema_history select * from schema_history",
        "update schema_history set success = false",
        "update tenant set name = 'mine'",
        "delete from tenant",
        "set role sallyport_owner",
        "alter role sallyport_app superuser",
        "set session_replication_role = replica",
        "create extension pgcrypto",
        "copy tenant to program 'true'",
        "select pg_read_file('postgresql.conf')",
      })
  void applicationMayNot(String statement) {
    assertThatThrownBy(() -> database.transaction(h -> h.execute(statement)))
        .satisfies(thrown -> assertThat(Transactions.sqlState(thrown)).contains("42501"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update install set id = gen_random_uuid()",
        "delete from install",
        "truncate install"
      })
  void notEvenTheOwnerChangesWhatIsKept(String statement) throws SQLException {
    try (var connection = database.owner().getConnection();
        var update = connection.createStatement()) {
      assertThatThrownBy(() -> update.execute(statement))
          .hasMessageContaining("of install is refused");
    }
  }

  @Test
  void everyTableButTheSharedOnesHasATenant() {
    List<String> without =
        database.transaction(
            h ->
                h.createQuery(
                        """
                        select c.relname from pg_class c
                        where c.relnamespace = 'sallyport'::regnamespace and c.relkind = 'r'
                          and c.relname not in ('install', 'tenant', 'schema_history',
                            -- one log, and what is known of it as a whole
                            'log_head', 'log_batch', 'log_checkpoint', 'log_sink')
                          and not exists (select from pg_attribute a
                                          where a.attrelid = c.oid and a.attname = 'tenant')
                        """)
                    .mapTo(String.class)
                    .list());

    assertThat(without).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "synchronous_commit=on",
        "fsync=on",
        "full_page_writes=on",
        "lock_timeout=10s",
        "idle_in_transaction_session_timeout=30s",
        "data_checksums=on",
        "listen_addresses="
      })
  void connectionsHave(String setting) {
    String[] pair = setting.split("=", -1);

    String value =
        database.transaction(
            h ->
                h.createQuery("select current_setting(:name)")
                    .bind("name", pair[0])
                    .mapTo(String.class)
                    .one());

    assertThat(value).isEqualTo(pair[1]);
  }

  @Test
  void deadlockIsRunAgain() throws Exception {
    database.transaction(h -> Tenants.add(h, "deadlock"));
    database.transaction(h -> put(h, "left", "0"));
    database.transaction(h -> put(h, "right", "0"));
    var met = new CountDownLatch(2);
    var runs = new AtomicInteger();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var one = threads.submit(() -> crossing("left", "right", met, runs));
      var other = threads.submit(() -> crossing("right", "left", met, runs));
      one.get();
      other.get();
    }

    assertThat(runs).hasValueGreaterThan(2);
    assertThat(database.<String>transaction(h -> get(h, "left"))).isEqualTo("0++");
    assertThat(database.<String>transaction(h -> get(h, "right"))).isEqualTo("0++");
  }

  private static int crossing(String first, String second, CountDownLatch met, AtomicInteger runs) {
    return database.transaction(
        h -> {
          runs.incrementAndGet();
          append(h, first);
          met.countDown();
          awaitUnchecked(met); // both hold one lock now
          return append(h, second);
        });
  }

  @Test
  void serializationFailureIsRunAgain() throws Exception {
    database.transaction(h -> put(h, "count", "0"));
    var met = new CountDownLatch(2);
    var runs = new AtomicInteger();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var one = threads.submit(() -> counting(met, runs));
      var other = threads.submit(() -> counting(met, runs));
      one.get();
      other.get();
    }

    assertThat(runs).hasValue(3);
    assertThat(database.<String>transaction(h -> get(h, "count"))).isEqualTo("2");
  }

  private static int counting(CountDownLatch met, AtomicInteger runs) {
    return database.serializable(
        h -> {
          runs.incrementAndGet();
          int seen = Integer.parseInt(get(h, "count"));
          met.countDown();
          awaitUnchecked(met); // both have read the same
          return put(h, "count", Integer.toString(seen + 1));
        });
  }

  @Test
  void otherFailuresAreNotRepeated() {
    var runs = new AtomicInteger();

    assertThatThrownBy(
            () ->
                database.transaction(
                    h -> {
                      runs.incrementAndGet();
                      return Tenants.add(h, "default");
                    }))
        .satisfies(thrown -> assertThat(Transactions.sqlState(thrown)).contains("23505"));
    assertThat(runs).hasValue(1);
  }

  @Test
  void failedWorkLeavesNothing() {
    assertThatThrownBy(
            () ->
                database.transaction(
                    h -> {
                      Tenants.add(h, "never");
                      throw new IllegalStateException("after all");
                    }))
        .hasMessage("after all");
    assertThat(database.<List<String>>transaction(Tenants::names)).doesNotContain("never");
  }

  @Test
  void transactionInATransactionIsRefused() {
    assertThat(Database.insideTransaction()).isFalse();
    assertThatThrownBy(
            () ->
                database.transaction(
                    _ -> {
                      assertThat(Database.insideTransaction()).isTrue();
                      return database.transaction(Tenants::names);
                    }))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void manyVirtualThreadsShareThePool() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<List<String>> names = () -> database.transaction(Tenants::names);
      var answers = threads.invokeAll(Collections.nCopies(200, names));
      for (var answer : answers) {
        assertThat(answer.get()).contains("default");
      }
    }
  }

  private static void awaitUnchecked(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int put(Handle handle, String name, String value) {
    return handle
        .createUpdate(
            """
            insert into setting (tenant, name, value) values (1, :name, :value)
            on conflict (tenant, name) do update set value = excluded.value
            """)
        .bind("name", name)
        .bind("value", value)
        .execute();
  }

  private static int append(Handle handle, String name) {
    return handle
        .createUpdate("update setting set value = value || '+' where tenant = 1 and name = :name")
        .bind("name", name)
        .execute();
  }

  private static String get(Handle handle, String name) {
    return handle
        .createQuery("select value from setting where tenant = 1 and name = :name")
        .bind("name", name)
        .mapTo(String.class)
        .one();
  }
}
