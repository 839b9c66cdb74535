package dev.sallyport.control.audit;

import dev.sallyport.base.json.MalformedJson;
import dev.sallyport.base.model.event.Actor;
import dev.sallyport.base.model.event.Event;
import dev.sallyport.base.model.event.Facts;
import dev.sallyport.base.model.event.Leaf;
import dev.sallyport.base.model.source.Digest;
import dev.sallyport.control.store.Database;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Keeps `log_search` behind the entries, in their order; so its last row says how far it is.
public final class SearchIndex {

  private static final int CHUNK = 1000;

  private static final String NEXT =
      """
      select index, tenant, leaf from log_entry
      where index > (select coalesce(max(entry), -1) from log_search) order by index limit :limit
      """;

  private static final String INSERT =
      """
      insert into log_search
        (entry, tenant, verb, at, environment, artifact, repository, run, identity)
      values
        (:entry, :tenant, :verb, :at, :environment, :artifact, :repository, :run, :identity)
      on conflict do nothing
      """;

  private record Row(long entry, int column, byte[] leaf) {}

  private final Database database;

  public SearchIndex(Database database) {
    this.database = database;
  }

  void catchUp() {
    boolean more = true;
    while (more) {
      more = database.<Boolean>transaction(SearchIndex::chunk);
    }
  }

  /// Makes it again from the entries.
  ///
  /// @return how many it has now
  public long rebuild() {
    database.<Integer>transaction(handle -> handle.execute("delete from log_search"));
    catchUp();
    return database.<Long>transaction(
        handle -> handle.createQuery("select count(*) from log_search").mapTo(Long.class).one());
  }

  /// Whether there may be more.
  private static boolean chunk(Handle handle) {
    List<Row> rows =
        handle
            .createQuery(NEXT)
            .bind("limit", CHUNK)
            .map((row, _) -> new Row(row.getLong(1), row.getInt(2), row.getBytes(3)))
            .list();
    if (!rows.isEmpty()) {
      var batch = handle.prepareBatch(INSERT);
      for (Row row : rows) {
        batch.bind("entry", row.entry()).bindMap(columns(row)).add();
      }
      batch.execute();
    }
    return rows.size() == CHUNK;
  }

  private static Map<String, @Nullable Object> columns(Row row) {
    try {
      return columns(Leaf.read(row.leaf()));
    } catch (MalformedJson _) {
      // Nothing that this program wrote: `audit verify` names it. The others are still found.
      var columns = new HashMap<String, @Nullable Object>(columns(UNREADABLE));
      columns.put("tenant", row.column());
      columns.put("verb", "");
      return columns;
    }
  }

  private static final Leaf.Entry UNREADABLE =
      new Leaf.Entry(
          Leaf.FIRST_TENANT,
          new Event.IdentityVerified(new Facts(new Actor.Part("unreadable"), Instant.EPOCH)));

  /// The tenant is that of the entry, which was hashed, not that of the column beside it.
  private static Map<String, @Nullable Object> columns(Leaf.Entry entry) {
    Event event = entry.event();
    Facts facts = event.facts();
    Facts.Run run = facts.from().run();
    Digest artifact = facts.on().artifact();
    var columns = new HashMap<String, @Nullable Object>();
    columns.put("tenant", entry.tenant());
    columns.put("verb", event.verb().text());
    columns.put("at", OffsetDateTime.ofInstant(facts.when(), ZoneOffset.UTC));
    columns.put("environment", facts.on().environment());
    columns.put("artifact", artifact == null ? null : artifact.value());
    columns.put("repository", facts.on().repository());
    columns.put("run", run == null ? null : run.id());
    columns.put("identity", identity(facts.who()));
    return columns;
  }

  /// People are found by what lies beside the log, as long as it does.
  private static @Nullable String identity(Actor who) {
    return switch (who) {
      case Actor.Human _ -> null;
      case Actor.Workload workload -> workload.subject();
      case Actor.Part(String name) -> name;
    };
  }
}
