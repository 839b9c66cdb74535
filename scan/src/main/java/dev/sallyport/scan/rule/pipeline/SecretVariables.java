package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.scan.ci.github.EnvVar;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.Vars;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.syntax.expression.ContextPath;
import dev.sallyport.scan.syntax.expression.Expr;
import dev.sallyport.scan.syntax.expression.ExpressionParser;
import dev.sallyport.scan.syntax.shell.WordPart;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which secrets reach which environment variables and outputs, step by step through a job.
final class SecretVariables {
  private final Map<String, Secret> inherited = new LinkedHashMap<>();
  private final Map<String, Secret> exported = new LinkedHashMap<>();
  private final Map<String, Secret> outputs = new LinkedHashMap<>();

  /// A secret, or what was made of it.
  ///
  /// @param names of the secrets, for messages
  /// @param derived whether it is no longer the text that the runner masks
  record Secret(String names, boolean derived) {
    Secret changed() {
      return derived ? this : new Secret(names, true);
    }

    boolean isJobToken() {
      return names.equals(SecretAccess.TOKEN);
    }
  }

  /// @param workflow null in a composite action
  SecretVariables(@Nullable Workflow workflow, @Nullable Job job) {
    if (workflow != null) {
      put(workflow.env(), inherited);
    }
    if (job != null) {
      put(job.env(), inherited);
    }
  }

  /// Variables that hold secrets when the step's script begins.
  Map<String, Secret> at(Step step) {
    Map<String, Secret> all = new LinkedHashMap<>(inherited);
    all.putAll(exported);
    for (EnvVar variable : step.env()) {
      all.remove(variable.name());
    }
    put(step.env(), all);
    return all;
  }

  /// Notes what a script wrote to GITHUB_ENV or GITHUB_OUTPUT.
  void exported(String variable, Secret secret) {
    exported.merge(variable, secret, (old, now) -> old.derived() ? old : now);
  }

  void output(String step, String name, Secret secret) {
    outputs.merge(
        (step + "." + name).toLowerCase(Locale.ROOT),
        secret,
        (old, now) -> old.derived() ? old : now);
  }

  private void put(Vars vars, Map<String, Secret> into) {
    for (EnvVar variable : vars) {
      of(variable.value()).ifPresent(secret -> into.put(variable.name(), secret));
    }
  }

  Optional<Secret> of(Text text) {
    if (!text.mayHaveExpressions()) {
      return Optional.empty();
    }
    Secret found = null;
    for (var part : text.template().expressions()) {
      Optional<Expr> tree = part.parsed().tree();
      found = found == null && tree.isPresent() ? of(tree.get()).orElse(null) : found;
    }
    return Optional.ofNullable(found);
  }

  /// The secret that a `${{ … }}` inside a script is replaced by.
  Optional<Secret> of(WordPart.Placeholder placeholder) {
    String inner = placeholder.inner();
    if (!inner.contains("secrets")
        && !inner.contains("token")
        && !inner.contains("env")
        && !inner.contains("outputs")) {
      return Optional.empty();
    }
    return ExpressionParser.parse(inner, 0).tree().flatMap(this::of);
  }

  private Optional<Secret> of(Expr expr) {
    Set<String> names = SecretAccess.reaching(expr);
    if (!names.isEmpty()) {
      boolean piece = expr.walk().anyMatch(e -> e instanceof Expr.Call call && call.is("fromJSON"));
      return Optional.of(new Secret(named(names), piece));
    }
    return ContextPath.of(expr.ungrouped())
        .map(ContextPath::segments)
        .flatMap(
            path ->
                switch (path.getFirst()) {
                  case "env" -> path.size() > 1 ? variable(path.get(1)) : Optional.empty();
                  case "steps" ->
                      path.size() > 3
                          ? Optional.ofNullable(outputs.get(path.get(1) + "." + path.get(3)))
                          : Optional.empty();
                  default -> Optional.empty();
                });
  }

  private static String named(Set<String> names) {
    return names.contains(SecretAccess.ALL)
        ? "every secret"
        : String.join(", ", names).replace(SecretAccess.DYNAMIC, "a secret");
  }

  private Optional<Secret> variable(String lower) {
    return exported.entrySet().stream()
        .filter(e -> e.getKey().toLowerCase(Locale.ROOT).equals(lower))
        .map(Map.Entry::getValue)
        .findFirst()
        .or(
            () ->
                inherited.entrySet().stream()
                    .filter(e -> e.getKey().toLowerCase(Locale.ROOT).equals(lower))
                    .map(Map.Entry::getValue)
                    .findFirst());
  }
}
