package dev.sallyport.trust.witness;

import dev.sallyport.trust.log.Checkpoint;
import dev.sallyport.trust.log.FileLayer;
import dev.sallyport.trust.log.MalformedLog;
import dev.sallyport.trust.log.MerkleTree;
import dev.sallyport.trust.log.SignedNote;
import dev.sallyport.trust.log.VerifiedCheckpoint;
import dev.sallyport.trust.log.WitnessPolicy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The latest checkpoint of each log that was cosigned, one small file each. A file is replaced in
/// one step and synced before [#put] returns: what was cosigned is never forgotten, not even when
/// the power fails. Not for several threads; the [Witness] takes care.
public final class WitnessStore {

  private static final String FOLDER = "heads";
  private static final String REFUSALS = "refused";

  /// What is kept of checkpoints that contradict an earlier one; a log that forks does it once.
  private static final int MAX_REFUSED = 100;

  private final FileLayer layer;
  private final WitnessPolicy logs;
  private final Map<String, Checkpoint> latest = new HashMap<>();

  private WitnessStore(FileLayer layer, WitnessPolicy logs) {
    this.layer = layer;
    this.logs = logs;
  }

  /// Reads what was cosigned before. A damaged file is [MalformedLog]: to go on without it would be
  /// to forget.
  static WitnessStore open(FileLayer layer, WitnessPolicy logs) {
    layer.makeFolder(FOLDER);
    layer.makeFolder(REFUSALS);
    layer.syncFolder("");
    var store = new WitnessStore(layer, logs);
    for (WitnessPolicy.Log log : logs.logs()) {
      String origin = log.key().name();
      layer
          .read(path(origin), SignedNote.MAX_BYTES)
          .ifPresent(note -> store.latest.put(origin, store.read(origin, note)));
    }
    return store;
  }

  private Checkpoint read(String origin, byte[] note) {
    return switch (logs.check(note)) {
      case WitnessPolicy.Outcome.Accepted(VerifiedCheckpoint head)
          when head.checkpoint().origin().equals(origin) ->
          head.checkpoint();
      case WitnessPolicy.Outcome.Accepted(VerifiedCheckpoint head) ->
          throw new MalformedLog(
              "%s is of %s, not of %s".formatted(path(origin), head.checkpoint().origin(), origin));
      case WitnessPolicy.Outcome.Refused(String reason) ->
          throw new MalformedLog("%s: %s".formatted(path(origin), reason));
    };
  }

  Optional<Checkpoint> latest(String origin) {
    return Optional.ofNullable(latest.get(origin));
  }

  void put(VerifiedCheckpoint head) {
    String origin = head.checkpoint().origin();
    replace(path(origin), head.note().bytes());
    latest.put(origin, head.checkpoint());
  }

  /// Keeps a signed checkpoint that contradicts the latest one: evidence against the log.
  void refuse(VerifiedCheckpoint head) {
    if (layer.list(REFUSALS).size() < MAX_REFUSED) {
      byte[] note = head.note().text().getBytes(StandardCharsets.UTF_8);
      replace("%s/%s".formatted(REFUSALS, MerkleTree.leafHash(note)), head.note().bytes());
    }
  }

  private void replace(String path, byte[] bytes) {
    String temporary = path + ".tmp";
    layer.write(temporary, bytes);
    layer.sync(temporary);
    layer.rename(temporary, path);
    layer.syncFolder(path.substring(0, path.indexOf('/')));
  }

  /// Origins are text of any kind; a hash of one is a safe file name.
  static String path(String origin) {
    return "%s/%s".formatted(FOLDER, MerkleTree.leafHash(origin.getBytes(StandardCharsets.UTF_8)));
  }
}
