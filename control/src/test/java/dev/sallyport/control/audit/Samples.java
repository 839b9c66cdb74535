package dev.sallyport.control.audit;

import dev.sallyport.base.model.event.Actor;
import dev.sallyport.base.model.event.Event;
import dev.sallyport.base.model.event.Facts;
import dev.sallyport.base.model.event.Personal;
import dev.sallyport.base.model.source.Digest;
import java.time.Instant;

/// Events for tests.
final class Samples {

  static final int TENANT = 1;
  static final Instant NOON = Instant.parse("2026-11-24T12:00:00.000000001Z");
  static final Digest ARTIFACT = new Digest("sha256:" + "ab".repeat(32));

  private Samples() {}

  static Event.DeployObserved deployed(String environment) {
    return new Event.DeployObserved(facts(environment), null);
  }

  /// With three values about a person.
  static Event.DeployObserved deployedBy(String person) {
    var facts =
        new Facts(
            new Actor.Human("local", Personal.of(Actor.SUBJECT, person), "host"),
            NOON,
            new Facts.From(Personal.of(Facts.ADDRESS, "host of " + person), null),
            Facts.Target.of("production", ARTIFACT),
            Facts.Correlation.NONE);
    return new Event.DeployObserved(facts, Personal.of(Event.REASON, "as asked"));
  }

  static Event.IdentityRejected replayed() {
    return new Event.IdentityRejected(facts("production"), "replayed");
  }

  static Facts facts(String environment) {
    return facts(environment, NOON);
  }

  static Facts facts(String environment, Instant time) {
    return new Facts(
        new Actor.Part("test"),
        time,
        Facts.From.UNKNOWN,
        Facts.Target.of(environment, ARTIFACT),
        Facts.Correlation.NONE);
  }
}
