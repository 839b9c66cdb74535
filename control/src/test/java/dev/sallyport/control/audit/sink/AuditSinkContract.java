package dev.sallyport.control.audit.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.base.model.event.Actor;
import dev.sallyport.base.model.event.Event;
import dev.sallyport.base.model.event.Facts;
import dev.sallyport.base.model.event.Leaf;
import dev.sallyport.base.model.source.Digest;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What every sink keeps. A test of a sink extends it, once with a receiver that plays the protocol
/// and once, slowly, with the software that users have.
abstract class AuditSinkContract {

  static final String ORIGIN = "log.example/test";
  static final Instant NOON = Instant.parse("2026-11-24T12:00:00.123456789Z");

  /// What a receiver has of an entry.
  ///
  /// @param event its copy of the leaf
  record Got(long index, String id, String event) {}

  /// Opens the sink at its receiver, which keeps what it has.
  abstract Sink open() throws IOException;

  /// What the receiver has, in the order in which it got it, each entry once. Waits until it has as
  /// many as are expected.
  abstract List<Got> received(int expected) throws IOException;

  /// From now on the receiver takes nothing.
  abstract void breakReceiver() throws IOException;

  abstract void repairReceiver() throws IOException;

  /// The indices between 0 and the last that the receiver has not got, found out as the page of the
  /// sink says.
  abstract List<Long> missing() throws IOException;

  static Delivery entry(long index) {
    return new Delivery(ORIGIN, index, leaf("production Zürich " + index));
  }

  static byte[] leaf(String environment) {
    var on = Facts.Target.of(environment, new Digest("sha256:" + "ab".repeat(32)));
    var facts =
        new Facts(new Actor.Part("test"), NOON, Facts.From.UNKNOWN, on, Facts.Correlation.NONE);
    return Leaf.of(new Event.DeployObserved(facts, null)).bytes();
  }

  static List<Delivery> entries(long from, long to) {
    return LongStream.range(from, to).mapToObj(AuditSinkContract::entry).toList();
  }

  static List<String> ids(long from, long to) {
    return entries(from, to).stream().map(Delivery::id).toList();
  }

  /// As large as an entry can be.
  static Delivery largest(long index) {
    String start = "{\"v\":1,\"verb\":\"deploy.observed\",\"x\":\"é";
    String end = "\"}";
    int missing = Leaf.MAX_BYTES - (start + end).getBytes(UTF_8).length;
    String leaf = start + "x".repeat(missing) + end;
    return new Delivery(ORIGIN, index, leaf.getBytes(UTF_8));
  }

  private List<String> receivedIds(int expected) throws IOException {
    return received(expected).stream().map(Got::id).toList();
  }

  @Test
  void keepsOrderOverSeveralDeliveries() throws IOException {
    try (Sink sink = open()) {
      sink.deliver(entries(0, 3));
      sink.deliver(entries(3, 300));
    }
    assertThat(receivedIds(300)).isEqualTo(ids(0, 300));
  }

  @Test
  void receiverHasTheLeafByteForByte() throws IOException {
    try (Sink sink = open()) {
      sink.deliver(entries(0, 2));
    }
    assertThat(received(2))
        .containsExactly(
            new Got(0, ORIGIN + "#0", new String(entry(0).leaf(), UTF_8)),
            new Got(1, ORIGIN + "#1", new String(entry(1).leaf(), UTF_8)));
  }

  @Test
  void largestEntryArrives() throws IOException {
    Delivery largest = largest(1);
    assertThat(largest.leaf()).hasSize(Leaf.MAX_BYTES);
    try (Sink sink = open()) {
      sink.deliver(List.of(entry(0), largest, entry(2)));
    }
    assertThat(receivedIds(3)).isEqualTo(ids(0, 3));
  }

  @Test
  void entryOfAnUnknownVersionArrives() throws IOException {
    var unknown = new Delivery(ORIGIN, 0, "{\"v\":2,\"verb\":[1]}".getBytes(UTF_8));
    try (Sink sink = open()) {
      sink.deliver(List.of(unknown));
    }
    assertThat(received(1)).containsExactly(new Got(0, ORIGIN + "#0", "{\"v\":2,\"verb\":[1]}"));
  }

  @Test
  void goesOnAfterRestart() throws IOException {
    try (Sink sink = open()) {
      sink.deliver(entries(0, 2));
    }
    try (Sink sink = open()) {
      sink.deliver(entries(2, 4));
    }
    assertThat(receivedIds(4)).isEqualTo(ids(0, 4));
  }

  @Test
  void whatComesAgainHasTheSameId() throws IOException {
    try (Sink sink = open()) {
      sink.deliver(entries(0, 2));
      sink.deliver(entries(1, 3));
    }
    assertThat(receivedIds(3)).isEqualTo(ids(0, 3));
  }

  @Test
  void brokenReceiverIsNotAcknowledged() throws IOException {
    try (Sink sink = open()) {
      sink.deliver(entries(0, 1));
    }
    assertThat(received(1)).hasSize(1);
    breakReceiver();
    try (Sink sink = open()) {
      List<Delivery> next = entries(1, 2);
      assertThatThrownBy(() -> sink.deliver(next)).isInstanceOf(IOException.class);
      repairReceiver();
      sink.deliver(next);
    }
    assertThat(receivedIds(2)).isEqualTo(ids(0, 2));
  }

  @Test
  void receiverMayGoAwayInBetween() throws IOException {
    try (Sink sink = open()) {
      sink.deliver(entries(0, 1));
      assertThat(received(1)).hasSize(1);
      breakReceiver();
      List<Delivery> next = entries(1, 2);
      if (!sink.acknowledges()) {
        // It may take another delivery to be seen; that is why the last ones are sent again.
        Eventually.holds(() -> fails(sink, next));
      }
      assertThatThrownBy(() -> sink.deliver(next)).isInstanceOf(IOException.class);
      repairReceiver();
      sink.deliver(next);
    }
    assertThat(receivedIds(2)).isEqualTo(ids(0, 2));
  }

  private static boolean fails(Sink sink, List<Delivery> entries) {
    try {
      sink.deliver(entries);
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  @Test
  void receiverSeesGaps() throws IOException {
    try (Sink sink = open()) {
      sink.deliver(entries(1, 4));
      sink.deliver(entries(6, 9));
    }
    assertThat(received(6)).hasSize(6);
    assertThat(missing()).containsExactly(0L, 4L, 5L);
  }

  @Test
  void receiverSeesNoGapWhereNoneIs() throws IOException {
    try (Sink sink = open()) {
      sink.deliver(entries(0, 12));
      sink.deliver(entries(5, 20));
    }
    assertThat(received(20)).hasSize(20);
    assertThat(missing()).isEmpty();
  }

  @Test
  void onlyWhoIsNotAcknowledgedSendsAgain() throws IOException {
    try (Sink sink = open()) {
      assertThat(sink.resends() == 0).isEqualTo(sink.acknowledges());
      assertThat(sink.name()).matches("[a-z0-9-]{1,64}");
    }
  }

  /// Ranges as the commands of the pages print them, `0-2` or `5`, in lines.
  static List<Long> indices(String ranges) {
    var indices = new ArrayList<Long>();
    for (String range : ranges.lines().toList()) {
      String[] ends = range.split("-", 2);
      long last = Long.parseLong(ends[ends.length - 1]);
      for (long index = Long.parseLong(ends[0]); index <= last; index++) {
        indices.add(index);
      }
    }
    return indices;
  }
}
