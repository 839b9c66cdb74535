package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Fix;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Safety;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.flow.Events;
import dev.sallyport.scan.flow.Grade;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import dev.sallyport.scan.syntax.expression.Constant;
import dev.sallyport.scan.syntax.expression.ContextPath;
import dev.sallyport.scan.syntax.expression.Expr;
import dev.sallyport.scan.syntax.expression.Value;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A condition asks who acted last and takes that for whose pull request it is.
final class SpoofableBotCondition implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "spoofable-bot-condition",
          "Check for a bot can be passed by others",
          Severity.HIGH,
          Reference.cwe(290),
          Reference.cicdSec(1),
          Reference.cis("1.1.3"));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  private static final Set<String> EVENTS =
      Set.of("pull_request_target", "workflow_run", "issue_comment", "pull_request");

  @Override
  public void check(RuleContext context, Findings out) {
    for (Conditionals.Conditional each : Conditionals.of(context.project())) {
      if (each.owner() instanceof Workflow workflow
          && workflow.triggers().stream().anyMatch(t -> EVENTS.contains(t.event()))) {
        Set<Expr> keptOut = keptOut(each);
        each.nodes()
            .filter(node -> !keptOut.contains(node))
            .forEach(node -> check(context, workflow, each, node, out));
      }
    }
  }

  /// What stands under a negation keeps the bot out: whoever has it act gains nothing.
  private static Set<Expr> keptOut(Conditionals.Conditional each) {
    Set<Expr> out = Collections.newSetFromMap(new IdentityHashMap<>());
    each.nodes().filter(Expr.Not.class::isInstance).flatMap(Expr::walk).forEach(out::add);
    return out;
  }

  private static void check(
      RuleContext context,
      Workflow workflow,
      Conditionals.Conditional each,
      Expr node,
      Findings out) {
    actor(node).ifPresent(found -> report(context, workflow, each, node, found, out));
  }

  /// Who is asked, when a part of a condition lets a bot in by what can be spoofed.
  static Optional<Expr> actor(Expr node) {
    return switch (node) {
      case Expr.Binary(_, Expr.Comparison op, Expr left, Expr right)
          when op == Expr.Comparison.EQUAL ->
          isActor(left) && isBot(right)
              ? Optional.of(left)
              : isActor(right) && isBot(left) ? Optional.of(right) : Optional.empty();
      case Expr.Call call
          when (call.is("contains") || call.is("startsWith") || call.is("endsWith"))
              && call.arguments().size() == 2 ->
          isActor(call.arguments().get(0)) && isBot(call.arguments().get(1))
              ? Optional.of(call.arguments().get(0))
              : isBots(call.arguments().get(0)) && isActor(call.arguments().get(1))
                  ? Optional.of(call.arguments().get(1))
                  : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static void report(
      RuleContext context,
      Workflow workflow,
      Conditionals.Conditional each,
      Expr node,
      Expr actor,
      Findings out) {
    Job job = each.job();
    Optional<Grade> grade =
        job == null ? Optional.empty() : context.flow().grade(workflow, job, each.step(), EVENTS);
    boolean outsider = grade.filter(g -> g.reach() == Reach.OUTSIDER).isPresent();
    boolean strong =
        grade.filter(g -> g.privilege().strong() && Events.of(g.event()).privileged()).isPresent();
    Severity severity = !outsider ? Severity.LOW : strong ? Severity.HIGH : Severity.MEDIUM;
    out.at(each.owner().file(), each.text().source(node.span()))
        .key(each.route())
        .severity(severity)
        .reach(grade.map(Grade::reach).orElse(Reach.NONE))
        .message(
            actor.text()
                + " is whoever acted last, not who wrote the code: somebody can have the bot act on"
                + " his pull request and pass. Ask github.event.pull_request.user.login")
        .fix(() -> author(context, workflow, each, actor))
        .add();
  }

  private static Optional<Fix> author(
      RuleContext context, Workflow workflow, Conditionals.Conditional each, Expr actor) {
    boolean login =
        ContextPath.of(actor.ungrouped())
            .filter(p -> !p.text().endsWith("_id") && !p.text().endsWith(".id"))
            .isPresent();
    if (!login || workflow.triggers().stream().noneMatch(t -> t.event().startsWith("pull_"))) {
      return Optional.empty();
    }
    boolean only = workflow.triggers().stream().allMatch(t -> t.event().startsWith("pull_request"));
    return context
        .edits(each.owner())
        .replaceInside(each.text().scalar(), actor.span(), "github.event.pull_request.user.login")
        .map(
            edits ->
                new Fix(
                    "Ask who opened the pull request",
                    only ? Safety.SAFE : Safety.UNSAFE,
                    only ? "" : "other events of this workflow have no pull request",
                    edits));
  }

  private static boolean isActor(Expr expr) {
    return ContextPath.of(expr.ungrouped())
        .map(ContextPath::text)
        .filter(
            p ->
                p.equals("github.actor")
                    || p.equals("github.triggering_actor")
                    || p.equals("github.actor_id")
                    || p.startsWith("github.event.sender."))
        .isPresent();
  }

  private static boolean isBot(Expr expr) {
    return Constant.of(expr)
        .filter(
            v ->
                switch (v) {
                  case Value.Str(String s) -> bot(s);
                  case Value.Num(double id) -> id == 49_699_333 || id == 29_139_614;
                  default -> false;
                })
        .isPresent();
  }

  private static boolean bot(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.contains("[bot]")
        || lower.startsWith("dependabot")
        || lower.startsWith("renovate")
        || lower.equals("github-actions")
        || lower.equals("49699333")
        || lower.equals("29139614");
  }

  private static boolean isBots(Expr expr) {
    return Constant.of(expr)
        .filter(
            v ->
                v instanceof Value.Arr arr
                    ? arr.items().stream().anyMatch(i -> i instanceof Value.Str(String s) && bot(s))
                    : v instanceof Value.Str(String text) && bot(text))
        .isPresent();
  }
}
