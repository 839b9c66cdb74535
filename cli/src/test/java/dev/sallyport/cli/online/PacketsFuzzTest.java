package dev.sallyport.cli.online;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever a server sends, reading its packets ends, with packets or with an IOException.
final class PacketsFuzzTest {
  private static final String ALPHABET = "0001234fERR \n\u0001\u0002\u0003x";

  @Test
  void endsOnRandomPackets() {
    Random random = new Random(20260102);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextInt(64)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) ALPHABET.charAt(random.nextInt(ALPHABET.length()));
      }
      assertThat(read(bytes)).isBetween(0, bytes.length);
    }
  }

  private static int read(byte[] bytes) {
    int read = 0;
    try {
      Packets packets = new Packets(bytes);
      while (packets.next() != Packets.Kind.END) {
        read += packets.text().length();
      }
      new Packets(bytes).pack().readAllBytes();
    } catch (IOException _) {
      // the declared outcome
    }
    return read;
  }
}
