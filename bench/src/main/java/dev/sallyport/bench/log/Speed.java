package dev.sallyport.bench.log;

import java.util.Arrays;
import java.util.List;

/// What a load came to.
///
/// @param rates of its rounds, in calls a second
/// @param nanos how long each call took, in all rounds, sorted
record Speed(List<Double> rates, long[] nanos) {

  Speed {
    rates = List.copyOf(rates);
    Arrays.sort(nanos);
  }

  static Speed of(double seconds, long[] nanos) {
    return new Speed(List.of(nanos.length / seconds), nanos);
  }

  static Speed of(long[] nanos) {
    return of(Arrays.stream(nanos).sum() / 1e9, nanos);
  }

  static Speed ofRounds(List<Speed> rounds) {
    return new Speed(
            rounds.stream().flatMap(round -> round.rates.stream()).toList(),
            rounds.stream().flatMapToLong(round -> Arrays.stream(round.nanos)).toArray())
        .thinned();
  }

  /// The same with at most 1,000 of its times, so that they do not count as memory of the log.
  Speed thinned() {
    int kept = Math.min(nanos.length, 1000);
    long[] some = new long[kept];
    for (int i = 0; i < kept; i++) {
      some[i] = nanos[(int) ((2L * i + 1) * nanos.length / (2L * kept))];
    }
    return new Speed(rates, some);
  }

  /// Calls a second, the median of the rounds.
  double rate() {
    return median(rates);
  }

  /// @param part such as 0.99
  double millis(double part) {
    return nanos[(int) Math.min(nanos.length - 1, (long) (nanos.length * part))] / 1e6;
  }

  /// How many times as fast as the other, the median of the rounds.
  double over(Speed other) {
    double[] ratios = new double[rates.size()];
    for (int round = 0; round < ratios.length; round++) {
      ratios[round] = rates.get(round) / other.rates.get(round);
    }
    return median(Arrays.stream(ratios).boxed().toList());
  }

  static double median(List<Double> values) {
    var sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
