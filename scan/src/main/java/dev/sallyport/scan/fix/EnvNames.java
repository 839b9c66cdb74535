package dev.sallyport.scan.fix;

import dev.sallyport.scan.syntax.expression.ContextPath;
import dev.sallyport.scan.syntax.expression.Expr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Chooses the environment variables that expressions of one step are passed in.
final class EnvNames {
  private static final int MAX_LENGTH = 60;

  /// Segments that say nothing of the value.
  private static final Set<String> PLUMBING = Set.of("github", "event", "outputs", "*", "?");

  /// Variables that the runner sets to the very value of the `github` context's property (GitHub
  /// documentation, "Variables reference"); `workspace` differs inside containers.
  private static final Set<String> DEFAULTS =
      Set.of(
          "actor",
          "actor_id",
          "api_url",
          "base_ref",
          "event_name",
          "graphql_url",
          "head_ref",
          "ref",
          "ref_name",
          "ref_type",
          "repository",
          "repository_id",
          "repository_owner",
          "repository_owner_id",
          "run_attempt",
          "run_id",
          "run_number",
          "server_url",
          "sha",
          "triggering_actor",
          "workflow",
          "workflow_ref",
          "workflow_sha");

  private static final List<String> RESERVED_PREFIXES =
      List.of(
          "GITHUB_", "RUNNER_", "ACTIONS_", "INPUT_", "STATE_", "BASH_", "LD_", "DYLD_", "NODE_");

  /// @param existing no entry of the step's `env` is needed
  record Variable(String name, Expr expr, String source, boolean existing) {}

  private final List<EnvBlock> env;
  private final Set<String> taken = new HashSet<>();
  private final Set<String> inScript;
  private final Map<String, Variable> chosen = new HashMap<>();
  private final Map<String, Integer> numbered = new HashMap<>();

  /// @param env of the step, the job and the workflow, in this order
  /// @param script without its expressions
  EnvNames(List<EnvBlock> env, String script) {
    this.env = env;
    this.inScript = identifiers(script);
  }

  private static String upper(String name) {
    return name.toUpperCase(Locale.ROOT);
  }

  private static Set<String> identifiers(String script) {
    Set<String> found = new HashSet<>();
    int start = -1;
    for (int i = 0; i <= script.length(); i++) {
      boolean part = i < script.length() && isPart(script.charAt(i));
      if (part && start < 0) {
        start = i;
      } else if (!part && start >= 0) {
        if (i - start <= MAX_LENGTH) {
          found.add(script.substring(start, i));
        }
        start = -1;
      }
    }
    return found;
  }

  private static boolean isPart(char c) {
    return c == '_' || (c < 128 && Character.isLetterOrDigit(c));
  }

  /// @param source the text of the expression, as it is to stand in `env`
  Variable choose(Expr expr, String source) {
    String key = expr.key();
    Variable known = chosen.get(key);
    if (known != null) {
      return known;
    }
    Variable variable =
        byRunner(expr)
            .or(() -> byEnvContext(expr))
            .or(() -> inEnv(key))
            .map(name -> new Variable(name, expr, source, true))
            .orElseGet(() -> new Variable(fresh(expr), expr, source, false));
    chosen.put(key, variable);
    taken.add(upper(variable.name));
    return variable;
  }

  private Optional<String> byRunner(Expr expr) {
    return ContextPath.of(expr)
        .map(ContextPath::segments)
        .filter(segments -> segments.size() == 2 && segments.getFirst().equals("github"))
        .map(List::getLast)
        .filter(DEFAULTS::contains)
        .map(name -> "GITHUB_" + upper(name))
        .filter(name -> !isTaken(name));
  }

  /// `env.NAME` is in the environment already.
  private Optional<String> byEnvContext(Expr expr) {
    return expr.ungrouped() instanceof Expr.Property(_, Expr target, String name)
            && target instanceof Expr.NamedValue(_, String context)
            && context.equalsIgnoreCase("env")
            && isIdentifier(name)
            && !assigned(name)
        ? Optional.of(name)
        : Optional.empty();
  }

  private static boolean isIdentifier(String name) {
    return !name.isEmpty()
        && !Character.isDigit(name.charAt(0))
        && name.chars().allMatch(c -> isPart((char) c));
  }

  /// A script that names the variable may set it too, so that only the expression is original.
  private boolean assigned(String name) {
    return inScript.contains(name);
  }

  /// The name of an entry with this very expression, unless an inner level hides it.
  private Optional<String> inEnv(String expression) {
    for (int level = 0; level < env.size(); level++) {
      List<EnvBlock> inner = env.subList(0, level);
      for (String name : env.get(level).holding(expression)) {
        if (inner.stream().noneMatch(block -> block.taken().contains(upper(name)))) {
          return Optional.of(name);
        }
      }
    }
    return Optional.empty();
  }

  /// Whether a variable of this name can be read in every shell, and is nobody else's.
  static boolean usable(String name) {
    return isIdentifier(name) && !reserved(upper(name));
  }

  private boolean isTaken(String name) {
    return taken.contains(name) || env.stream().anyMatch(block -> block.taken().contains(name));
  }

  private String fresh(Expr expr) {
    List<String> words = words(expr);
    for (int count = Math.min(2, words.size()); count <= words.size(); count++) {
      String name = joined(words.subList(words.size() - count, words.size()));
      if (free(name)) {
        return name;
      }
    }
    String whole = joined(words);
    String base = reserved(whole) ? "VALUE_" + whole : whole;
    if (free(base)) {
      return base;
    }
    for (int i = numbered.getOrDefault(base, 2); ; i++) {
      if (free(base + "_" + i)) {
        numbered.put(base, i + 1);
        return base + "_" + i;
      }
    }
  }

  private boolean free(String name) {
    return !isTaken(name) && !inScript.contains(name) && !reserved(name);
  }

  private static boolean reserved(String name) {
    return RESERVED_PREFIXES.stream().anyMatch(name::startsWith);
  }

  /// The segments that name the value: those of the first context that is read. There are always
  /// two, so that no name of a well-known variable (`PATH`, `VERSION`) comes out.
  private static List<String> words(Expr expr) {
    List<String> segments =
        expr.walk()
            .flatMap(part -> ContextPath.of(part).stream())
            .findFirst()
            .map(ContextPath::segments)
            .orElse(List.of());
    List<String> words = new ArrayList<>();
    for (String segment : segments) {
      String word = word(segment);
      if (!PLUMBING.contains(segment) && !word.isEmpty()) {
        words.add(word);
      }
    }
    if (words.size() > 2 && !segments.getFirst().equals("github")) {
      // steps.<id>.outputs.<name> and needs.<id>.outputs.<name>: the id says enough.
      words.removeFirst();
    }
    if (words.size() < 2) {
      words.addFirst(prefix(segments, words.isEmpty()));
    }
    return words;
  }

  private static String prefix(List<String> segments, boolean nothing) {
    if (nothing) {
      return "EXPRESSION";
    }
    return segments.contains("event") ? "EVENT" : "CONTEXT";
  }

  private static String word(String segment) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      out.append(isPart(c) ? Character.toUpperCase(c) : '_');
    }
    return out.toString();
  }

  private static String joined(List<String> words) {
    String name = String.join("_", words);
    String cut = name.length() > MAX_LENGTH ? name.substring(0, MAX_LENGTH) : name;
    return Character.isDigit(cut.charAt(0)) ? "_" + cut : cut;
  }
}
