package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.knowledge.ActionKnowledge;
import dev.sallyport.scan.ci.github.knowledge.CommandKnowledge;
import dev.sallyport.scan.ci.github.knowledge.Delivery;
import dev.sallyport.scan.ci.github.knowledge.Truth;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which steps publish, deploy, sign or check.
final class Deliveries {
  /// Run another program of the project: `npx semantic-release`.
  private static final Set<String> RUNNERS =
      Set.of(
          "npx", "pnpx", "bunx", "pipx", "uvx", "bundle", "poetry", "pdm", "hatch", "yarn", "pnpm",
          "uv", "python", "python3", "dotnet");

  private Deliveries() {}

  /// A step that does it, and the place to point to.
  record Found(Step step, Span span, String text) {}

  static Optional<Found> in(Job job, Delivery kind) {
    return job.steps().stream().map(s -> in(s, kind)).flatMap(Optional::stream).findFirst();
  }

  static Optional<Found> in(Step step, Delivery kind) {
    Uses.Remote remote = step.remote().orElse(null);
    if (remote != null) {
      Truth truth = ActionKnowledge.delivers(kind, remote.use(), step.inputs());
      return truth == Truth.NO
          ? Optional.empty()
          : Optional.of(new Found(step, remote.text().span(), remote.slug()));
    }
    return step.run() == null ? Optional.empty() : command(step, kind);
  }

  private static Optional<Found> command(Step step, Delivery kind) {
    Text run = step.run();
    if (run == null) {
      return Optional.empty();
    }
    for (SimpleCommandView command : step.commands()) {
      if (does(command, kind)) {
        String text = shown(run.value(), command.span());
        return Optional.of(new Found(step, run.source(command.span()), text));
      }
    }
    return Optional.empty();
  }

  private static boolean does(SimpleCommandView command, Delivery kind) {
    String name = command.name().orElse("");
    if (name.isEmpty()) {
      return false;
    }
    List<String> words = command.argumentTexts();
    if (CommandKnowledge.delivers(kind, name, words)) {
      return true;
    }
    if (!RUNNERS.contains(name)) {
      return false;
    }
    int inner = 0;
    while (inner < words.size()
        && (words.get(inner).startsWith("-")
            || words.get(inner).equals("exec")
            || words.get(inner).equals("run")
            || words.get(inner).equals("dlx"))) {
      inner++;
    }
    return inner < words.size()
        && CommandKnowledge.delivers(
            kind, words.get(inner), words.subList(inner + 1, words.size()));
  }

  /// The command as written, cut to what fits a message.
  private static String shown(String script, Span span) {
    String text = span.end() <= script.length() ? span.in(script) : "";
    String line = text.lines().findFirst().orElse("").strip();
    return line.length() > 60 ? line.substring(0, 60) + "…" : line;
  }
}
