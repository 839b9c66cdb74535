package dev.sallyport.control.audit.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every sink keeps. A test of a sink extends it.
abstract class AuditSinkContract {

  static final String ORIGIN = "log.example/test";

  /// Opens the sink at its receiver, which keeps what it has.
  abstract Sink open() throws IOException;

  /// The ids that the receiver has, in the order in which it got them, each once.
  abstract List<String> received() throws IOException;

  /// From now on the receiver takes nothing.
  abstract void breakReceiver() throws IOException;

  abstract void repairReceiver() throws IOException;

  static List<Delivery> entries(long from, long to) {
    var entries = new ArrayList<Delivery>();
    for (long index = from; index < to; index++) {
      entries.add(new Delivery(ORIGIN, index, "{\"n\":%d}".formatted(index).getBytes(UTF_8)));
    }
    return entries;
  }

  static List<String> ids(long from, long to) {
    return entries(from, to).stream().map(Delivery::id).toList();
  }

  @Test
  void keepsOrderOverSeveralDeliveries() throws IOException {
    try (Sink sink = open()) {
      sink.deliver(entries(0, 3));
      sink.deliver(entries(3, 300));
    }
    assertThat(received()).isEqualTo(ids(0, 300));
  }

  @Test
  void goesOnAfterRestart() throws IOException {
    try (Sink sink = open()) {
      sink.deliver(entries(0, 2));
    }
    try (Sink sink = open()) {
      sink.deliver(entries(2, 4));
    }
    assertThat(received()).isEqualTo(ids(0, 4));
  }

  @Test
  void whatComesAgainHasTheSameId() throws IOException {
    try (Sink sink = open()) {
      sink.deliver(entries(0, 2));
      sink.deliver(entries(1, 3));
    }
    assertThat(received()).isEqualTo(ids(0, 3));
  }

  @Test
  void brokenReceiverIsNotAcknowledged() throws IOException {
    try (Sink sink = open()) {
      sink.deliver(entries(0, 1));
    }
    breakReceiver();
    try (Sink sink = open()) {
      List<Delivery> next = entries(1, 2);
      assertThatThrownBy(() -> sink.deliver(next)).isInstanceOf(IOException.class);
      repairReceiver();
      sink.deliver(next);
    }
    assertThat(received()).isEqualTo(ids(0, 2));
  }
}
