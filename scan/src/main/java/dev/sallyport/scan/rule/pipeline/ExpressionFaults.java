package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.ActionDefinition;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.syntax.expression.Expr;
import dev.sallyport.scan.syntax.expression.Parsed;
import dev.sallyport.scan.syntax.expression.Template;
import dev.sallyport.scan.syntax.expression.Value;
import dev.sallyport.scan.syntax.yaml.YamlMapping;
import dev.sallyport.scan.syntax.yaml.YamlNode;
import dev.sallyport.scan.syntax.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What GitHub refuses in expressions: syntax, names of contexts and functions, numbers of
/// arguments (GitHub docs, "Contexts reference", table of context availability).
final class ExpressionFaults {

  record Fault(Span span, String message) {}

  private static final Set<String> CONTEXTS =
      Set.of(
          "github",
          "env",
          "vars",
          "job",
          "jobs",
          "steps",
          "runner",
          "secrets",
          "strategy",
          "matrix",
          "needs",
          "inputs");
  private static final Set<String> JOB_CONDITION = Set.of("github", "needs", "vars", "inputs");

  private final List<Fault> found = new ArrayList<>();

  private ExpressionFaults() {}

  static List<Fault> in(GithubFile file) {
    ExpressionFaults faults = new ExpressionFaults();
    for (Text text : Texts.of(file)) {
      if (text.mayHaveExpressions()) {
        faults.text(text, CONTEXTS);
      }
    }
    List<Step> steps = new ArrayList<>();
    switch (file) {
      case Workflow workflow -> {
        faults.noExpression(defaultShell(workflow), "the default shell of a workflow");
        workflow
            .jobs()
            .forEach(
                job -> {
                  faults.condition(job);
                  steps.addAll(job.steps());
                });
        steps.forEach(
            step ->
                faults.noExpression(step.node().get("shell"), "the shell of a workflow's step"));
      }
      case ActionDefinition action -> steps.addAll(action.steps());
      default -> {}
    }
    steps.forEach(faults::condition);
    return faults.found;
  }

  private void condition(Job job) {
    if (job.condition() != null) {
      names(job.condition(), JOB_CONDITION, "the condition of a job");
    }
  }

  private void condition(Step step) {
    if (step.condition() != null) {
      Set<String> without = new HashSet<>(CONTEXTS);
      without.remove("secrets");
      names(step.condition(), without, "the condition of a step");
    }
  }

  private static Optional<YamlNode> defaultShell(Workflow workflow) {
    return workflow.root().get("defaults").orElse(null) instanceof YamlMapping defaults
            && defaults.get("run").orElse(null) instanceof YamlMapping run
        ? run.get("shell")
        : Optional.empty();
  }

  /// The table does not list the place, so that no expression may stand there. It lists the
  /// defaults of a job, and an action's steps may have one too.
  private void noExpression(Optional<YamlNode> node, String where) {
    if (node.orElse(null) instanceof YamlScalar scalar) {
      Text text = Text.of(scalar);
      text.template()
          .expressions()
          .forEach(e -> add(text, e.outer(), "an expression is not allowed in " + where));
    }
  }

  /// Known contexts that are not at hand in this place.
  private void names(Text text, Set<String> allowed, String where) {
    nodes(text)
        .forEach(
            node -> {
              if (node instanceof Expr.NamedValue(Span span, String name)
                  && CONTEXTS.contains(name.toLowerCase(Locale.ROOT))
                  && !allowed.contains(name.toLowerCase(Locale.ROOT))) {
                add(text, span, "'" + name + "' is not at hand in " + where);
              }
            });
  }

  private void text(Text text, Set<String> contexts) {
    for (Template.Part.Expression expression : text.template().expressions()) {
      if (expression.parsed() instanceof Parsed.Bad(Span span, String message)) {
        add(text, span.start() < span.end() ? span : expression.outer(), message);
      }
    }
    nodes(text).forEach(node -> node(text, node, contexts));
  }

  private void node(Text text, Expr node, Set<String> contexts) {
    switch (node) {
      case Expr.NamedValue(Span span, String name)
          when !contexts.contains(name.toLowerCase(Locale.ROOT)) ->
          add(text, span, "there is no context '" + name + "'; a text needs quotes");
      case Expr.Call call -> {
        int count = call.arguments().size();
        String name = call.name().toLowerCase(Locale.ROOT);
        boolean fits =
            switch (name) {
              case "contains", "startswith", "endswith" -> count == 2;
              case "join" -> count == 1 || count == 2;
              case "tojson", "fromjson" -> count == 1;
              case "format", "hashfiles" -> count >= 1;
              case "case" -> count >= 3 && count % 2 == 1;
              case "always", "cancelled", "success", "failure" -> count == 0;
              default -> true;
            };
        if (!fits) {
          add(text, call.span(), "'" + call.name() + "' does not take " + count + " arguments");
        } else if (name.equals("case")) {
          predicates(text, call);
        } else if (!FUNCTIONS.contains(name)) {
          add(text, call.span(), "there is no function '" + call.name() + "'");
        }
      }
      default -> {}
    }
  }

  private void predicates(Text text, Expr.Call call) {
    for (int i = 0; i + 1 < call.arguments().size(); i += 2) {
      if (call.arguments().get(i).ungrouped() instanceof Expr.Literal(Span span, var value)
          && !(value instanceof Value.Bool)) {
        add(text, span, "a condition of 'case' must be true or false");
      }
    }
  }

  private static final Set<String> FUNCTIONS =
      Set.of(
          "contains",
          "startswith",
          "endswith",
          "join",
          "tojson",
          "fromjson",
          "format",
          "hashfiles",
          "case",
          "always",
          "cancelled",
          "success",
          "failure");

  private static List<Expr> nodes(Text text) {
    return text.template().expressions().stream()
        .flatMap(e -> e.parsed().tree().stream())
        .flatMap(Expr::walk)
        .toList();
  }

  private void add(Text text, Span span, String message) {
    found.add(new Fault(text.source(span), message));
  }
}
