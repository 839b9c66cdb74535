package dev.sallyport.server.admin;

import dev.sallyport.base.model.event.Event;
import dev.sallyport.base.model.event.Facts;
import dev.sallyport.base.model.event.Personal;
import dev.sallyport.control.audit.Erasure;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `sallyport audit erase`: deletes what the log keeps about a person. The entries, their hashes
/// and
/// all that was signed stay as they are.
@Command(
    name = "erase",
    description = "Erase what the log of this machine keeps about a person.",
    footer = {
      "",
      "Names, addresses and reasons lie beside the log; entries hold commitments to",
      "them, which nobody can test a guess against once these are gone. That it was",
      "done is logged, as personal.erased. There is no way back.",
      "Exit code: 0 erased and published, or nothing was there; 1 erased, not",
      "published yet; 2 wrong usage; 3 not erased; 4 perhaps erased."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class AuditEraseCommand extends LogCommand {

  private final Clock clock;
  private final Map<String, String> environment;

  @ArgGroup(multiplicity = "1")
  private @Nullable What what;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why; kept beside the log as well.")
  private String reason = "";

  /// One of the two.
  static final class What {
    @Option(
        names = "--actor",
        required = true,
        paramLabel = "NAME",
        description = "Name, address and reason in all entries of this person.")
    private @Nullable String actor;

    @Option(
        names = "--entry",
        required = true,
        paramLabel = "INDEX",
        description = "All that this entry says about people.")
    private @Nullable Long entry;
  }

  AuditEraseCommand(Clock clock, Map<String, String> environment) {
    super(environment, "erased");
    this.clock = clock;
    this.environment = environment;
  }

  @Override
  int work(LogAccess access) {
    Facts facts = Operator.facts(clock, environment);
    Personal why;
    try {
      why = Personal.of(Event.REASON, reason);
    } catch (IllegalArgumentException e) {
      throw wrong("--reason: " + e.getMessage());
    }
    if (!Installation.exists(directory())) {
      return failed("there is no installation in " + directory());
    }
    int[] count = {0};
    new Recorder(access, out())
        .record(
            log -> {
              List<String> commitments = commitments(new Erasure(log.database()));
              count[0] = commitments.size();
              return events(facts, commitments, why);
            });
    out().println(count[0] == 0 ? "nothing is kept" : "erased  %d values".formatted(count[0]));
    return ExitCode.OK;
  }

  private List<String> commitments(Erasure erasure) {
    What chosen = Objects.requireNonNull(what);
    return chosen.entry == null
        ? erasure.ofPerson(LogAccess.TENANT, Objects.requireNonNull(chosen.actor))
        : erasure.ofEntry(LogAccess.TENANT, chosen.entry);
  }

  /// One for each part of the list, since an entry has a limit. Each is a commit of its own: what
  /// was erased when a later one fails stays erased, and the command can be given again.
  private static List<Event> events(Facts facts, List<String> commitments, Personal why) {
    var events = new ArrayList<Event>();
    for (int at = 0; at < commitments.size(); at += Event.PersonalErased.MAX_VALUES) {
      int end = Math.min(commitments.size(), at + Event.PersonalErased.MAX_VALUES);
      events.add(new Event.PersonalErased(facts, commitments.subList(at, end), why));
    }
    return events;
  }
}
