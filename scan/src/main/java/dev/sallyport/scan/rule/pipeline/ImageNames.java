package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.scan.ci.github.Declared;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Matrix;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.syntax.expression.ContextPath;
import dev.sallyport.scan.syntax.expression.Evaluator;
import dev.sallyport.scan.syntax.expression.Expr;
import dev.sallyport.scan.syntax.expression.Parsed;
import dev.sallyport.scan.syntax.expression.Template;
import dev.sallyport.scan.syntax.expression.Value;
import dev.sallyport.scan.syntax.expression.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The images that a text can name: what the matrix and the defaults of inputs give is written out.
final class ImageNames {
  /// Stands for a part that cannot be told; no image name can hold it.
  static final String UNKNOWN = "\0";

  static final int MOST = 64;

  private ImageNames() {}

  /// Where there are more than [#MOST], not all of them.
  static List<String> of(Text text, @Nullable Workflow workflow, @Nullable Job job) {
    if (!text.mayHaveExpressions()) {
      return List.of(text.value());
    }
    List<String> names = List.of("");
    for (Template.Part part : text.template().parts()) {
      names = product(names, alternatives(part, workflow, job));
    }
    return names;
  }

  private static List<String> product(List<String> heads, List<String> tails) {
    List<String> out = new ArrayList<>();
    for (String head : heads) {
      for (String tail : tails) {
        if (out.size() <= MOST) {
          out.add(head + tail);
        }
      }
    }
    return out;
  }

  private static List<String> alternatives(
      Template.Part part, @Nullable Workflow workflow, @Nullable Job job) {
    return switch (part) {
      case Template.Part.Text literal -> List.of(literal.text());
      case Template.Part.Expression expression ->
          switch (expression.parsed()) {
            case Parsed.Ok ok -> alternatives(ok.expr(), workflow, job);
            case Parsed.Bad _ -> List.of(UNKNOWN);
          };
    };
  }

  private static List<String> alternatives(
      Expr expr, @Nullable Workflow workflow, @Nullable Job job) {
    Optional<ContextPath> path = ContextPath.of(expr);
    List<String> known = path.map(p -> values(p, workflow, job)).orElse(List.of());
    if (!known.isEmpty()) {
      return known;
    }
    return Evaluator.alternatives(expr, _ -> Values.UNKNOWN).stream()
        .map(value -> value instanceof Value.Str(String text) ? text : UNKNOWN)
        .distinct()
        .toList();
  }

  private static List<String> values(
      ContextPath path, @Nullable Workflow workflow, @Nullable Job job) {
    List<String> segments = path.segments();
    return switch (path.root()) {
      case "matrix" ->
          job == null
              ? List.of()
              : Matrix.values(job.matrix(), segments.subList(1, segments.size())).stream()
                  .map(value -> value.contains("${{") ? UNKNOWN : value)
                  .toList();
      case "inputs" ->
          workflow == null || segments.size() != 2
              ? List.of()
              : defaults(workflow, segments.get(1)).toList();
      default -> List.of();
    };
  }

  /// The caller may name another one.
  private static Stream<String> defaults(Workflow workflow, String input) {
    return Stream.concat(
            workflow.triggers().stream()
                .flatMap(trigger -> trigger.input(input).stream())
                .map(Declared::fallback)
                .flatMap(text -> text == null ? Stream.empty() : Stream.of(text.value())),
            Stream.of(UNKNOWN))
        .distinct();
  }
}
