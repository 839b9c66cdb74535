package dev.sallyport.scan.flow;

import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.syntax.expression.ContextPath;
import dev.sallyport.scan.syntax.expression.Evaluator;
import dev.sallyport.scan.syntax.expression.Expr;
import dev.sallyport.scan.syntax.expression.Template;
import dev.sallyport.scan.syntax.expression.Value;
import dev.sallyport.scan.syntax.expression.Values;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads conditions as gates: for a given event, who can still make an `if:` true?
final class Gates {

  /// @param reachable false when the condition can never hold under this event
  /// @param leaves the weakest person who can make it hold
  /// @param gates as far as anybody asks for them, see [#shown]: a job at the end of a long chain
  ///     of `needs:` stands behind the gates of all others
  record Passage(boolean reachable, Reach leaves, List<Gate> gates) {
    static final Passage OPEN = new Passage(true, Reach.OUTSIDER, List.of());
    static final Passage SHUT = new Passage(false, Reach.NONE, List.of());

    /// As many gates, each with another text, are told to people.
    static final int SHOWN = 3;

    Passage {
      gates = shown(gates);
    }

    /// The first few, and of gates about people and of environments the first.
    private static List<Gate> shown(List<Gate> gates) {
      if (gates.size() <= SHOWN) {
        return List.copyOf(gates);
      }
      List<Gate> out = new ArrayList<>();
      Set<String> texts = new HashSet<>();
      boolean person = false;
      boolean environment = false;
      for (Gate gate : gates) {
        boolean approval = gate.kind() == Gate.Kind.ENVIRONMENT;
        boolean shown = texts.size() < SHOWN && texts.add(gate.text());
        if (shown || (gate.aboutPerson() && !person) || (approval && !environment)) {
          out.add(gate);
          person |= gate.aboutPerson();
          environment |= approval;
        }
      }
      return List.copyOf(out);
    }

    static Passage of(Gate gate) {
      return new Passage(true, gate.leaves(), List.of(gate));
    }

    /// Both must hold.
    Passage and(Passage other) {
      if (!reachable || !other.reachable) {
        return SHUT;
      }
      List<Gate> all = new ArrayList<>(gates);
      all.addAll(other.gates);
      Reach least = leaves.compareTo(other.leaves) <= 0 ? leaves : other.leaves;
      return new Passage(true, least, all);
    }

    /// One must hold: the easier way in counts, and a gate on one way only is none.
    Passage or(Passage other) {
      if (!reachable) {
        return other;
      }
      if (!other.reachable) {
        return this;
      }
      if (gates.isEmpty() || other.gates.isEmpty()) {
        return OPEN;
      }
      List<Gate> all = new ArrayList<>(gates);
      all.addAll(other.gates);
      Reach most = leaves.compareTo(other.leaves) >= 0 ? leaves : other.leaves;
      return new Passage(true, most, all);
    }
  }

  private static final Set<String> TRUSTED_ASSOCIATIONS = Set.of("owner", "member", "collaborator");

  private final SourceText file;
  private final Text text;
  private final String event;
  private final List<String> types;

  private Gates(SourceText file, Text text, String event, List<String> types) {
    this.file = file;
    this.text = text;
    this.event = event;
    this.types = types;
  }

  /// Who gets past `condition` when the run was started by `event`.
  ///
  /// @param types the activity types that the workflow listens to; empty for the event's usual ones
  static Passage of(SourceText file, @Nullable Text condition, String event, List<String> types) {
    if (condition == null) {
      return Passage.OPEN;
    }
    Template template = condition.template();
    if (!template.isWholeExpression()) {
      return Passage.OPEN; // Text around an expression is always true.
    }
    return template
        .whole()
        .map(expr -> new Gates(file, condition, event, types).passage(expr, true))
        .orElse(Passage.OPEN);
  }

  private Passage passage(Expr expr, boolean wanted) {
    Optional<Boolean> known = truth(expr);
    if (known.isPresent()) {
      return known.get() == wanted ? Passage.OPEN : Passage.SHUT;
    }
    return switch (expr) {
      case Expr.Group(_, Expr inner) -> passage(inner, wanted);
      case Expr.Not(_, Expr operand) -> passage(operand, !wanted);
      case Expr.And(_, List<Expr> operands) -> join(operands, wanted, wanted);
      case Expr.Or(_, List<Expr> operands) -> join(operands, wanted, !wanted);
      default -> atom(expr, wanted);
    };
  }

  private Passage join(List<Expr> operands, boolean wanted, boolean all) {
    Passage result = all ? Passage.OPEN : Passage.SHUT;
    for (Expr operand : operands) {
      Passage one = passage(operand, wanted);
      result = all ? result.and(one) : result.or(one);
    }
    return result;
  }

  /// What can be told from the event's name alone.
  private Optional<Boolean> truth(Expr expr) {
    return switch (Evaluator.evaluate(expr, this::context).truth()) {
      case TRUE -> Optional.of(true);
      case FALSE -> Optional.of(false);
      case UNKNOWN -> Optional.empty();
    };
  }

  private Value context(ContextPath path) {
    List<String> segments = path.segments();
    if (segments.equals(List.of("github", "event_name"))) {
      return Value.of(event);
    }
    if (segments.equals(List.of("github", "event", "action")) && types.size() == 1) {
      return Value.of(types.getFirst());
    }
    boolean pull = segments.size() > 2 && segments.get(2).equals("pull_request");
    boolean payload = segments.size() > 1 && segments.get(1).equals("event");
    if (payload && pull && !Events.hasPullRequest(event)) {
      return Values.NULL;
    }
    return Values.UNKNOWN;
  }

  private Passage atom(Expr expr, boolean wanted) {
    return switch (expr) {
      case Expr.Binary(_, Expr.Comparison op, Expr left, Expr right)
          when op == Expr.Comparison.EQUAL || op == Expr.Comparison.NOT_EQUAL -> {
        boolean equal = (op == Expr.Comparison.EQUAL) == wanted;
        yield compared(expr, left, right, equal)
            .or(() -> compared(expr, right, left, equal))
            .map(Passage::of)
            .orElse(Passage.OPEN);
      }
      case Expr.Call call when wanted && call.is("contains") && call.arguments().size() == 2 ->
          contained(call).map(Passage::of).orElse(Passage.OPEN);
      case Expr.Call call when wanted && call.is("startsWith") && call.arguments().size() == 2 ->
          prefixed(call).map(Passage::of).orElse(Passage.OPEN);
      default ->
          path(expr).flatMap(p -> flag(expr, p, wanted)).map(Passage::of).orElse(Passage.OPEN);
    };
  }

  private Optional<Gate> compared(Expr whole, Expr left, Expr right, boolean equal) {
    Optional<String> path = path(left);
    if (path.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> literal = literal(right);
    Optional<String> other = path(right);
    if (isForkFlag(path.get())) {
      boolean fork = literal(right).map(l -> l.equals("true")).orElse(true) == equal;
      return fork ? Optional.empty() : gate(Gate.Kind.SAME_REPOSITORY, Reach.WRITER, whole);
    }
    if (isHeadOwner(path.get())
        && (other.filter(Gates::isOwnRepository).isPresent() || literal.isPresent())) {
      return equal ? gate(Gate.Kind.SAME_REPOSITORY, Reach.WRITER, whole) : Optional.empty();
    }
    if (path.get().equals("github.event.pull_request.merged")
        && literal.filter(l -> l.equals("true") || l.equals("false")).isPresent()) {
      return flag(whole, path.get(), literal.get().equals("true") == equal);
    }
    if (literal.isEmpty() || !equal) {
      return literal.filter(l -> !equal).flatMap(l -> excluded(whole, path.get(), l));
    }
    return person(whole, path.get(), List.of(literal.get()));
  }

  /// `author_association != 'NONE'` holds off newcomers who comment. Those who open a pull request
  /// may also be FIRST_TIMER or FIRST_TIME_CONTRIBUTOR.
  private Optional<Gate> excluded(Expr whole, String path, String literal) {
    boolean none = path.endsWith(".author_association") && literal.equals("none");
    return none && acts(path) && !path.contains(".pull_request.")
        ? gate(Gate.Kind.ASSOCIATION, Reach.CONTRIBUTOR, whole)
        : Optional.empty();
  }

  /// A value that stands for whoever acts is one of `allowed` (lower case).
  private Optional<Gate> person(Expr whole, String path, List<String> allowed) {
    if (path.endsWith(".author_association") && acts(path)) {
      if (TRUSTED_ASSOCIATIONS.containsAll(allowed)) {
        return gate(Gate.Kind.ASSOCIATION, Reach.WRITER, whole);
      }
      return allowed.contains("none") || allowed.contains("first_time_contributor")
          ? Optional.empty()
          : gate(Gate.Kind.ASSOCIATION, Reach.CONTRIBUTOR, whole);
    }
    boolean bot = allowed.stream().anyMatch(a -> a.endsWith("[bot]"));
    if (isActor(path) && acts(path) && !(bot && isLastActor(path))) {
      return gate(Gate.Kind.ACTOR, Reach.WRITER, whole);
    }
    // Only when a label is set or taken off does the event have one.
    if (path.equals("github.event.label.name")) {
      return gate(Gate.Kind.LABEL, Reach.TRIAGER, whole);
    }
    if (path.equals("github.event.workflow_run.event")) {
      boolean inside = allowed.stream().noneMatch(a -> Events.of(a).reach() == Reach.OUTSIDER);
      return inside ? gate(Gate.Kind.EVENT, Reach.WRITER, whole) : Optional.empty();
    }
    boolean ref = path.equals("github.ref") || path.equals("github.ref_name");
    if (ref && (event.equals("push") || event.equals("workflow_dispatch"))) {
      return gate(Gate.Kind.REF, Reach.WRITER, whole);
    }
    return Optional.empty();
  }

  private Optional<Gate> contained(Expr.Call call) {
    Expr set = call.arguments().get(0);
    Expr item = call.arguments().get(1);
    Optional<String> path = path(item);
    Optional<List<String>> list = list(set);
    if (path.isPresent() && list.isPresent()) {
      return person(call, path.get(), list.get());
    }
    boolean labels = path(set).filter(p -> p.contains(".labels")).isPresent();
    return labels && literal(item).isPresent()
        ? gate(Gate.Kind.LABEL, Labels.leaves(event, types), call)
        : Optional.empty();
  }

  private Optional<Gate> prefixed(Expr.Call call) {
    boolean ref = path(call.arguments().get(0)).filter("github.ref"::equals).isPresent();
    boolean tag = literal(call.arguments().get(1)).filter(l -> l.startsWith("refs/")).isPresent();
    return ref && tag && event.equals("push")
        ? gate(Gate.Kind.REF, Reach.WRITER, call)
        : Optional.empty();
  }

  private Optional<Gate> flag(Expr expr, String path, boolean wanted) {
    if (isForkFlag(path) && !wanted) {
      return gate(Gate.Kind.SAME_REPOSITORY, Reach.WRITER, expr);
    }
    return path.equals("github.event.pull_request.merged") && wanted
        ? gate(Gate.Kind.MERGED, Reach.CONTRIBUTOR, expr)
        : Optional.empty();
  }

  /// Whether the value is about the person who set this event off, and not about somebody else in
  /// the payload (the author, when a comment is what happened).
  private boolean acts(String path) {
    return switch (event) {
      case "issue_comment", "pull_request_review_comment", "discussion_comment", "commit_comment" ->
          path.contains(".comment.") || isSender(path);
      case "pull_request_review" -> path.contains(".review.") || isSender(path);
      case "workflow_run" -> path.contains(".workflow_run.") || isSender(path);
      default -> true;
    };
  }

  private static boolean isSender(String path) {
    return path.equals("github.actor")
        || path.equals("github.triggering_actor")
        || path.startsWith("github.event.sender.");
  }

  /// `github.actor` is who acted last: after a bot's pull request is touched by somebody else, or
  /// the other way round, it says nothing of whose code it is.
  private static boolean isLastActor(String path) {
    return isSender(path);
  }

  private static boolean isActor(String path) {
    return path.equals("github.actor")
        || path.equals("github.triggering_actor")
        || path.equals("github.actor_id")
        || path.equals("github.repository_owner")
        || path.endsWith(".user.login")
        || path.endsWith(".sender.login")
        || path.endsWith(".actor.login")
        || path.endsWith(".user.id")
        || path.endsWith(".sender.id");
  }

  private static boolean isForkFlag(String path) {
    return path.equals("github.event.pull_request.head.repo.fork")
        || path.equals("github.event.workflow_run.head_repository.fork");
  }

  /// A fork has its parent's name and often its branches: neither says whose it is.
  private static boolean isHeadOwner(String path) {
    boolean repository =
        path.startsWith("github.event.pull_request.head.repo.")
            || path.startsWith("github.event.workflow_run.head_repository.");
    return (repository
            && !path.endsWith("repo.name")
            && !path.endsWith("repository.name")
            && !path.endsWith(".default_branch"))
        || path.equals("github.event.pull_request.head.user.login");
  }

  private static boolean isOwnRepository(String path) {
    return path.startsWith("github.repository")
        || path.startsWith("github.event.repository.")
        || path.startsWith("github.event.pull_request.base.");
  }

  private Optional<Gate> gate(Gate.Kind kind, Reach leaves, Expr expr) {
    return Optional.of(new Gate(kind, leaves, file.at(text.source(expr.span())), expr.text()));
  }

  private static Optional<String> path(Expr expr) {
    return ContextPath.of(expr.ungrouped()).map(p -> String.join(".", p.segments()));
  }

  private static Optional<String> literal(Expr expr) {
    return expr.ungrouped() instanceof Expr.Literal(_, Value.Scalar value)
        ? switch (value) {
          case Value.Str(String s) -> Optional.of(s.toLowerCase(Locale.ROOT));
          case Value.Bool(boolean b) -> Optional.of(String.valueOf(b));
          case Value.Num(double n) -> Optional.of(String.valueOf((long) n));
          case Value.Null _ -> Optional.of("");
        }
        : Optional.empty();
  }

  /// A constant list of strings: `fromJSON('["a", "b"]')`. A constant string is none, `contains` on
  /// it finds any part.
  private static Optional<List<String>> list(Expr expr) {
    if (!(Evaluator.evaluate(expr, _ -> Values.UNKNOWN) instanceof Value.Arr arr)) {
      return Optional.empty();
    }
    List<String> out = new ArrayList<>();
    for (Value item : arr.items()) {
      if (!(item instanceof Value.Str(String s))) {
        return Optional.empty();
      }
      out.add(s.toLowerCase(Locale.ROOT));
    }
    return Optional.of(out);
  }
}
