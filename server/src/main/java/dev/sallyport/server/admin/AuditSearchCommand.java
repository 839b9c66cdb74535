package dev.sallyport.server.admin;

import dev.sallyport.base.model.event.Verb;
import dev.sallyport.base.model.source.Digest;
import dev.sallyport.base.text.Suggest;
import dev.sallyport.control.audit.LogUnavailable;
import dev.sallyport.control.audit.Search;
import dev.sallyport.trust.log.LogConflict;
import dev.sallyport.trust.log.MalformedLog;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `sallyport audit search`: entries by what they say, newest first. The question is an entry of
/// the
/// log before it is answered.
@Command(
    name = "search",
    description = "Find entries in the log of this machine, newest first.",
    footer = {
      "",
      "TIME is a day (2026-11-24), an instant (2026-11-24T08:00:00Z) or how long ago",
      "(90s, 30m, 24h, 7d).",
      "The question is logged itself, as audit.read by whoever runs this command,",
      "before it is answered. What was erased is shown as such.",
      "Exit code: 0 answered, also when nothing was found; 2 wrong usage;",
      "3 not answered; 4 not answered, but perhaps logged."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class AuditSearchCommand extends LogCommand {

  private static final String DEFAULT_LIMIT = "50";

  /// Not waited for.
  private static final long NOTHING = -1;

  /// How entries are shown.
  enum Format {
    table,
    json
  }

  private final Clock clock;
  private final Map<String, String> environment;

  @Option(
      names = "--artifact",
      paramLabel = "DIGEST",
      description = "Of this artifact: sha256:<64 hexadecimal digits>.")
  private @Nullable String artifact;

  @Option(
      names = "--actor",
      paramLabel = "NAME",
      description = "By this person, workload or part, as the entry named it.")
  private @Nullable String actor;

  @Option(names = "--environment", paramLabel = "NAME", description = "In this environment.")
  private @Nullable String target;

  @Option(names = "--run", paramLabel = "ID", description = "From this run of a CI system.")
  private @Nullable String run;

  @Option(names = "--verb", paramLabel = "VERB", description = "About this, as deploy.observed.")
  private @Nullable String verb;

  @Option(names = "--since", paramLabel = "TIME", description = "At this time or later.")
  private @Nullable String since;

  @Option(names = "--until", paramLabel = "TIME", description = "Before this time.")
  private @Nullable String until;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = DEFAULT_LIMIT,
      description = "At most so many, 1 to 200 (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--after",
      paramLabel = "INDEX",
      description = "Go on after the entry INDEX, the last one of the page before.")
  private @Nullable Long after;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, or json: an object a line (default: ${DEFAULT-VALUE}).")
  private Format format = Format.table;

  AuditSearchCommand(Clock clock, Map<String, String> environment) {
    super(environment, "answered");
    this.clock = clock;
    this.environment = environment;
  }

  @Override
  int work(LogAccess access) {
    Search.Query query = query();
    if (limit < 1 || limit > Search.MAX_PAGE) {
      throw wrong("--limit: wanted 1 to %d, got %d".formatted(Search.MAX_PAGE, limit));
    }
    if (after != null && after < 0) {
      throw wrong("--after: wanted the index of an entry, got " + after);
    }
    if (!Installation.exists(directory())) {
      return failed("there is no installation in " + directory());
    }
    Search.Page page;
    try (OpenLog log = access.open()) {
      page =
          new Search(log.database(), log.log())
              .find(
                  LogAccess.TENANT,
                  Operator.facts(clock, environment),
                  query,
                  after == null ? Long.MAX_VALUE : after,
                  limit);
      publish(log);
    }
    print(page);
    return ExitCode.OK;
  }

  /// The question is durable; that it is not published yet is no reason to keep the answer back.
  private void publish(OpenLog log) {
    try {
      log.publish(NOTHING);
    } catch (LogUnavailable | LogConflict | MalformedLog e) {
      err().println("warning: the question is logged, but not published yet: " + e.getMessage());
    }
  }

  private void print(Search.Page page) {
    switch (format) {
      case table -> new EntryTable(page.entries()).print(out());
      case json -> page.entries().forEach(entry -> out().println(EntryLine.of(entry)));
    }
    out().flush();
    if (page.entries().isEmpty()) {
      err().println("no entry was found");
    }
    page.next().ifPresent(next -> err().println("there are more: --after " + next));
  }

  private Search.Query query() {
    Instant now = clock.instant();
    return new Search.Query(
        verb == null ? null : verb(verb),
        target,
        artifact == null ? null : artifact(artifact),
        actor,
        run,
        since == null ? null : time("--since", since, now),
        until == null ? null : time("--until", until, now));
  }

  private Verb verb(String name) {
    return Verb.of(name)
        .orElseThrow(
            () ->
                wrong(
                    "--verb: there is no '%s'%s"
                        .formatted(
                            name,
                            Suggest.hint(
                                name, Arrays.stream(Verb.values()).map(Verb::text).toList()))));
  }

  private Digest artifact(String text) {
    if (!Digest.isDigest(text)) {
      throw wrong(
          "--artifact: wanted sha256: and 64 lower-case hexadecimal digits, got '%s'"
              .formatted(text));
    }
    return new Digest(text);
  }

  private Instant time(String option, String text, Instant now) {
    return PointInTime.parse(text, now)
        .orElseThrow(
            () ->
                wrong(
                    "%s: wanted a time like 2026-11-24, 2026-11-24T08:00:00Z or 24h, got '%s'"
                        .formatted(option, text)));
  }
}
