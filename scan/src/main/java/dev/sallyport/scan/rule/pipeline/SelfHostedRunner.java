package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.JobSite;
import dev.sallyport.scan.ci.github.Runners;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.ci.github.knowledge.PlatformKnowledge;
import dev.sallyport.scan.ci.github.knowledge.RunnerLabel;
import dev.sallyport.scan.flow.Grade;
import dev.sallyport.scan.flow.Hit;
import dev.sallyport.scan.flow.Sink;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import dev.sallyport.scan.syntax.yaml.YamlMapping;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A job runs on a machine that is not made anew for it.
final class SelfHostedRunner implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "self-hosted-runner",
          "Job runs on a self-hosted runner",
          Severity.HIGH,
          Reference.cwe(668),
          Reference.cicdSec(7),
          Reference.cis("2.2.1"));

  /// Under these the code of the pull request is what the job checks out.
  private static final Set<String> BRING_CODE =
      Set.of("pull_request", "pull_request_review", "pull_request_review_comment");

  /// Labels that every self-hosted runner gets from its operating system and processor.
  private static final Set<String> SYSTEM =
      Set.of("linux", "windows", "macos", "x64", "arm", "arm64", "x86");

  private enum Kind {
    SAYS_SO,
    CHOSEN,
    GROUP,
    UNKNOWN,
    HOSTED
  }

  /// @param bring events that bring a proposal's code there
  /// @param taken whether foreign code gets there in another way
  private record Machine(Kind kind, Set<String> bring, boolean taken) {}

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    Map<Job, Set<String>> taken = taken(context);
    for (JobSite site : context.project().jobs()) {
      Job job = site.job();
      Set<String> by = taken.getOrDefault(job, Set.of());
      Kind kind = kind(context, job);
      if (kind != Kind.HOSTED && job.runsOnNode() != null) {
        report(context, site, new Machine(kind, BRING_CODE, !by.isEmpty()), out);
      } else if (!isDecided(context, "self-hosted")) {
        Set<String> events = ChosenRunner.events(site.workflow(), job);
        if (!events.isEmpty()) {
          boolean foreign = !Collections.disjoint(by, events);
          Set<String> bring = new TreeSet<>(events);
          bring.retainAll(BRING_CODE);
          report(context, site, new Machine(Kind.CHOSEN, bring, foreign), out);
        }
      }
    }
    context.flow().hits().stream()
        .filter(hit -> hit.sink() == Sink.RUNNER && FlowFindings.outsider(hit.grade()))
        .forEach(hit -> chosen(hit, out));
  }

  /// Who types an input has a say in the repository already; an outsider has none.
  private static void chosen(Hit hit, Findings out) {
    FlowFindings.at(out, hit)
        .severity(FlowFindings.least(Severity.HIGH, hit.grade().severity()))
        .persona(Persona.DEFAULT)
        .message(
            "text from "
                + hit.origin()
                + " chooses the runner: "
                + FlowFindings.who(hit.grade())
                + " can have the job run on any machine that the repository may use, self-hosted"
                + " ones too; "
                + FlowFindings.stakes(hit.grade()))
        .add();
  }

  private static void report(RuleContext context, JobSite site, Machine machine, Findings out) {
    Kind kind = machine.kind();
    boolean taken = machine.taken();
    Workflow workflow = site.workflow();
    Job job = site.job();
    Optional<Grade> code =
        machine.bring().isEmpty()
            ? Optional.empty()
            : context.flow().grade(workflow, job, null, machine.bring());
    boolean forks = code.filter(FlowFindings::outsider).isPresent();
    boolean sure = kind == Kind.SAYS_SO || kind == Kind.CHOSEN;
    boolean driven = forks || taken;
    Severity severity =
        driven ? (sure ? Severity.HIGH : Severity.MEDIUM) : sure ? Severity.LOW : Severity.INFO;
    Persona persona =
        sure && driven
            ? Persona.DEFAULT
            : kind == Kind.GROUP && forks ? Persona.PEDANTIC : Persona.AUDITOR;
    out.at(workflow.file(), span(job))
        .key(job.id())
        .severity(severity)
        .persona(persona)
        .reach(driven ? Reach.OUTSIDER : Reach.NONE)
        .message(machine(job, kind) + "; " + consequence(code, forks, taken))
        .add();
  }

  /// Jobs in which an outsider's code can run, with the events that bring it.
  private static Map<Job, Set<String>> taken(RuleContext context) {
    Map<Job, Set<String>> taken = new HashMap<>();
    for (Hit hit : context.flow().hits()) {
      Job job = hit.site().job();
      if (job != null
          && hit.sink() != Sink.RUNNER
          && FlowFindings.outsider(hit.grade())
          && hit.grade().severity().compareTo(Severity.HIGH) >= 0) {
        taken.computeIfAbsent(job, _ -> new TreeSet<>()).add(hit.grade().event());
      }
    }
    return taken;
  }

  private static Span span(Job job) {
    return job.runsOn().stream()
        .filter(label -> label.value().toLowerCase(Locale.ROOT).contains("self-hosted"))
        .findFirst()
        .map(label -> label.span())
        .orElseGet(() -> job.runsOnNode() == null ? job.key().span() : job.runsOnNode().span());
  }

  private static String machine(Job job, Kind kind) {
    return switch (kind) {
      case SAYS_SO -> "job '" + job.id() + "' runs on a self-hosted runner";
      case CHOSEN -> "job '" + job.id() + "' may run on a self-hosted runner";
      case GROUP -> "job '" + job.id() + "' runs in a runner group, which may be self-hosted";
      case UNKNOWN ->
          "job '"
              + job.id()
              + "' asks for '"
              + String.join(", ", Runners.labels(job))
              + "', which is none of GitHub's standard runners: a larger one of theirs, or your own";
      case HOSTED -> "";
    };
  }

  private static String consequence(Optional<Grade> code, boolean forks, boolean taken) {
    if (forks) {
      return "anyone's fork can run code there through "
          + code.map(Grade::event).orElse("pull_request")
          + ", and what it leaves behind meets the next job and your network";
    }
    return taken
        ? "foreign code gets there, and what it leaves behind meets the next job and your network"
        : "unless it is made anew for every job, one run leaves its files and processes to the next";
  }

  private static Kind kind(RuleContext context, Job job) {
    List<String> labels = Runners.labels(job);
    if (labels.stream().anyMatch(label -> isDecided(context, label))) {
      return Kind.HOSTED;
    }
    if (Runners.selfHosted(job)) {
      return Kind.SAYS_SO;
    }
    if (job.runsOnNode() instanceof YamlMapping mapping && mapping.get("group").isPresent()) {
      return Kind.GROUP;
    }
    return labels.stream().anyMatch(SelfHostedRunner::isUnknown) ? Kind.UNKNOWN : Kind.HOSTED;
  }

  private static boolean isDecided(RuleContext context, String label) {
    return context.policies().runnerLabels().contains(label);
  }

  private static boolean isUnknown(String label) {
    if (label.isBlank() || label.contains("${{")) {
      return false;
    }
    Optional<RunnerLabel> known = PlatformKnowledge.runnerLabel(label);
    return known.map(row -> row.kind() == RunnerLabel.Kind.SELF_HOSTED).orElse(true)
        || SYSTEM.contains(label.toLowerCase(Locale.ROOT));
  }
}
