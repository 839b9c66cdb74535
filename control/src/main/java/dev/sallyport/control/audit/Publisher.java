package dev.sallyport.control.audit;

import dev.sallyport.trust.log.Checkpoint;
import dev.sallyport.trust.log.FileLayer;
import dev.sallyport.trust.log.Hash;
import dev.sallyport.trust.log.LogConflict;
import dev.sallyport.trust.log.LogFiles;
import dev.sallyport.trust.log.MerkleTree;
import dev.sallyport.trust.log.NoteSigner;
import dev.sallyport.trust.log.SignedNote;
import dev.sallyport.trust.log.TileReader;
import dev.sallyport.trust.log.TreeEdge;
import dev.sallyport.trust.log.VerifiedCheckpoint;
import dev.sallyport.trust.log.WitnessPolicy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/// Makes committed entries public. The order: the root is computed from the bytes of the entries,
/// starting at the edge that was signed last, and must be the one of the head; files; signature; a
/// row in `log_checkpoint`; the file `checkpoint`. So what is signed is what the files say and what
/// the database says, and a later start finds everything that was signed.
final class Publisher {

  /// Serialises those who add a row to `log_checkpoint`; "log" in ASCII.
  private static final long LOCK = 0x6c6f67;

  private static final int CHUNK_ENTRIES = 8192;
  private static final int CHUNK_BYTES = 8 << 20;

  private final DataSource source;
  private final FileLayer layer;
  private final NoteSigner signer;
  private final Cosigners cosigners;
  private final Step.Hook hook;
  private LogFiles files;
  private boolean stale;

  // Beside `files`, for those who ask while a publishing hangs in the database, on the disk or at
  // a witness.
  private volatile Optional<VerifiedCheckpoint> published = Optional.empty();
  private volatile long cosigned;
  private volatile Optional<String> withheld = Optional.empty();

  Publisher(DataSource source, FileLayer layer, NoteSigner signer, Step.Hook hook) {
    this(source, layer, signer, Cosigners.NONE, hook);
  }

  Publisher(
      DataSource source, FileLayer layer, NoteSigner signer, Cosigners cosigners, Step.Hook hook) {
    this.source = source;
    this.layer = layer;
    this.signer = signer;
    this.cosigners = cosigners;
    this.hook = hook;
    files = openFiles();
    published = files.published();
    // Before this start, perhaps by another process: the checkpoint tells.
    if (cosigners != Cosigners.NONE) {
      published
          .filter(head -> cosigners.missing(head.note()).isEmpty())
          .ifPresent(head -> cosigned = head.checkpoint().size());
    }
  }

  private LogFiles openFiles() {
    return LogFiles.open(layer, own());
  }

  private WitnessPolicy own() {
    return WitnessPolicy.of(signer.key());
  }

  /// What was published last; does not wait.
  Optional<Checkpoint> published() {
    return published.map(VerifiedCheckpoint::checkpoint);
  }

  private Optional<Checkpoint> inFiles() {
    return files.published().map(VerifiedCheckpoint::checkpoint);
  }

  /// The largest size that was published with its quorum, as far as this process has seen or the
  /// published checkpoint shows.
  long cosigned() {
    return cosigned;
  }

  /// Why a checkpoint that is signed is not published: its quorum is required and not met.
  Optional<String> withheld() {
    return withheld;
  }

  /// Has what is published cosigned and publishes it again. The files are not locked meanwhile.
  ///
  /// @return why its quorum is not met
  Optional<String> cosign() {
    var head = published;
    if (head.isEmpty()) {
      return Optional.empty();
    }
    SignedNote note = head.get().note();
    if (cosigners.missing(note).isPresent()) {
      note = cosigners.ask(note, new TileReader(layer, head.get().checkpoint().size()));
    }
    var missing = cosigners.missing(note);
    replace(note);
    if (missing.isEmpty()) {
      cosigned = Math.max(cosigned, head.get().checkpoint().size());
    }
    return missing;
  }

  /// Puts a note with more signatures in place, unless a larger one is there by now.
  private synchronized void replace(SignedNote note) {
    boolean same =
        !stale
            && files
                .published()
                .filter(now -> now.note().text().equals(note.text()) && !now.note().equals(note))
                .isPresent();
    if (same) {
      stale = true;
      files.publish(note);
      published = files.published();
      stale = false;
    }
  }

  /// Publishes all that is committed. An unchanged size gets no new checkpoint.
  ///
  /// @return what is published afterwards; empty for a log without entries
  /// @throws LogConflict when database and files contradict each other: nothing was signed
  synchronized Optional<Checkpoint> publish() throws SQLException {
    if (stale) {
      // After a failure only the disk knows what is there.
      files = openFiles();
      published = files.published();
    }
    stale = true;
    publishAll();
    stale = false;
    published = files.published();
    return published();
  }

  private void publishAll() throws SQLException {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      var rows = new Rows(connection);
      boolean overtaken = true;
      while (overtaken) {
        TreeEdge head = checkedHead(rows);
        if (head.size() == 0 || inFiles().map(Checkpoint::size).orElse(0L) == head.size()) {
          break;
        }
        checkEntries(rows, head);
        hook.at(Step.ENTRIES_CHECKED);
        writeFiles(rows, head);
        hook.at(Step.FILES_WRITTEN);
        connection.rollback(); // the snapshot that was read from
        overtaken = !sign(connection, head);
      }
      connection.rollback();
    }
  }

  /// The head, which is not behind anything that was signed.
  private TreeEdge checkedHead(Rows rows) throws SQLException {
    TreeEdge head = rows.head();
    var published = inFiles();
    if (published.isPresent()) {
      checkNotBehind(head, published.get().size(), published.get().root(), "published files have");
    }
    var newest = newestSigned(rows);
    if (newest.isPresent()) {
      checkNotBehind(
          head, newest.get().size(), newest.get().root(), "newest signed checkpoint has");
    }
    return head;
  }

  /// The newest in the database. It must be signed with the key of this log: a second key under the
  /// same name would split the log in two, and who pinned the first would believe neither.
  private Optional<Rows.Signed> newestSigned(Rows rows) throws SQLException {
    var newest = rows.newestCheckpoint();
    newest.ifPresent(this::checkSigned);
    return newest;
  }

  private void checkSigned(Rows.Signed row) {
    switch (own().check(row.note())) {
      case WitnessPolicy.Outcome.Refused(String reason) ->
          throw new LogConflict(
              "the newest signed checkpoint, of size %d, was signed with another key than %s: %s"
                  .formatted(row.size(), signer.key().vkey(), reason));
      case WitnessPolicy.Outcome.Accepted(VerifiedCheckpoint verified) -> {
        Checkpoint signed = verified.checkpoint();
        if (signed.size() != row.size() || !signed.root().equals(row.root())) {
          throw new LogConflict(
              "the row of the newest checkpoint says size %d and root %s, its note %d and %s"
                  .formatted(row.size(), row.root(), signed.size(), signed.root()));
        }
      }
    }
  }

  private static void checkNotBehind(TreeEdge head, long size, Hash root, String what) {
    if (head.size() < size) {
      throw new LogConflict(
          "the database has %d entries, the %s %d: it was restored from an older state"
              .formatted(head.size(), what, size));
    }
    if (head.size() == size && !head.root().equals(root)) {
      throw new LogConflict(
          "at size %d the database has root %s, the %s %s"
              .formatted(size, head.root(), what, root));
    }
  }

  private void checkEntries(Rows rows, TreeEdge head) throws SQLException {
    var chunk = new Chunk(files.edge());
    rows.entries(files.edge().size(), head.size(), chunk::add);
    checkSame(chunk.edge(), head);
  }

  private static void checkSame(TreeEdge computed, TreeEdge head) {
    if (!computed.equals(head)) {
      throw new LogConflict(
          "the entries lead to size %d and root %s, the head says size %d and root %s"
              .formatted(computed.size(), computed.root(), head.size(), head.root()));
    }
  }

  private void writeFiles(Rows rows, TreeEdge head) throws SQLException {
    var chunk = new ArrayList<byte[]>();
    int[] bytes = {0};
    rows.entries(
        files.edge().size(),
        head.size(),
        entry -> {
          chunk.add(entry.leaf());
          bytes[0] += entry.leaf().length;
          if (chunk.size() == CHUNK_ENTRIES || bytes[0] > CHUNK_BYTES) {
            flush(chunk);
            bytes[0] = 0;
          }
        });
    flush(chunk);
    // They were read a second time, so they are compared a second time.
    checkSame(files.edge(), head);
  }

  private void flush(List<byte[]> chunk) {
    files.append(chunk);
    chunk.clear();
  }

  /// False when another process has signed a larger one meanwhile.
  private boolean sign(Connection connection, TreeEdge head) throws SQLException {
    try (var statement = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
      statement.setLong(1, LOCK);
      statement.execute();
    }
    var newest = newestSigned(new Rows(connection));
    long size = newest.map(Rows.Signed::size).orElse(0L);
    if (size > head.size()) {
      connection.rollback();
      return false;
    }
    SignedNote note;
    if (size == head.size()) {
      // Signed already, here before a crash or by another process.
      note = SignedNote.parse(newest.orElseThrow().note());
      connection.rollback();
    } else {
      var checkpoint = new Checkpoint(signer.key().name(), head.size(), head.root());
      note = SignedNote.sign(checkpoint.text(), signer);
      hook.at(Step.CHECKPOINT_SIGNED);
      insert(connection, head, note);
      hook.at(Step.CHECKPOINT_INSERTED);
      connection.commit();
      hook.at(Step.CHECKPOINT_COMMITTED);
    }
    publish(note, head.size());
    hook.at(Step.CHECKPOINT_PUBLISHED);
    return true;
  }

  private void publish(SignedNote signed, long size) {
    SignedNote note = signed;
    if (cosigners.isRequired()) {
      note = cosigners.ask(signed, new TileReader(layer, size));
      withheld = cosigners.missing(note);
      if (withheld.isPresent()) {
        return; // asked again the next time; the row in log_checkpoint says what was signed
      }
      cosigned = size;
    }
    files.publish(note);
    published = files.published();
  }

  private static void insert(Connection connection, TreeEdge head, SignedNote note)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "insert into log_checkpoint (size, root, note) values (?, ?, ?)")) {
      statement.setLong(1, head.size());
      statement.setBytes(2, head.root().bytes());
      statement.setBytes(3, note.bytes());
      statement.executeUpdate();
    }
  }

  /// Computes an edge from bytes, whatever the hashes beside them say.
  private static final class Chunk {
    private TreeEdge edge;
    private final List<Hash> hashes = new ArrayList<>();

    Chunk(TreeEdge start) {
      edge = start;
    }

    void add(Rows.Entry entry) {
      if (entry.index() != edge.size() + hashes.size()) {
        throw new LogConflict(
            "entry %d is not in the database".formatted(edge.size() + hashes.size()));
      }
      hashes.add(MerkleTree.leafHash(entry.leaf()));
      if (hashes.size() == CHUNK_ENTRIES) {
        edge();
      }
    }

    TreeEdge edge() {
      edge = edge.appendAll(hashes);
      hashes.clear();
      return edge;
    }
  }
}
