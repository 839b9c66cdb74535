package dev.sallyport.scan.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.Map;

/// Any bytes are a pack, and a changed value is never found in one.
final class CachePackFuzzTest {

  @FuzzTest(maxDuration = "30s")
  void fuzz(FuzzedDataProvider data) {
    byte[] good = new byte[CachePack.records(Map.of("k", new byte[] {1, 2, 3}), 4096).remaining()];
    CachePack.records(Map.of("k", new byte[] {1, 2, 3}), 4096).get(good);
    for (int i = data.consumeInt(0, 4); i > 0; i--) {
      good[data.consumeInt(0, good.length - 1)] = data.consumeByte();
    }
    CachePack.of(good).get("k").ifPresent(v -> assertThat(v).containsExactly(1, 2, 3));
    byte[] rest = data.consumeRemainingAsBytes();
    byte[] bytes = Arrays.copyOf(good, good.length + rest.length);
    System.arraycopy(rest, 0, bytes, good.length, rest.length);

    CachePack pack = CachePack.of(bytes);

    assertThat(pack.end()).isBetween(0, bytes.length);
    assertThat(pack.get("k").map(value -> value.length).orElse(0)).isLessThan(bytes.length);
  }
}
