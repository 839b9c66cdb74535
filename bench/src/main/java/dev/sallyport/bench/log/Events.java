package dev.sallyport.bench.log;

import dev.sallyport.base.model.event.Actor;
import dev.sallyport.base.model.event.Event;
import dev.sallyport.base.model.event.Facts;
import dev.sallyport.base.model.event.Leaf;
import dev.sallyport.base.model.event.Reason;
import dev.sallyport.base.model.event.Verdict;
import dev.sallyport.base.model.source.Digest;
import dev.sallyport.control.audit.Appended;
import dev.sallyport.control.audit.Appender;
import dev.sallyport.control.audit.Durable;
import dev.sallyport.control.audit.Unit;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Decisions of about 1 KiB, no two alike.
final class Events {

  private static final int TENANT = 1;
  private static final Instant WHEN = Instant.parse("2026-11-24T12:00:00.000000001Z");

  private Events() {}

  static Event next() {
    var facts =
        new Facts(
            new Actor.Part("bench"),
            WHEN,
            Facts.From.UNKNOWN,
            Facts.Target.of("production", digest()),
            Facts.Correlation.NONE);
    return new Event.DecisionMade(
        facts,
        Verdict.ALLOW,
        digest(),
        digest(),
        List.of(
            new Reason("provenance-present", Reason.Outcome.PASSED, List.of(digest(), digest())),
            new Reason("scan-fresh", Reason.Outcome.PASSED, List.of(digest(), digest())),
            new Reason("reviewed", Reason.Outcome.PASSED, List.of(digest(), digest()))));
  }

  /// The bytes that the log keeps of one.
  static byte[] leaf() {
    return Leaf.of(next()).bytes();
  }

  static Durable<Event> append(Appender log) {
    return switch (log.append(Unit.of(TENANT, next()))) {
      case Appended.Done<Event>(var done) -> done;
      case Appended.Lost<Event>(var otherwise) -> otherwise;
    };
  }

  private static Digest digest() {
    byte[] bytes = new byte[32];
    ThreadLocalRandom.current().nextBytes(bytes);
    return new Digest("sha256:" + HexFormat.of().formatHex(bytes));
  }
}
