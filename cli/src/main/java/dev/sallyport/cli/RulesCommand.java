package dev.sallyport.cli;

import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.pipeline.PipelineRules;
import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `sallyport rules`: what is looked for.
@Command(name = "rules", description = "List all rules.", mixinStandardHelpOptions = true)
final class RulesCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    int width = PipelineRules.all().stream().mapToInt(r -> r.info().id().length()).max().orElse(0);
    for (Rule rule : PipelineRules.all()) {
      RuleInfo info = rule.info();
      out.println(
          info.id()
              + " ".repeat(width - info.id().length() + 2)
              + pad(info.severity().id(), 10)
              + pad(info.persona().id(), 10)
              + (info.network() ? "online  " : "        ")
              + info.title());
    }
    out.println();
    out.println(PipelineRules.all().size() + " rules; 'sallyport explain RULE' tells more.");
    out.flush();
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }
}
