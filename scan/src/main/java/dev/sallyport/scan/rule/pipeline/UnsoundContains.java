package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Fix;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Safety;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import dev.sallyport.scan.syntax.expression.Constant;
import dev.sallyport.scan.syntax.expression.ContextPath;
import dev.sallyport.scan.syntax.expression.Expr;
import dev.sallyport.scan.syntax.expression.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A list of allowed values is written as one text, so that parts of it are allowed too.
final class UnsoundContains implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "unsound-contains",
          "contains() looks for a part of a text",
          Severity.MEDIUM,
          Reference.cwe(185),
          Reference.cicdSec(1),
          Reference.cis("1.5.2"));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    for (Conditionals.Conditional each : Conditionals.of(context.project())) {
      each.nodes()
          .filter(Expr.Call.class::isInstance)
          .map(Expr.Call.class::cast)
          .filter(UnsoundContains::inText)
          .forEach(call -> report(context, out, each, call));
    }
  }

  /// The first argument is a text with several words in it, the second one somebody's choice.
  private static boolean inText(Expr.Call call) {
    if (!call.is("contains") || call.arguments().size() != 2) {
      return false;
    }
    boolean text =
        Constant.of(call.arguments().get(0))
            .filter(v -> v instanceof Value.Str(String s) && !s.isEmpty())
            .isPresent();
    Optional<ContextPath> path = ContextPath.of(call.arguments().get(1));
    return text && path.filter(UnsoundContains::chosen).isPresent();
  }

  private static boolean chosen(ContextPath path) {
    List<String> s = path.segments();
    return switch (s.getFirst()) {
      case "github" ->
          s.size() > 1
              && (s.get(1).startsWith("ref")
                  || s.get(1).endsWith("_ref")
                  || s.get(1).contains("actor")
                  || s.get(1).equals("event"));
      case "inputs", "env" -> true;
      default -> false;
    };
  }

  private static void report(
      RuleContext context, Findings out, Conditionals.Conditional each, Expr.Call call) {
    out.at(each.owner().file(), each.text().source(call.span()))
        .key(each.route())
        .message(
            "contains() finds any part of a text: "
                + call.arguments().get(1).text()
                + " also passes when it is only a piece of "
                + call.arguments().get(0).text()
                + "; compare with a list, fromJSON('[\"…\"]')")
        .fix(() -> list(context, each, call.arguments().getFirst()))
        .add();
  }

  /// The words of a literal text become the elements of a list. Whoever relied on parts that match
  /// loses that, which is the point and yet a change.
  private static Optional<Fix> list(
      RuleContext context, Conditionals.Conditional each, Expr literal) {
    if (!(literal.ungrouped() instanceof Expr.Literal(_, Value.Str(String text)))) {
      return Optional.empty();
    }
    List<String> words =
        Stream.of(text.split("[\\s,;|]+", -1)).filter(word -> !word.isEmpty()).toList();
    boolean plain = text.chars().noneMatch(c -> c < ' ' || c == '"' || c == '\\');
    if (words.isEmpty() || !plain) {
      return Optional.empty();
    }
    String elements =
        words.stream()
            .map(word -> "\"" + word.replace("'", "''") + "\"")
            .collect(Collectors.joining(", "));
    return context
        .edits(each.owner())
        .replaceInside(each.text().scalar(), literal.span(), "fromJSON('[" + elements + "]')")
        .map(
            edits ->
                new Fix(
                    "Compare with a list",
                    Safety.UNSAFE,
                    "what is only a part of these words no longer passes",
                    edits));
  }
}
