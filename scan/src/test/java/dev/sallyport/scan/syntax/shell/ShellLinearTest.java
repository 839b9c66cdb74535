package dev.sallyport.scan.syntax.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Four times the script takes about four times as long. Times are taken, so this is no test for
/// every build.
@Tag("slow")
class ShellLinearTest {
  private static final int REPEATS = 10_000;

  /// A quadratic parser comes to 16.
  private static final double MOST = 10;

  /// Shorter times than this say nothing.
  private static final long FLOOR_NANOS = 60_000_000;

  static Stream<String> openers() {
    return HostileScripts.OPENERS.stream();
  }

  @ParameterizedTest
  @MethodSource("openers")
  void timeGrowsWithLength(String opener) {
    for (Dialect dialect : HostileScripts.DIALECTS) {
      double once = Math.max(FLOOR_NANOS, best(dialect, opener.repeat(REPEATS)));
      double fourTimes = best(dialect, opener.repeat(4 * REPEATS));
      assertThat(fourTimes / once).as("%s %s", dialect, opener).isLessThan(MOST);
    }
  }

  private static long best(Dialect dialect, String text) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      long start = System.nanoTime();
      HostileScripts.exercise(dialect, text);
      best = Math.min(best, System.nanoTime() - start);
    }
    return best;
  }
}
