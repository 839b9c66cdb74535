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
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which secrets reach which environment variables and outputs, step by step through a job.
final class SecretVariables {
  private final @Nullable SecretVariables around;

  /// Of the job, and what steps exported so far, which hides those.
  private final Map<String, Secret> lasting = new LinkedHashMap<>();

  private final Set<String> exported = new HashSet<>();

  private @Nullable Set<Secret> secrets;

  /// As `env.name` finds them, by names in lower case.
  private final Map<String, Secret> byLower = new HashMap<>();
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

  private SecretVariables(@Nullable SecretVariables around) {
    this.around = around;
  }

  /// Nothing is known of what surrounds a composite action.
  static SecretVariables ofAction() {
    return new SecretVariables(null);
  }

  static SecretVariables of(Workflow workflow) {
    SecretVariables variables = new SecretVariables(null);
    variables.put(workflow.env());
    return variables;
  }

  /// Those of a job, in front of these of its workflow.
  SecretVariables in(Job job) {
    SecretVariables variables = new SecretVariables(this);
    variables.put(job.env());
    return variables;
  }

  /// Variables that hold secrets while the step's script runs. Good until the next step: what the
  /// step exports shows in it too.
  Visible at(Step step) {
    Map<String, Optional<Secret>> own = new LinkedHashMap<>();
    for (EnvVar variable : step.env()) {
      own.put(variable.name(), of(variable.value()));
    }
    return new Visible(own, this);
  }

  /// Variables that hold secrets.
  ///
  /// @param own the step's variables, empty where one holds no secret
  record Visible(Map<String, Optional<Secret>> own, SecretVariables around) {
    Optional<Secret> get(String name) {
      Optional<Secret> mine = own.get(name);
      return mine != null ? mine : around.get(name);
    }

    int size() {
      return own.size() + around.size();
    }

    Stream<String> names() {
      return Stream.concat(own.keySet().stream(), around.names())
          .filter(name -> get(name).isPresent());
    }

    /// All secrets, each once. What is around is gone through anew only where the step hides some
    /// of it.
    Set<Secret> secrets() {
      boolean hides = own.keySet().stream().anyMatch(name -> around.get(name).isPresent());
      if (own.isEmpty()) {
        return around.secrets();
      }
      Set<Secret> all =
          hides
              ? around.names().flatMap(name -> get(name).stream()).collect(Collectors.toSet())
              : new HashSet<>(around.secrets());
      own.values().forEach(mine -> mine.ifPresent(all::add));
      return all;
    }
  }

  private Optional<Secret> get(String name) {
    Optional<Secret> mine = Optional.ofNullable(lasting.get(name));
    return around == null ? mine : mine.or(() -> around.get(name));
  }

  private int size() {
    return lasting.size() + (around == null ? 0 : around.size());
  }

  private Stream<String> names() {
    return around == null
        ? lasting.keySet().stream()
        : Stream.concat(
            lasting.keySet().stream(), around.names().filter(name -> !lasting.containsKey(name)));
  }

  private Set<Secret> secrets() {
    Set<Secret> ready = secrets;
    if (ready == null) {
      ready = names().flatMap(name -> get(name).stream()).collect(Collectors.toSet());
      secrets = ready;
    }
    return ready;
  }

  /// Notes what a script wrote to GITHUB_ENV or GITHUB_OUTPUT.
  void exported(String variable, Secret secret) {
    Secret old = exported.add(variable) ? null : lasting.get(variable);
    Secret kept = old != null && old.derived() ? old : secret;
    lasting.put(variable, kept);
    byLower.put(variable.toLowerCase(Locale.ROOT), kept);
    secrets = null;
  }

  void output(String step, String name, Secret secret) {
    outputs.merge(
        (step + "." + name).toLowerCase(Locale.ROOT),
        secret,
        (old, now) -> old.derived() ? old : now);
  }

  private void put(Vars vars) {
    for (EnvVar variable : vars) {
      of(variable.value())
          .ifPresent(
              secret -> {
                lasting.put(variable.name(), secret);
                byLower.put(variable.name().toLowerCase(Locale.ROOT), secret);
              });
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
                  case "env" -> path.size() > 1 ? byLower(path.get(1)) : Optional.empty();
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

  private Optional<Secret> byLower(String name) {
    Optional<Secret> mine = Optional.ofNullable(byLower.get(name));
    return around == null ? mine : mine.or(() -> around.byLower(name));
  }
}
