package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Needs;
import dev.sallyport.scan.ci.github.Site;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.ci.github.knowledge.ActionKnowledge;
import dev.sallyport.scan.flow.Grade;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import dev.sallyport.scan.syntax.expression.Expr;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A workflow approves or merges pull requests, and people can make it do so for theirs.
final class ConfusedDeputyMerge implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "confused-deputy-merge",
          "Workflow approves or merges what an outsider sends",
          Severity.HIGH,
          Reference.cwe(441),
          Reference.cicdSec(1),
          Reference.cis("1.1.3"));

  private static final Set<String> EVENTS =
      Set.of("pull_request_target", "workflow_run", "issue_comment", "pull_request");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  /// @param does what happens to the pull request
  /// @param checked whether something beside the conditions decides, that is not looked into
  private record Act(Span span, String does, boolean checked) {}

  @Override
  public void check(RuleContext context, Findings out) {
    Actors actors = new Actors();
    for (Site site : context.project().steps()) {
      Job job = site.job();
      if (site.owner() instanceof Workflow workflow
          && job != null
          && workflow.triggers().stream().anyMatch(t -> EVENTS.contains(t.event()))) {
        act(site.step()).ifPresent(act -> report(context, site, act, actors, out));
      }
    }
  }

  private static void report(RuleContext context, Site site, Act act, Actors actors, Findings out) {
    if (!(site.owner() instanceof Workflow workflow) || site.job() == null) {
      return;
    }
    Job job = site.job();
    Optional<Grade> found = context.flow().grade(workflow, job, site.step(), EVENTS);
    if (found.isEmpty() || found.get().reach() != Reach.OUTSIDER) {
      return;
    }
    Grade grade = found.get();
    Optional<Expr> actor = actor(site.step().condition()).or(() -> actors.of(workflow, job));
    boolean read = actors.metadata(job, site.step());
    boolean target = grade.event().equals("pull_request_target");
    boolean able = grade.privilege().strong() && !grade.event().equals("pull_request");
    boolean chat = grade.event().equals("issue_comment");
    if (actor.isEmpty() && !((target || chat) && able)) {
      return;
    }
    boolean loud = able && !act.checked() && !read;
    out.at(workflow.file(), act.span())
        .key(site.route())
        .severity(loud ? Severity.HIGH : Severity.LOW)
        .persona(loud ? Persona.DEFAULT : Persona.PEDANTIC)
        .reach(Reach.OUTSIDER)
        .message(
            "this "
                + act.does()
                + " the pull request, and "
                + actor
                    .map(a -> "only " + a.text() + " is asked, which an outsider can make a bot")
                    .orElse(
                        "nothing before it asks who " + (chat ? "writes the comment" : "opened it"))
                + "; "
                + FlowFindings.stakes(grade))
        .add();
  }

  private static Optional<Expr> actor(@Nullable Text condition) {
    return condition == null
        ? Optional.empty()
        : condition.template().expressions().stream()
            .flatMap(e -> e.parsed().tree().stream())
            .flatMap(Expr::walk)
            .flatMap(node -> SpoofableBotCondition.actor(node).stream())
            .findFirst();
  }

  /// What the conditions of a job and of those that it needs ask about the actor; looked up once
  /// for each job.
  private static final class Actors {
    private final Map<Job, Optional<Expr>> known = new HashMap<>();
    private final Map<Job, Integer> metadata = new HashMap<>();

    Optional<Expr> of(Workflow workflow, Job job) {
      for (Job each : Needs.order(workflow, job, known::containsKey)) {
        Optional<Expr> own = actor(each.condition());
        known.put(each, own.or(() -> needed(workflow, each)));
      }
      return known.getOrDefault(job, Optional.empty());
    }

    /// The metadata step answers only for pull requests that the bot itself opened.
    boolean metadata(Job job, Step step) {
      Text condition = step.condition();
      return condition != null
          && condition.value().contains("steps.")
          && metadata.computeIfAbsent(job, Actors::firstMetadata) < step.index();
    }

    private static int firstMetadata(Job job) {
      return job.steps().stream()
          .filter(step -> step.isUsing("dependabot/fetch-metadata"))
          .mapToInt(Step::index)
          .findFirst()
          .orElse(Integer.MAX_VALUE);
    }

    private Optional<Expr> needed(Workflow workflow, Job job) {
      return Needs.of(workflow, job).stream()
          .flatMap(before -> known.getOrDefault(before, Optional.empty()).stream())
          .findFirst();
    }
  }

  private static Optional<Act> act(Step step) {
    if (step.run() != null) {
      return command(step, step.run());
    }
    if (step.isUsing("actions/github-script")) {
      return script(step);
    }
    return step.remote()
        .flatMap(
            remote ->
                ActionKnowledge.merges(remote.use())
                    .map(row -> new Act(remote.text().span(), row.does(), row.asksAuthor())));
  }

  private static Optional<Act> script(Step step) {
    Text script = step.with().get("script").map(v -> v.value()).orElse(null);
    if (script == null) {
      return Optional.empty();
    }
    boolean approves =
        script.value().contains("createReview") && script.value().contains("APPROVE");
    for (String call : List.of("pulls.merge", "enablePullRequestAutoMerge", "mergePullRequest")) {
      int at = script.value().indexOf(call);
      if (at >= 0) {
        boolean checked = script.value().contains("user.login");
        return Optional.of(
            new Act(script.source(new Span(at, at + call.length())), "merges", checked));
      }
    }
    int at = script.value().indexOf("createReview");
    return approves
        ? Optional.of(
            new Act(
                script.source(new Span(at, at + "createReview".length())),
                "approves",
                script.value().contains("user.login")))
        : Optional.empty();
  }

  private static Optional<Act> command(Step step, Text run) {
    String text = run.value();
    if (!text.contains("merge") && !text.contains("review")) {
      return Optional.empty();
    }
    for (SimpleCommandView command : step.commands()) {
      String does = does(command);
      if (!does.isEmpty()) {
        boolean checked = command.conditional() || text.contains("gh pr create");
        return Optional.of(new Act(run.source(command.span()), does, checked));
      }
    }
    return Optional.empty();
  }

  private static String does(SimpleCommandView command) {
    List<String> words = command.argumentTexts();
    if (command.is("gh") && words.size() > 1 && words.get(0).equals("pr")) {
      boolean approve = words.contains("--approve") || words.contains("-a");
      return words.get(1).equals("merge") && !words.contains("--disable-auto")
          ? "merges"
          : words.get(1).equals("review") && approve ? "approves" : "";
    }
    boolean api = (command.is("gh") && words.contains("api")) || command.is("curl", "hub");
    if (!api) {
      return "";
    }
    if (words.stream().anyMatch(w -> w.contains("/pulls/") && w.endsWith("/merge"))) {
      return "merges";
    }
    return words.stream().anyMatch(w -> w.contains("/pulls/") && w.endsWith("/reviews"))
            && words.stream().anyMatch(w -> w.contains("APPROVE"))
        ? "approves"
        : "";
  }
}
