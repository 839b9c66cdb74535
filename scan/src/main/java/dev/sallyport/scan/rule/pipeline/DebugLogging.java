package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.EnvVar;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Secrets;
import dev.sallyport.scan.ci.github.Site;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.Vars;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Logging of a kind that shows what commands are given is left switched on.
final class DebugLogging implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "debug-logging",
          "Debug logging is left on",
          Severity.LOW,
          Reference.cwe(532),
          Reference.cicdSec(10),
          Reference.cis("2.3.8"));

  private static final Set<String> ON = Set.of("true", "1", "yes", "on");

  /// Variables with the values that make their program print requests or their contents.
  private static final Map<String, Set<String>> VARIABLES =
      Map.of(
          "ACTIONS_STEP_DEBUG", ON,
          "ACTIONS_RUNNER_DEBUG", ON,
          "GIT_TRACE_CURL", ON,
          "GIT_CURL_VERBOSE", ON,
          "GH_DEBUG", Set.of("api"),
          "TF_LOG", Set.of("trace", "debug"),
          "SYSTEM_DEBUG", ON);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    for (Workflow workflow : context.project().workflows()) {
      variables(workflow, workflow.env(), "", out);
      workflow.jobs().forEach(job -> variables(workflow, job.env(), job.id(), out));
    }
    for (Site site : context.project().steps()) {
      variables(site.owner(), site.step().env(), site.route(), out);
      Text run = site.step().run();
      if (run != null && (run.value().contains("set -"))) {
        trace(site, run, out);
      }
    }
  }

  private static void variables(GithubFile file, Vars vars, String route, Findings out) {
    for (EnvVar variable : vars) {
      Set<String> values = VARIABLES.getOrDefault(variable.name(), Set.of());
      if (values.contains(variable.value().value().strip().toLowerCase(Locale.ROOT))) {
        boolean runner = variable.name().startsWith("ACTIONS_");
        out.at(file.file(), variable.entry().span())
            .key(route + "/" + variable.name())
            .persona(runner ? Persona.PEDANTIC : Persona.DEFAULT)
            .message(
                variable.name()
                    + (runner
                        ? " is a variable or secret of the repository for the runner; here only"
                            + " programs of the job see it, and those that do print more than they"
                            + " should. Take it out, and debug by running a job again"
                        : " makes the log show requests and values; masking hides only the exact"
                            + " text of a secret. Switch it on for a single run instead"))
            .add();
      }
    }
  }

  /// The shell prints each command with its values.
  private static void trace(Site site, Text run, Findings out) {
    List<String> secrets = secrets(site);
    if (secrets.isEmpty()) {
      return;
    }
    for (SimpleCommandView command : site.step().commands()) {
      List<String> words = command.argumentTexts();
      boolean on =
          command.is("set")
              && (words.contains("xtrace") && words.contains("-o")
                  || words.stream().anyMatch(DebugLogging::isTrace));
      if (on) {
        out.at(site.owner().file(), run.source(command.span()))
            .key(site.route() + "/trace")
            .persona(Persona.PEDANTIC)
            .message(
                "the shell prints each command with its values, and the step has "
                    + String.join(", ", secrets)
                    + "; masking hides only the exact text of a secret, no encoded or cut one")
            .add();
        return;
      }
    }
  }

  /// `-x`, `-eux`, `-xeo pipefail`.
  private static boolean isTrace(String word) {
    return word.length() > 1
        && word.charAt(0) == '-'
        && word.indexOf('x') > 0
        && word.chars().skip(1).allMatch(Character::isLetter);
  }

  private static List<String> secrets(Site site) {
    Step step = site.step();
    Job job = site.job();
    Vars outer = job == null ? Vars.NONE : job.env();
    Vars top = site.owner() instanceof Workflow workflow ? workflow.env() : Vars.NONE;
    Set<String> found = new TreeSet<>();
    for (Vars vars : List.of(step.env(), outer, top)) {
      vars.forEach(variable -> found.addAll(Secrets.in(variable.value())));
    }
    if (step.run() != null) {
      found.addAll(Secrets.in(step.run()));
    }
    return List.copyOf(found);
  }
}
