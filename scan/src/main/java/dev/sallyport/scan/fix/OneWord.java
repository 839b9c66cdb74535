package dev.sallyport.scan.fix;

import dev.sallyport.scan.syntax.expression.ContextPath;
import dev.sallyport.scan.syntax.expression.Expr;
import dev.sallyport.scan.syntax.expression.Value;
import java.util.List;
import java.util.Set;

/// Which expressions have a value that no shell splits or expands to file names, so that quotes
/// around it change nothing: numbers, commit ids, refs, names of repositories, outcomes of
/// comparisons. It may be empty, see [NeverEmpty]. A login is none of them: `dependabot[bot]` is a
/// pattern of file names. What can do harm without a blank, a backtick in a ref, is the weakness
/// itself.
///
/// Source: GitHub documentation, "Contexts reference", and "Webhook events and payloads";
/// git-check-ref-format(1).
final class OneWord {
  private static final Set<String> CONTEXTS =
      Set.of(
          "github.action",
          "github.actor_id",
          "github.api_url",
          "github.base_ref",
          "github.event_name",
          "github.graphql_url",
          "github.head_ref",
          "github.job",
          "github.ref",
          "github.ref_name",
          "github.ref_type",
          "github.repository",
          "github.repository_id",
          "github.repository_owner_id",
          "github.run_attempt",
          "github.run_id",
          "github.run_number",
          "github.server_url",
          "github.sha",
          "github.workflow_sha",
          "runner.arch",
          "runner.os");

  /// What properties of these names hold, wherever in the payload of an event that GitHub makes.
  private static final Set<String> PROPERTIES =
      Set.of(
          "after",
          "before",
          "draft",
          "fork",
          "full_name",
          "id",
          "merged",
          "number",
          "ref",
          "run_number",
          "sha");

  /// Below these stands what a person wrote.
  private static final Set<String> FREE =
      Set.of("inputs", "client_payload", "payload", ContextPath.DYNAMIC);

  private static final Set<String> TRUTHS =
      Set.of(
          "contains",
          "startswith",
          "endswith",
          "always",
          "success",
          "failure",
          "cancelled",
          "hashfiles");

  private OneWord() {}

  static boolean is(Expr expr) {
    return switch (expr) {
      case Expr.Group(_, Expr inner) -> is(inner);
      case Expr.Not _, Expr.Binary _ -> true;
      case Expr.Literal(_, Value.Scalar value) ->
          value.asText().filter(text -> text.chars().allMatch(OneWord::plain)).isPresent();
      case Expr.Or(_, var operands) -> operands.stream().allMatch(OneWord::is);
      case Expr.And(_, var operands) -> operands.stream().allMatch(OneWord::is);
      case Expr.Call call when TRUTHS.stream().anyMatch(call::is) -> true;
      case Expr.NamedValue _, Expr.Property _, Expr.Index _, Expr.Star _, Expr.Call _ ->
          ContextPath.of(expr).filter(OneWord::read).isPresent();
    };
  }

  private static boolean plain(int c) {
    return c < 128 && (Character.isLetterOrDigit(c) || "._-/:@%+=,".indexOf(c) >= 0);
  }

  private static boolean read(ContextPath path) {
    List<String> segments = path.segments();
    boolean payload =
        segments.size() > 2
            && segments.getFirst().equals("github")
            && segments.get(1).equals("event")
            && segments.stream().noneMatch(FREE::contains)
            && PROPERTIES.contains(segments.getLast());
    return payload || CONTEXTS.contains(path.text());
  }
}
