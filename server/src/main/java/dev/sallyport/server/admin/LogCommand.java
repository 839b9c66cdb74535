package dev.sallyport.server.admin;

import dev.sallyport.control.audit.LogUnavailable;
import dev.sallyport.control.audit.OutcomeUnknown;
import dev.sallyport.control.audit.UnitRefused;
import dev.sallyport.control.store.StoreRefusal;
import dev.sallyport.trust.log.LogConflict;
import dev.sallyport.trust.log.MalformedLog;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The frame of a command that adds to the log of this machine, and what each failure means there.
abstract class LogCommand implements Callable<Integer> {

  private final Map<String, String> environment;
  private final String done;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private final StateOptions state = new StateOptions();
  @Mixin private final WitnessOptions witnesses = new WitnessOptions();

  /// @param done what it has done when all went well, such as `logged`
  LogCommand(Map<String, String> environment, String done) {
    this.environment = environment;
    this.done = done;
  }

  @Override
  public final Integer call() {
    witnesses
        .problem()
        .ifPresent(
            problem -> {
              throw wrong(problem);
            });
    try {
      return work(new LogAccess(state, witnesses, environment, err()));
    } catch (Recorder.NotPublished e) {
      err().println("%s, but not published yet: %s".formatted(done, e.getMessage()));
      return ExitCode.UNPUBLISHED;
    } catch (Recorder.NotCosigned e) {
      err().println("%s and published, but without its quorum: %s".formatted(done, e.getMessage()));
      return ExitCode.UNPUBLISHED;
    } catch (OutcomeUnknown e) {
      err().println("perhaps %s; the log itself tells: %s".formatted(done, e.getMessage()));
      return ExitCode.UNKNOWN;
    } catch (StoreRefusal
        | LogConflict
        | LogUnavailable
        | UnitRefused
        | MalformedLog
        | UncheckedIOException e) {
      return failed(String.valueOf(e.getMessage()));
    }
  }

  /// @return exit code
  abstract int work(LogAccess access);

  final Path directory() {
    return state.directory(environment);
  }

  final int failed(String why) {
    err().println("not %s: %s".formatted(done, why));
    return ExitCode.FAILED;
  }

  final ParameterException wrong(String message) {
    return new ParameterException(line(), message);
  }

  final PrintWriter out() {
    return line().getOut();
  }

  final PrintWriter err() {
    return line().getErr();
  }

  private CommandLine line() {
    return Objects.requireNonNull(spec).commandLine();
  }
}
