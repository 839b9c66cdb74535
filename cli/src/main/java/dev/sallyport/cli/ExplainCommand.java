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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `sallyport explain RULE`: the rule's page.
@Command(
    name = "explain",
    description = "Show a rule's page: what, why, attack, fix.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "RULE",
      completionCandidates = Candidates.RuleIds.class,
      description = "Id of a rule, as 'sallyport rules' lists them.")
  private String rule = "";

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      defaultValue = "auto",
      completionCandidates = Candidates.Colours.class,
      description =
          "${COMPLETION-CANDIDATES}; auto colours a terminal unless NO_COLOR or TERM=dumb is set.")
  private String color = "auto";

  @Override
  public Integer call() {
    var line = Objects.requireNonNull(spec).commandLine();
    try {
      PrintWriter out = line.getOut();
      out.print(page());
      out.flush();
      return ExitCodes.CLEAN;
    } catch (UsageException wrong) {
      line.getErr().println("sallyport: " + wrong.text());
      line.getErr().flush();
      return ExitCodes.USAGE;
    }
  }

  private String page() {
    List<String> known = RuleChoice.known();
    if (rule.isEmpty()) {
      throw new UsageException(
          "explain: expected the id of a rule, as in 'sallyport explain unpinned-action';"
              + " 'sallyport rules' lists all "
              + known.size());
    }
    if (!known.contains(rule)) {
      throw new UsageException(
          "there is no rule '"
              + rule
              + "'; 'sallyport rules' lists them all"
              + Suggest.hint(rule, known));
    }
    Terminal terminal = Terminal.of(color);
    return PageText.of(text(rule), terminal.style().colour(), terminal.width());
  }

  /// The page as it lies in the distribution.
  static String text(String id) {
    try (InputStream in =
        PipelineRules.class.getResourceAsStream("/dev/sallyport/scan/rules/" + id + ".md")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
