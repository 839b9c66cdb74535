package dev.sallyport.scan.fix;

import dev.sallyport.scan.syntax.expression.ContextPath;
import dev.sallyport.scan.syntax.expression.Expr;
import dev.sallyport.scan.syntax.expression.Value;
import java.util.Set;

/// Which expressions have a value under every event. What an event's payload holds is no such
/// value: `github.event.issue.title` is empty when a push starts the same workflow.
///
/// Source: GitHub documentation, "Contexts reference", sections "github context" and "runner
/// context".
final class NeverEmpty {
  private static final Set<String> ALWAYS_SET =
      Set.of(
          "github.action",
          "github.actor",
          "github.actor_id",
          "github.api_url",
          "github.event_name",
          "github.graphql_url",
          "github.job",
          "github.ref",
          "github.ref_name",
          "github.ref_type",
          "github.repository",
          "github.repository_id",
          "github.repository_owner",
          "github.repository_owner_id",
          "github.run_attempt",
          "github.run_id",
          "github.run_number",
          "github.server_url",
          "github.sha",
          "github.triggering_actor",
          "github.workflow",
          "github.workflow_ref",
          "github.workflow_sha",
          "github.workspace",
          "runner.arch",
          "runner.name",
          "runner.os",
          "runner.temp",
          "runner.tool_cache");

  private NeverEmpty() {}

  static boolean is(Expr expr) {
    return switch (expr) {
      case Expr.Group(_, Expr inner) -> is(inner);
      case Expr.Not _, Expr.Binary _ -> true;
      case Expr.Literal(_, Value.Scalar value) ->
          value.asText().filter(text -> !text.isEmpty()).isPresent();
      case Expr.Or(_, var operands) -> is(operands.getLast());
      case Expr.And(_, var operands) -> operands.stream().allMatch(NeverEmpty::is);
      case Expr.NamedValue _, Expr.Property _, Expr.Index _, Expr.Star _, Expr.Call _ ->
          ContextPath.of(expr).filter(path -> ALWAYS_SET.contains(path.text())).isPresent();
    };
  }
}
