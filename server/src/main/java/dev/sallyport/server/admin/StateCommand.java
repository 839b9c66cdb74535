package dev.sallyport.server.admin;

import dev.sallyport.control.audit.LogUnavailable;
import dev.sallyport.control.store.StoreRefusal;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The frame of a command that needs an installation which is there and which nobody else has open.
abstract class StateCommand implements Callable<Integer> {

  private final Map<String, String> environment;
  private final String failure;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private final StateOptions state = new StateOptions();

  /// @param failure how its messages begin, such as `not done`
  StateCommand(Map<String, String> environment, String failure) {
    this.environment = environment;
    this.failure = failure;
  }

  @Override
  public final Integer call() {
    Path directory = state.directory(environment);
    if (!Installation.exists(directory)) {
      return failed("there is no installation in " + directory);
    }
    try (var installation = Installation.open(directory, state.database())) {
      return work(installation);
    } catch (StoreRefusal | LogUnavailable | UncheckedIOException e) {
      return failed(String.valueOf(e.getMessage()));
    }
  }

  /// @return exit code
  abstract int work(Installation installation);

  final PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }

  final int failed(String why) {
    Objects.requireNonNull(spec).commandLine().getErr().println(failure + ": " + why);
    return ExitCode.FAILED;
  }
}
