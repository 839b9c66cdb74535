package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Site;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.flow.Grade;
import dev.sallyport.scan.flow.Hit;
import dev.sallyport.scan.flow.Sink;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// An archive out of a less trusted run's artifact is unpacked by something that follows its paths.
final class ArtifactTraversal implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "artifact-traversal",
          "Archive of a less trusted run is unpacked",
          Severity.MEDIUM,
          Reference.cwe(22),
          Reference.cicdSec(9),
          Reference.cis("2.4.3"));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    Map<Told, Integer> told = new HashMap<>();
    for (Hit hit : context.flow().hits(Sink.ARTIFACT)) {
      Job job = hit.site().job();
      if (job != null && context.project().owns(hit.site().owner().file())) {
        int from = hit.site().step().index();
        Told same = new Told(job, hit.origin(), FlowFindings.who(hit.grade()));
        int known = told.getOrDefault(same, Integer.MAX_VALUE);
        if (from < known) {
          told.put(same, from);
          job.steps().stream()
              .filter(step -> step.index() >= from && step.index() < known)
              .forEach(step -> check(new Site(hit.site().owner(), job, step), hit, out));
        }
      }
    }
  }

  /// What is told of all steps of a job from one on: of several artifacts it is told once.
  private record Told(Job job, String origin, String who) {}

  private static void check(Site site, Hit hit, Findings out) {
    Step step = site.step();
    Text run = step.run();
    if (run == null) {
      return;
    }
    for (SimpleCommandView command : step.commands()) {
      if (unpacks(command)) {
        Grade grade = hit.grade();
        out.at(site.owner().file(), run.source(command.span()))
            .key(site.route())
            .severity(FlowFindings.least(Severity.MEDIUM, grade.severity()))
            .confidence(Confidence.MEDIUM)
            .persona(Persona.DEFAULT)
            .reach(grade.reach())
            .path(hit.path())
            .message(
                "'"
                    + command.name().orElse("")
                    + "' unpacks an archive that "
                    + hit.origin()
                    + " may hold, and its links and paths decide where files land: "
                    + FlowFindings.who(grade)
                    + " can overwrite what later steps run")
            .add();
      }
    }
  }

  /// Into a directory of its own nothing of the job is overwritten, save by links.
  private static boolean unpacks(SimpleCommandView command) {
    List<String> words = command.argumentTexts();
    boolean apart =
        words.stream()
            .anyMatch(
                w ->
                    w.toLowerCase(Locale.ROOT).contains("runner_temp")
                        || w.contains("runner.temp")
                        || w.startsWith("/tmp/"));
    if (command.is("tar", "bsdtar")) {
      boolean extracts =
          words.stream()
                  .anyMatch(
                      w ->
                          w.equals("--extract")
                              || w.startsWith("-") && !w.startsWith("--") && w.contains("x"))
              || !words.isEmpty() && words.getFirst().matches("x[a-z]*");
      return extracts && (!apart || words.contains("-P"));
    }
    return !apart
        && (command.is("unzip", "7z", "7za", "expand-archive", "cpio", "unrar")
            && !words.contains("-l")
            && !words.contains("-p"));
  }
}
