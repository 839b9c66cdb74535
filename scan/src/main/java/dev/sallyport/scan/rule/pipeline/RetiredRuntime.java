package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.ActionDefinition;
import dev.sallyport.scan.ci.github.EnvVar;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.JobSite;
import dev.sallyport.scan.ci.github.Runners;
import dev.sallyport.scan.ci.github.Site;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.UsesSite;
import dev.sallyport.scan.ci.github.Vars;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.ci.github.knowledge.ActionKnowledge;
import dev.sallyport.scan.ci.github.knowledge.OutdatedAction;
import dev.sallyport.scan.ci.github.knowledge.PlatformKnowledge;
import dev.sallyport.scan.ci.github.knowledge.WorkflowCommand;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import dev.sallyport.scan.syntax.yaml.YamlNode;
import java.util.HashSet;
import java.util.Set;

/// A machine, a runtime, a version of an action or a command that GitHub has retired.
final class RetiredRuntime implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "retired-runtime",
          "No longer served or maintained",
          Severity.LOW,
          Reference.cwe(1104),
          Reference.cicdSec(7),
          Reference.cis("1.5.2"));

  private static final Set<String> OPT_OUTS =
      Set.of("ACTIONS_ALLOW_USE_UNSECURE_NODE_VERSION", "FORCE_JAVASCRIPT_ACTIONS_TO_NODE20");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    for (JobSite site : context.project().jobs()) {
      runner(site.workflow(), site.job(), out);
      optOuts(site.workflow(), site.job().env(), out);
    }
    context.project().workflows().forEach(w -> optOuts(w, w.env(), out));
    context.project().actions().forEach(action -> runtime(action, out));
    context.project().uses().forEach(site -> version(site, out));
    for (Site site : context.project().steps()) {
      optOuts(site.owner(), site.step().env(), out);
      Text run = site.step().run();
      if (run != null && run.value().contains("::")) {
        commands(site, run, out);
      }
    }
  }

  private static void runner(Workflow workflow, Job job, Findings out) {
    if (job.runsOnNode() == null || Runners.selfHosted(job)) {
      return;
    }
    YamlNode where = job.runsOnNode();
    if (where == null) {
      return;
    }
    for (String label : Runners.labels(job)) {
      PlatformKnowledge.runnerLabel(label)
          .filter(row -> row.retired().isPresent())
          .ifPresent(
              row ->
                  out.at(workflow.file(), where.span())
                      .key(job.id() + "/" + label)
                      .message(
                          "GitHub has no runner '"
                              + label
                              + "' since "
                              + row.retired().orElseThrow()
                              + ": the job waits for one, and whoever registers a runner with this"
                              + " label gets it")
                      .add());
    }
  }

  private static void runtime(ActionDefinition action, Findings out) {
    PlatformKnowledge.runtime(action.using())
        .filter(row -> row.replaced().isPresent())
        .ifPresent(
            row ->
                out.at(action.file(), action.usingSpan())
                    .key(action.using())
                    .message(
                        row.why()
                            + "; runners use "
                            + row.by()
                            + " in its place since "
                            + row.replaced().orElseThrow())
                    .add());
  }

  private static void version(UsesSite site, Findings out) {
    site.uses()
        .remote()
        .ifPresent(
            remote ->
                ActionKnowledge.outdated(remote.use())
                    .filter(row -> row.state() == OutdatedAction.State.SHUT_OFF)
                    .ifPresent(
                        row ->
                            out.at(site.owner().file(), remote.text().span())
                                .key(site.route() + "/" + remote.slug())
                                .message(
                                    "GitHub has retired this version of "
                                        + remote.slug()
                                        + row.since().map(day -> " on " + day).orElse("")
                                        + ", its runs fail or get no fixes; use "
                                        + row.instead())
                                .add()));
  }

  private static void optOuts(GithubFile file, Vars vars, Findings out) {
    for (EnvVar variable : vars) {
      if (OPT_OUTS.contains(variable.name())
          && variable.value().value().strip().equalsIgnoreCase("true")) {
        out.at(file.file(), variable.entry().span())
            .key(variable.name())
            .message(
                variable.name()
                    + " keeps actions on a Node.js that gets no security fixes any more; update the"
                    + " actions that need it")
            .add();
      }
    }
  }

  private static void commands(Site site, Text run, Findings out) {
    String text = run.value();
    Set<String> seen = new HashSet<>();
    int at = text.indexOf("::");
    while (at >= 0) {
      int end = at + 2;
      while (end < text.length()
          && (Character.isLetter(text.charAt(end)) || text.charAt(end) == '-')) {
        end++;
      }
      String name = text.substring(at + 2, end);
      Span span = new Span(at, end);
      if (name.indexOf('-') > 0 && seen.add(name)) {
        PlatformKnowledge.workflowCommand(name)
            .filter(row -> row.status() == WorkflowCommand.Status.DEPRECATED)
            .ifPresent(
                row ->
                    out.at(site.owner().file(), run.source(span))
                        .key(site.route() + "/" + name)
                        .persona(Persona.PEDANTIC)
                        .message(
                            "'::"
                                + name
                                + "' is deprecated since "
                                + row.since().orElseThrow()
                                + ", because "
                                + row.why()
                                + "; write to $"
                                + row.instead())
                        .add());
      }
      at = text.indexOf("::", end);
    }
  }
}
