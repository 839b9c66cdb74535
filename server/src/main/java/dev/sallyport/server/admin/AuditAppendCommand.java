package dev.sallyport.server.admin;

import dev.sallyport.base.model.event.Actor;
import dev.sallyport.base.model.event.Event;
import dev.sallyport.base.model.event.Facts;
import dev.sallyport.base.model.event.Leaf;
import dev.sallyport.base.model.event.Personal;
import dev.sallyport.base.model.event.Verb;
import dev.sallyport.base.model.source.Digest;
import dev.sallyport.base.text.Plain;
import dev.sallyport.base.text.Suggest;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `sallyport audit append`: records what happened outside. Ends when it is committed and
/// published.
@Command(
    name = "append",
    description = "Record a deployment that happened outside, in the log of this machine.",
    footer = {
      "",
      "Actor, host and reason are kept beside the log, where they can be erased;",
      "the log itself holds only commitments to them.",
      "Exit code: 0 logged and published; 1 logged, not published yet; 2 wrong usage;",
      "3 not logged; 4 perhaps logged."
    },
    mixinStandardHelpOptions = true)
final class AuditAppendCommand extends LogCommand {

  /// Of what was wrong, in code points.
  private static final int SHOWN = 60;

  private final Clock clock;

  @Option(
      names = "--verb",
      required = true,
      paramLabel = "VERB",
      description = "What happened: deploy.observed.")
  private String verb = "";

  @Option(
      names = "--environment",
      required = true,
      paramLabel = "NAME",
      description = "Where it runs now.")
  private String target = "";

  @Option(
      names = "--artifact",
      required = true,
      paramLabel = "DIGEST",
      description = "What runs: sha256:<64 hexadecimal digits>.")
  private String artifact = "";

  @Option(names = "--actor", required = true, paramLabel = "NAME", description = "Who did it.")
  private String actor = "";

  @Option(names = "--from", paramLabel = "HOST", description = "From where.")
  private @Nullable String from;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why.")
  private @Nullable String reason;

  AuditAppendCommand(Clock clock, Map<String, String> environment) {
    super(environment, "logged");
    this.clock = clock;
  }

  @Override
  int work(LogAccess access) {
    new Recorder(access, out()).record(event());
    return ExitCode.OK;
  }

  private Event event() {
    if (Verb.of(verb).isEmpty()) {
      throw wrong(
          "--verb: there is no '%s'%s; deploy.observed can be recorded by hand"
              .formatted(verb, Suggest.hint(verb, List.of(Verb.DEPLOY_OBSERVED.text()))));
    }
    if (!verb.equals(Verb.DEPLOY_OBSERVED.text())) {
      throw wrong("--verb: %s is logged by what does it, never by hand".formatted(verb));
    }
    if (!Digest.isDigest(artifact)) {
      throw wrong(
          "--artifact: sha256: and 64 lower-case hexadecimal digits, not " + shown(artifact));
    }
    Event event = stated();
    try {
      Leaf.of(LogAccess.TENANT, event);
    } catch (IllegalArgumentException e) {
      // All else in the entry was looked at, or is a commitment.
      throw wrong(
          "--environment: wanted 1 to %d characters without control characters, got '%s' (%s)"
              .formatted(Leaf.MAX_NAME, shown(target), e.getMessage()));
    }
    return event;
  }

  private static String shown(String text) {
    String plain = Plain.line(text);
    return plain.codePointCount(0, plain.length()) <= SHOWN
        ? plain
        : plain.substring(0, plain.offsetByCodePoints(0, SHOWN)) + "…";
  }

  private Event stated() {
    try {
      var facts =
          new Facts(
              // Nobody proved it; whoever runs this command says so.
              new Actor.Human("local", Personal.of(Actor.SUBJECT, actor), "stated"),
              clock.instant(),
              new Facts.From(from == null ? null : Personal.of(Facts.ADDRESS, from), null),
              Facts.Target.of(target, new Digest(artifact)),
              Facts.Correlation.NONE);
      return new Event.DeployObserved(
          facts, reason == null ? null : Personal.of(Event.REASON, reason));
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }
}
