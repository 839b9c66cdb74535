package dev.sallyport.server.admin;

import dev.sallyport.control.audit.SearchIndex;
import dev.sallyport.control.store.StoreRefusal;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `sallyport audit reindex`: what searching needs, made again from the entries.
@Command(
    name = "reindex",
    description = "Make the tables for searching again from the entries of this machine's log.",
    mixinStandardHelpOptions = true)
final class AuditReindexCommand implements Callable<Integer> {

  private final Map<String, String> environment;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private final StateOptions state = new StateOptions();

  AuditReindexCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    var line = Objects.requireNonNull(spec).commandLine();
    PrintWriter err = line.getErr();
    Path directory = state.directory(environment);
    if (!Installation.exists(directory)) {
      err.println("not done: there is no installation in " + directory);
      return ExitCode.FAILED;
    }
    try (var installation = Installation.open(directory, state.database())) {
      long entries = new SearchIndex(installation.database()).rebuild();
      line.getOut().println(entries + " entries can be searched");
      return ExitCode.OK;
    } catch (StoreRefusal | UncheckedIOException e) {
      err.println("not done: " + e.getMessage());
      return ExitCode.FAILED;
    }
  }
}
