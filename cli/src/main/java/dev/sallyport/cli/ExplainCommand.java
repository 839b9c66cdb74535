package dev.sallyport.cli;

import dev.sallyport.base.text.Suggest;
import dev.sallyport.scan.engine.ExitCodes;
import dev.sallyport.scan.rule.pipeline.PipelineRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `sallyport explain RULE`: the rule's page.
@Command(
    name = "explain",
    description = "Show a rule's page: what, why, attack, fix.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "RULE", description = "Id of a rule, as 'sallyport rules' lists them.")
  private String rule = "";

  @Override
  public Integer call() {
    var line = Objects.requireNonNull(spec).commandLine();
    List<String> known = PipelineRules.all().stream().map(r -> r.info().id()).toList();
    if (!known.contains(rule)) {
      line.getErr()
          .println("sallyport: there is no rule '" + rule + "'" + Suggest.hint(rule, known));
      line.getErr().flush();
      return ExitCodes.USAGE;
    }
    PrintWriter out = line.getOut();
    out.print(page(rule));
    out.flush();
    return ExitCodes.CLEAN;
  }

  /// The page as it lies in the distribution.
  static String page(String id) {
    try (InputStream in =
        PipelineRules.class.getResourceAsStream("/dev/sallyport/scan/rules/" + id + ".md")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
