package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.Trigger;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.flow.Labels;
import dev.sallyport.scan.syntax.expression.Constant;
import dev.sallyport.scan.syntax.expression.ContextPath;
import dev.sallyport.scan.syntax.expression.Expr;
import dev.sallyport.scan.syntax.expression.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Parts of a condition that look like a check of who acts and are none.
final class WeakChecks {

  /// @param expr the part of the condition
  /// @param event under which it is weak
  /// @param atLeast it matters only where so weak a person still gets there
  /// @param certain it cannot be meant otherwise, whatever the job does
  /// @param habit it holds strangers off, but not everybody it should
  record Weak(
      Expr expr, String event, Reach atLeast, boolean certain, boolean habit, String message) {}

  private static final Set<String> EVENTS =
      Set.of(
          "pull_request_target",
          "workflow_run",
          "issue_comment",
          "issues",
          "discussion",
          "discussion_comment");
  private static final Set<String> STRANGERS =
      Set.of("none", "first_timer", "first_time_contributor");
  private static final Set<String> BRANCHES =
      Set.of(
          "github.head_ref",
          "github.event.pull_request.head.ref",
          "github.event.pull_request.head.label",
          "github.event.workflow_run.head_branch");

  private final Workflow workflow;
  private final Expr condition;
  private final List<Weak> found = new ArrayList<>();

  private WeakChecks(Workflow workflow, Expr condition) {
    this.workflow = workflow;
    this.condition = condition;
  }

  static List<Weak> in(Workflow workflow, Text text) {
    if (workflow.triggers().stream().noneMatch(t -> EVENTS.contains(t.event()))) {
      return List.of();
    }
    return text.template()
        .whole()
        .map(
            expr -> {
              WeakChecks checks = new WeakChecks(workflow, expr);
              checks.look(expr, true);
              return List.copyOf(checks.found);
            })
        .orElse(List.of());
  }

  /// @param wanted whether it must hold for the job to run
  private void look(Expr expr, boolean wanted) {
    switch (expr) {
      case Expr.Group(_, Expr inner) -> look(inner, wanted);
      case Expr.Not(_, Expr operand) -> look(operand, !wanted);
      case Expr.And(_, List<Expr> operands) -> operands.forEach(o -> look(o, wanted));
      case Expr.Or(_, List<Expr> operands) -> operands.forEach(o -> look(o, wanted));
      case Expr.Binary(_, Expr.Comparison op, Expr left, Expr right)
          when op == Expr.Comparison.EQUAL || op == Expr.Comparison.NOT_EQUAL -> {
        boolean equal = (op == Expr.Comparison.EQUAL) == wanted;
        compared(expr, left, right, equal);
        compared(expr, right, left, equal);
      }
      case Expr.Call call when wanted && call.arguments().size() == 2 -> called(call);
      default -> {}
    }
  }

  private void compared(Expr whole, Expr left, Expr right, boolean equal) {
    Optional<String> path = path(left);
    if (path.isEmpty()) {
      return;
    }
    List<String> values = strings(right);
    if (values.isEmpty()) {
      sameName(whole, path.get(), path(right).orElse(""), equal);
      return;
    }
    if (path.get().endsWith(".author_association")) {
      if (equal) {
        association(whole, path.get(), values);
      } else {
        excluded(whole, path.get());
      }
    } else if (equal && BRANCHES.contains(path.get())) {
      branch(whole, path.get());
    } else if (equal && path.get().equals("github.event.issue.user.login")) {
      wrongPerson(whole, path.get());
    }
  }

  private void called(Expr.Call call) {
    Expr first = call.arguments().get(0);
    Expr second = call.arguments().get(1);
    if (call.is("contains")) {
      Optional<String> item = path(second);
      List<String> set = strings(first);
      if (item.isPresent() && !set.isEmpty()) {
        if (item.get().endsWith(".author_association")) {
          association(call, item.get(), set);
        } else if (BRANCHES.contains(item.get())) {
          branch(call, item.get());
        } else if (item.get().equals("github.event.issue.user.login")) {
          wrongPerson(call, item.get());
        }
      }
      if (path(first).filter(p -> p.contains(".labels")).isPresent()) {
        label(call);
      }
    }
    if (call.is("contains") || call.is("startsWith") || call.is("endsWith")) {
      Optional<String> path = path(first);
      List<String> part = strings(second);
      if (path.isPresent() && !part.isEmpty()) {
        partOfName(call, path.get(), part.getFirst());
      }
    }
  }

  /// The label stays while the code behind it changes. Whether the rest of the condition, such as
  /// one on the action, holds the author off all the same is asked with the grade.
  private void label(Expr call) {
    for (Trigger trigger : workflow.triggers()) {
      if (trigger.event().equals("pull_request_target")) {
        Labels.passedBy(trigger.event(), trigger.types())
            .ifPresent(
                type ->
                    add(
                        call,
                        trigger.event(),
                        Reach.OUTSIDER,
                        false,
                        "the label stays on the pull request when its author pushes again, and '"
                            + type
                            + "' then runs the new code unseen: run on 'labeled' only"));
      }
    }
  }

  private void association(Expr expr, String path, List<String> allowed) {
    wrongPerson(expr, path);
    List<String> open = allowed.stream().filter(STRANGERS::contains).toList();
    if (!open.isEmpty()) {
      each(
          expr,
          Reach.OUTSIDER,
          true,
          open.getFirst().toUpperCase(Locale.ROOT)
              + " is what people have who never contributed: the check lets anyone in");
    } else if (allowed.contains("contributor")) {
      habit(
          expr,
          "CONTRIBUTOR is who ever had a commit merged, be it a corrected typo; ask for OWNER,"
              + " MEMBER or COLLABORATOR");
    }
  }

  /// `!=` one kind of stranger lets the other kinds in.
  private void excluded(Expr expr, String path) {
    Set<String> out = new HashSet<>();
    condition
        .walk()
        .forEach(
            e -> {
              if (e instanceof Expr.Binary(_, _, Expr left, Expr right) && isPath(left, path)) {
                out.addAll(strings(right));
              }
            });
    boolean pull = path.contains(".pull_request.");
    if (out.stream().anyMatch(STRANGERS::contains) && (!pull || out.containsAll(STRANGERS))) {
      habit(
          expr,
          "everybody but newcomers passes, such as those who had a typo corrected once; ask for"
              + " OWNER, MEMBER or COLLABORATOR");
    } else if (out.stream().anyMatch(STRANGERS::contains)) {
      each(
          expr,
          Reach.OUTSIDER,
          true,
          "people who never contributed have NONE, FIRST_TIMER or FIRST_TIME_CONTRIBUTOR, and the"
              + " check keeps not all of these out; ask for OWNER, MEMBER or COLLABORATOR");
    }
  }

  /// Who opened the issue is not who writes the comment.
  private void wrongPerson(Expr expr, String path) {
    for (String event : List.of("issue_comment", "discussion_comment")) {
      if (workflow.on(event) && !path.contains(".comment.") && !path.contains(".sender.")) {
        add(
            expr,
            event,
            Reach.OUTSIDER,
            true,
            path
                + " is about who opened it; under "
                + event
                + " anyone who comments there starts the run. Ask github.event.comment");
      }
    }
  }

  private void branch(Expr expr, String path) {
    for (String event : List.of("pull_request_target", "workflow_run")) {
      if (workflow.on(event) && path.contains("workflow_run") == event.equals("workflow_run")) {
        add(
            expr,
            event,
            Reach.OUTSIDER,
            false,
            path
                + " is the name of a branch, and in his fork anyone names it as he likes; ask also"
                + " whose repository it is");
      }
    }
  }

  private void sameName(Expr expr, String path, String other, boolean equal) {
    boolean head = path.endsWith("head.repo.name") || path.endsWith("head_repository.name");
    if (head && equal && !other.isEmpty()) {
      each(
          expr,
          Reach.OUTSIDER,
          true,
          "a fork has the same name as its parent; compare full_name with github.repository");
    }
  }

  private void partOfName(Expr.Call call, String path, String part) {
    if (BRANCHES.contains(path)) {
      branch(call, path);
      return;
    }
    boolean repository =
        path.endsWith("head.repo.full_name") || path.endsWith("head_repository.full_name");
    boolean person =
        path.equals("github.actor")
            || path.equals("github.triggering_actor")
            || (path.startsWith("github.event.") && path.endsWith(".login"));
    boolean sound = repository && call.is("startsWith") && part.contains("/");
    if ((person || repository) && !sound && !part.contains("[bot]")) {
      each(
          call,
          Reach.OUTSIDER,
          true,
          "anyone can take a name with '" + part + "' in that place; compare the whole name");
    }
  }

  private void each(Expr expr, Reach atLeast, boolean certain, String message) {
    workflow.triggers().stream()
        .map(Trigger::event)
        .filter(EVENTS::contains)
        .forEach(event -> add(expr, event, atLeast, certain, message));
  }

  private void habit(Expr expr, String message) {
    workflow.triggers().stream()
        .map(Trigger::event)
        .filter(EVENTS::contains)
        .forEach(
            event -> found.add(new Weak(expr, event, Reach.CONTRIBUTOR, false, true, message)));
  }

  private void add(Expr expr, String event, Reach atLeast, boolean certain, String message) {
    found.add(new Weak(expr, event, atLeast, certain, false, message));
  }

  private static boolean isPath(Expr expr, String path) {
    return path(expr).filter(path::equals).isPresent();
  }

  private static Optional<String> path(Expr expr) {
    return ContextPath.of(expr.ungrouped()).map(p -> String.join(".", p.segments()));
  }

  /// A constant string or the strings of a constant list, lower case; empty for anything else.
  private static List<String> strings(Expr expr) {
    return Constant.of(expr)
        .map(
            value ->
                switch (value) {
                  case Value.Str(String text) -> List.of(text.toLowerCase(Locale.ROOT));
                  case Value.Arr(List<Value> items, _) ->
                      items.stream()
                          .filter(Value.Str.class::isInstance)
                          .map(item -> ((Value.Str) item).value().toLowerCase(Locale.ROOT))
                          .toList();
                  default -> List.<String>of();
                })
        .orElse(List.of());
  }
}
