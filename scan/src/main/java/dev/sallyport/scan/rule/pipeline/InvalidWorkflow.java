package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Needs;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.UsesSite;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// GitHub refuses the file, or a part of it does not do what it says: then it is not "clean".
final class InvalidWorkflow implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "invalid-workflow",
          "GitHub does not accept this",
          Severity.LOW,
          Reference.cwe(1286),
          Reference.cicdSec(7),
          Reference.cis("1.5.2"));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    Stream.of(
            context.project().workflows(),
            context.project().actions(),
            context.project().dependabots())
        .flatMap(list -> list.stream().map(f -> (GithubFile) f))
        .forEach(file -> file.troubles().forEach(trouble -> trouble(file, trouble, out)));
    for (Workflow workflow : context.project().workflows()) {
      Map<Job, Integer> circles = Needs.circles(workflow);
      for (Job job : workflow.jobs()) {
        job(workflow, job, out);
        job.needs().forEach(need -> need(workflow, job, need, circles, out));
      }
      ExpressionFaults.in(workflow)
          .forEach(fault -> say(workflow, fault.span(), fault.message(), out));
    }
    context
        .project()
        .actions()
        .forEach(
            action ->
                ExpressionFaults.in(action)
                    .forEach(fault -> say(action, fault.span(), fault.message(), out)));
    context.project().uses().forEach(site -> uses(site, out));
  }

  private static void trouble(GithubFile file, GithubFile.Trouble trouble, Findings out) {
    boolean error = trouble.kind() == GithubFile.Trouble.Kind.ERROR;
    out.at(file.file(), trouble.span())
        .key(trouble.message())
        .persona(error ? Persona.DEFAULT : Persona.PEDANTIC)
        .message(trouble.message())
        .add();
  }

  private static void job(Workflow workflow, Job job, Findings out) {
    if (job.uses() == null && job.steps().isEmpty() && job.entry("steps").isEmpty()) {
      say(workflow, job.key().span(), "job '" + job.id() + "' has neither 'steps' nor 'uses'", out);
    }
    if (job.uses() == null && job.entry("runs-on").isEmpty()) {
      say(workflow, job.key().span(), "job '" + job.id() + "' has no 'runs-on'", out);
    }
    Set<String> ids = new HashSet<>();
    for (Step step : job.steps()) {
      if (!step.id().isEmpty() && !ids.add(step.id().toLowerCase(Locale.ROOT))) {
        say(workflow, step.span(), "two steps have the id '" + step.id() + "'", out);
      }
      if ((step.run() == null) == (step.uses() == null) && step.node().get("run").isEmpty()) {
        say(workflow, step.span(), "a step needs 'run' or 'uses'", out);
      } else if (step.run() != null && step.uses() != null) {
        say(workflow, step.span(), "a step has 'run' or 'uses', not both", out);
      }
    }
  }

  private static void need(
      Workflow workflow, Job job, Text need, Map<Job, Integer> circles, Findings out) {
    Optional<Job> before = workflow.job(need.value());
    if (before.isEmpty()) {
      if (!need.value().contains("${{")) {
        say(workflow, need.span(), "there is no job '" + need.value() + "'", out);
      }
    } else if (Objects.equals(circles.get(before.get()), circles.get(job))) {
      say(
          workflow,
          need.span(),
          "'" + need.value() + "' in turn needs '" + job.id() + "', so neither can start",
          out);
    }
  }

  private static void uses(UsesSite site, Findings out) {
    Span span = site.uses().text().span();
    switch (site.uses()) {
      case Uses.Bad(_, String reason) -> say(site.owner(), span, reason, out);
      case Uses.Remote remote when remote.ref().isEmpty() ->
          say(site.owner(), span, "'" + remote.slug() + "' needs a '@' and a version", out);
      case Uses.Remote _, Uses.Local _, Uses.Docker _ -> {}
    }
  }

  private static void say(GithubFile file, Span span, String message, Findings out) {
    out.at(file.file(), span).key(message).message(message).add();
  }
}
