package dev.sallyport.server.admin;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// A point in time as people write it: `2026-11-24`, `2026-11-24T08:00:00Z`,
/// `2026-11-24T09:00:00+01:00`, or so long ago: `90s`, `30m`, `24h`, `7d`.
final class PointInTime {

  private static final int LONGEST_NUMBER = 6;
  private static final int DATE = "2026-11-24".length();

  private PointInTime() {}

  /// Empty when it is none of these.
  static Optional<Instant> parse(String text, Instant now) {
    try {
      Optional<Duration> ago = span(text);
      if (ago.isPresent()) {
        return Optional.of(now.minus(ago.get()));
      }
      return Optional.of(
          text.length() == DATE
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> span(String text) {
    int end = text.length() - 1;
    boolean number =
        end > 0
            && end <= LONGEST_NUMBER
            && text.substring(0, end).chars().allMatch(c -> c >= '0' && c <= '9');
    if (!number) {
      return Optional.empty();
    }
    long count = Long.parseLong(text.substring(0, end));
    return switch (text.charAt(end)) {
      case 's' -> Optional.of(Duration.ofSeconds(count));
      case 'm' -> Optional.of(Duration.ofMinutes(count));
      case 'h' -> Optional.of(Duration.ofHours(count));
      case 'd' -> Optional.of(Duration.ofDays(count));
      default -> Optional.empty();
    };
  }
}
