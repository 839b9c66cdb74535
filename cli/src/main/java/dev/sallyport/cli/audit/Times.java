package dev.sallyport.cli.audit;

import java.time.Duration;

/// Spans of time as people write them: a number and one of `s`, `m`, `h`, `d`.
final class Times {
  private static final int LONGEST = 6;

  private Times() {}

  static Duration parse(String option, String text) {
    int end = text.length() - 1;
    boolean number =
        end > 0
            && end <= LONGEST
            && text.substring(0, end).chars().allMatch(c -> c >= '0' && c <= '9');
    long count = number ? Long.parseLong(text.substring(0, end)) : 0;
    char unit = end > 0 ? text.charAt(end) : ' ';
    Duration time =
        switch (unit) {
          case 's' -> Duration.ofSeconds(count);
          case 'm' -> Duration.ofMinutes(count);
          case 'h' -> Duration.ofHours(count);
          case 'd' -> Duration.ofDays(count);
          default -> Duration.ZERO;
        };
    if (time.isZero()) {
      throw new UsageProblem(
          "%s: wanted a time above zero like 90s, 30m, 24h or 7d, got '%s'"
              .formatted(option, text));
    }
    return time;
  }

  static String print(Duration time) {
    long hours = time.toHours();
    return hours > 0
        ? "%d h %d min".formatted(hours, time.toMinutesPart())
        : "%d min %d s".formatted(time.toMinutes(), time.toSecondsPart());
  }
}
