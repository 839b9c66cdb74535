package dev.sallyport.server.admin;

import dev.sallyport.base.model.event.Actor;
import dev.sallyport.base.model.event.Facts;
import dev.sallyport.base.model.event.Personal;
import java.time.Clock;
import java.util.Map;

/// Whoever runs a command on this machine, as its accounts tell: the user, and for root the one who
/// became it by sudo.
final class Operator {

  private static final String SUDO = "SUDO_USER";

  private Operator() {}

  static Facts facts(Clock clock, Map<String, String> environment) {
    String user = System.getProperty("user.name", "unknown");
    String behind = user.equals("root") ? environment.getOrDefault(SUDO, "") : "";
    String name = behind.isEmpty() ? user : behind;
    return new Facts(
        new Actor.Human("local", Personal.of(Actor.SUBJECT, name), "host"), clock.instant());
  }
}
