package dev.sallyport.control.audit;

import dev.sallyport.base.json.CanonicalJson;
import dev.sallyport.base.json.Json;
import dev.sallyport.base.json.MalformedJson;
import dev.sallyport.base.model.event.Event;
import dev.sallyport.base.model.event.Facts;
import dev.sallyport.base.model.event.Leaf;
import dev.sallyport.base.model.event.Personal;
import dev.sallyport.base.model.event.Verb;
import dev.sallyport.base.model.source.Digest;
import dev.sallyport.control.store.Database;
import dev.sallyport.trust.log.Hash;
import dev.sallyport.trust.log.MerkleTree;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The face of the log for people who may read it. Each question is an entry of the log itself,
/// durable before the answer is given.
public final class Search {

  /// The most entries on a page.
  public static final int MAX_PAGE = 200;

  /// What is looked for; what is null is not asked for.
  ///
  /// @param identity subject of a workload, or the name of a person as the entry had it
  /// @param from the first instant
  /// @param to the instant after the last one
  public record Query(
      @Nullable Verb verb,
      @Nullable String environment,
      @Nullable Digest artifact,
      @Nullable String identity,
      @Nullable String run,
      @Nullable Instant from,
      @Nullable Instant to) {

    public static final Query ALL = new Query(null, null, null, null, null, null, null);

    public static Query of(Digest artifact) {
      return new Query(null, null, artifact, null, null, null, null);
    }

    public static Query of(Verb verb) {
      return new Query(verb, null, null, null, null, null, null);
    }

    /// Of everybody with this name.
    public static Query ofIdentity(String identity) {
      return new Query(null, null, null, identity, null, null, null);
    }

    /// What the entry about the question commits to.
    Digest digest(int tenant) {
      var members = new TreeMap<String, Json>();
      members.put("tenant", new Json.Int(tenant));
      conditions().forEach((name, value) -> members.put(name, new Json.Str(value.toString())));
      byte[] bytes = CanonicalJson.bytes(new Json.Obj(members));
      try {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
        return new Digest("sha256:" + HexFormat.of().formatHex(hash));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }

    private Map<String, Object> conditions() {
      var values = new LinkedHashMap<String, Object>();
      put(values, "verb", verb == null ? null : verb.text());
      put(values, "environment", environment);
      put(values, "artifact", artifact == null ? null : artifact.value());
      put(values, "identity", identity);
      put(values, "run", run);
      put(values, "from", from);
      put(values, "to", to);
      return values;
    }

    private static void put(Map<String, Object> values, String name, @Nullable Object value) {
      if (value != null) {
        values.put(name, value);
      }
    }
  }

  /// An entry that was found.
  ///
  /// @param leafHash of the bytes that were read, to be proved against a checkpoint
  /// @param event null for a row that no program of ours wrote: somebody edited it
  /// @param personal what it says about people, as far as it was not erased
  public record Found(
      long index, Hash leafHash, @Nullable Event event, List<Personal.Known> personal) {
    public Found {
      personal = List.copyOf(personal);
    }
  }

  /// Entries, newest first.
  ///
  /// @param next where the next page begins; empty on the last one
  public record Page(List<Found> entries, OptionalLong next) {
    public Page {
      entries = List.copyOf(entries);
    }
  }

  private static final Map<String, String> CONDITIONS =
      Map.of(
          "verb", "s.verb = :verb",
          "environment", "s.environment = :environment",
          "artifact", "s.artifact = :artifact",
          "run", "s.run = :run",
          "from", "s.at >= :from",
          "to", "s.at < :to",
          "identity",
              """
              s.entry in (
                select i.entry from log_search i
                where i.tenant = :tenant and i.identity = :identity
                union all
                select p.entry from log_personal p
                where p.tenant = :tenant and p.field = 'who.subject'
                  and md5(p.value) = md5(:identity) and p.value = :identity)
              """);

  private static final String PERSONAL =
      """
      select field, value, encode(salt, 'hex') as salt, encode(commitment, 'hex') as commitment
      from log_personal where entry = :entry order by field
      """;

  private final Database database;
  private final Appender log;
  private final SearchIndex index;

  public Search(Database database, Appender log) {
    this.database = database;
    this.log = log;
    index = new SearchIndex(database);
  }

  /// @param tenant whose entries
  /// @param reader who asks, and when
  /// @param before entries with a smaller index; that of [Page#next], or `Long.MAX_VALUE`
  /// @throws LogUnavailable when the question cannot be logged: then there is no answer
  public Page find(int tenant, Facts reader, Query query, long before, int limit) {
    if (limit < 1 || limit > MAX_PAGE) {
      throw new IllegalArgumentException("a page has 1 to %d entries".formatted(MAX_PAGE));
    }
    log.append(Unit.of(tenant, new Event.AuditRead(reader, query.digest(tenant))));
    index.catchUp();
    return database.transaction(handle -> page(handle, tenant, query, before, limit));
  }

  /// Makes the tables for searching again from the entries.
  public void rebuild() {
    index.rebuild();
  }

  private static Page page(Handle handle, int tenant, Query query, long before, int limit) {
    Map<String, Object> conditions = query.conditions();
    var where = new StringBuilder();
    conditions.keySet().forEach(name -> where.append(" and ").append(CONDITIONS.get(name)));
    var rows =
        handle
            .createQuery(
                """
                select s.entry, e.leaf from log_search s join log_entry e on e.index = s.entry
                where s.tenant = :tenant and s.entry < :before %s
                order by s.entry desc limit :limit
                """
                    .formatted(where))
            .bind("tenant", tenant)
            .bind("before", before)
            .bind("limit", limit + 1)
            .bindMap(conditions)
            .map((row, _) -> Map.entry(row.getLong(1), row.getBytes(2)))
            .list();
    var found = new ArrayList<Found>();
    for (var row : rows.subList(0, Math.min(limit, rows.size()))) {
      found.add(
          new Found(
              row.getKey(),
              MerkleTree.leafHash(row.getValue()),
              event(row.getValue()),
              personal(handle, row.getKey())));
    }
    boolean more = rows.size() > limit;
    return new Page(found, more ? OptionalLong.of(found.getLast().index()) : OptionalLong.empty());
  }

  private static @Nullable Event event(byte[] leaf) {
    try {
      return Leaf.parse(leaf);
    } catch (MalformedJson _) {
      return null;
    }
  }

  private static List<Personal.Known> personal(Handle handle, long entry) {
    return handle
        .createQuery(PERSONAL)
        .bind("entry", entry)
        .map(
            (row, _) ->
                new Personal.Known(
                    row.getString("field"),
                    row.getString("value"),
                    row.getString("salt"),
                    row.getString("commitment")))
        .list();
  }
}
