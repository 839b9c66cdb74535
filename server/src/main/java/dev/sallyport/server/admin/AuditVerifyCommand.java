package dev.sallyport.server.admin;

import dev.sallyport.control.audit.StateCheck;
import dev.sallyport.control.keys.Keys;
import dev.sallyport.trust.log.Checkpoint;
import dev.sallyport.trust.log.NoteKey;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;

/// `sallyport audit verify --state`: whether rows, head and published files are one log.
@Command(
    name = "verify",
    description = "Compare the rows of this machine's log, its head and its published files.",
    footer = {
      "",
      "Exit code: 0 they agree; 1 they do not; 2 wrong usage; 3 they could not be compared."
    },
    mixinStandardHelpOptions = true)
final class AuditVerifyCommand extends StateCommand {

  AuditVerifyCommand(Map<String, String> environment) {
    super(environment, "not verified");
  }

  @Override
  int work(Installation installation) {
    Optional<NoteKey> key = Keys.logKey(installation.state());
    if (key.isEmpty()) {
      return failed("no log was begun in " + installation.state().root());
    }
    return print(
        StateCheck.run(installation.database(), installation.state().log(), key.get()), key.get());
  }

  private int print(StateCheck.Report report, NoteKey key) {
    report.problems().forEach(out()::println);
    long published = report.published().map(Checkpoint::size).orElse(0L);
    out()
        .println(
            "%s: %d entries in the database, %d published: %s"
                .formatted(
                    key.name(),
                    report.entries(),
                    published,
                    report.isClean() ? "rows, head and files agree" : "NOT one log"));
    return report.isClean() ? ExitCode.OK : ExitCode.PROBLEMS;
  }
}
