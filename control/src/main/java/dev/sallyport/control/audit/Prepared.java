package dev.sallyport.control.audit;

import dev.sallyport.base.model.event.Event;
import dev.sallyport.base.model.event.Leaf;
import dev.sallyport.base.model.event.Personal;
import dev.sallyport.trust.log.Hash;
import dev.sallyport.trust.log.MerkleTree;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A unit whose entries are encoded and hashed: done by its caller, so that the batch, of which
/// there
/// is one at a time, has little left to do.
final class Prepared<E extends Event> {

  /// @param bytes what is hashed
  record Entry(Event event, byte[] bytes, Hash hash, List<Personal.Known> personal) {

    static Entry of(int tenant, Event event) {
      Leaf leaf = Leaf.of(tenant, event);
      byte[] bytes = leaf.bytes();
      return new Entry(event, bytes, MerkleTree.leafHash(bytes), leaf.personal());
    }
  }

  private enum State {
    WAITING,
    TAKEN,
    GIVEN_UP
  }

  // Not of the unit, which may be handed in twice: one of the two would win what the other has won.
  private final UUID id = UUID.randomUUID();
  private final Unit<E> unit;
  private final List<Entry> wins;
  private final @Nullable Entry loses;
  private final CompletableFuture<Appended<E>> outcome = new CompletableFuture<>();
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

  Prepared(Unit<E> unit) {
    this.unit = unit;
    var entries = new ArrayList<Entry>();
    unit.before().forEach(event -> entries.add(Entry.of(unit.tenant(), event)));
    entries.add(Entry.of(unit.tenant(), unit.event()));
    wins = List.copyOf(entries);
    loses = unit.otherwise() == null ? null : Entry.of(unit.tenant(), unit.otherwise());
  }

  /// Names it among those of its batch, and in the rows that it claims.
  UUID id() {
    return id;
  }

  Unit<E> unit() {
    return unit;
  }

  /// What it appends.
  List<Entry> entries(boolean won) {
    return won || loses == null ? wins : List.of(loses);
  }

  /// The most bytes that it brings.
  int bytes() {
    return wins.stream().mapToInt(entry -> entry.bytes().length).sum();
  }

  /// False when its caller has gone.
  boolean take() {
    return state.compareAndSet(State.WAITING, State.TAKEN);
  }

  /// False when it is too late: a batch has it.
  boolean giveUp() {
    return state.compareAndSet(State.WAITING, State.GIVEN_UP);
  }

  CompletableFuture<Appended<E>> outcome() {
    return outcome;
  }

  /// @param first index of its first entry
  void committed(boolean won, String origin, long first) {
    List<Entry> entries = entries(won);
    Entry last = entries.getLast();
    long index = first + entries.size() - 1;
    if (won) {
      outcome.complete(
          new Appended.Done<>(new Durable<>(unit.event(), origin, index, last.hash())));
    } else {
      outcome.complete(
          new Appended.Lost<>(new Durable<>(last.event(), origin, index, last.hash())));
    }
  }

  void failed(RuntimeException reason) {
    outcome.completeExceptionally(reason);
  }
}
