package dev.sallyport.cli.online;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/// Whatever a server sends, reading its packets ends, with packets or with an IOException.
final class PacketsFuzzTest {

  @FuzzTest(maxDuration = "30s")
  void fuzz(FuzzedDataProvider data) {
    byte[] bytes = data.consumeRemainingAsBytes();

    assertThat(lines(bytes)).isBetween(0, bytes.length);
    assertThat(pack(bytes)).isBetween(0, bytes.length);
  }

  private static int lines(byte[] bytes) {
    int read = 0;
    try {
      Packets packets = new Packets(bytes);
      while (packets.next() != Packets.Kind.END) {
        read += packets.text().length();
      }
    } catch (IOException _) {
      // the declared outcome
    }
    return read;
  }

  private static int pack(byte[] bytes) {
    try {
      return new Packets(bytes).pack().readAllBytes().length;
    } catch (IOException _) {
      return 0; // the declared outcome
    }
  }
}
