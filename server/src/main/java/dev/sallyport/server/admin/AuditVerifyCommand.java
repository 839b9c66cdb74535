package dev.sallyport.server.admin;

import dev.sallyport.control.audit.LogUnavailable;
import dev.sallyport.control.audit.StateCheck;
import dev.sallyport.control.keys.Keys;
import dev.sallyport.control.store.StoreRefusal;
import dev.sallyport.trust.log.Checkpoint;
import dev.sallyport.trust.log.NoteKey;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `sallyport audit verify --state`: whether rows, head and published files are one log.
@Command(
    name = "verify",
    description = "Compare the rows of this machine's log, its head and its published files.",
    footer = {
      "",
      "Exit code: 0 they agree; 1 they do not; 2 wrong usage; 3 they could not be compared."
    },
    mixinStandardHelpOptions = true)
final class AuditVerifyCommand implements Callable<Integer> {

  private final Map<String, String> environment;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private final StateOptions state = new StateOptions();

  AuditVerifyCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    var line = Objects.requireNonNull(spec).commandLine();
    PrintWriter err = line.getErr();
    Path directory = state.directory(environment);
    if (!Installation.exists(directory)) {
      err.println("not verified: there is no installation in " + directory);
      return ExitCode.FAILED;
    }
    try (var installation = Installation.open(directory, state.database())) {
      Optional<NoteKey> key = Keys.logKey(installation.state());
      if (key.isEmpty()) {
        err.println("not verified: no log was begun in " + directory);
        return ExitCode.FAILED;
      }
      var report = StateCheck.run(installation.database(), installation.state().log(), key.get());
      return print(report, key.get(), line.getOut());
    } catch (StoreRefusal | LogUnavailable | UncheckedIOException e) {
      err.println("not verified: " + e.getMessage());
      return ExitCode.FAILED;
    }
  }

  private static int print(StateCheck.Report report, NoteKey key, PrintWriter out) {
    report.problems().forEach(out::println);
    long published = report.published().map(Checkpoint::size).orElse(0L);
    out.println(
        "%s: %d entries in the database, %d published: %s"
            .formatted(
                key.name(),
                report.entries(),
                published,
                report.isClean() ? "rows, head and files agree" : "NOT one log"));
    return report.isClean() ? ExitCode.OK : ExitCode.PROBLEMS;
  }
}
