package dev.sallyport.scan.syntax.expression;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which context accesses matter to an expression.
public final class Flow {
  private final Evaluator evaluator = Evaluator.withoutContexts();

  private Flow() {}

  /// The accesses whose text can end up in the result, by position. Booleans and numbers carry no
  /// text, so what is only compared or tested does not reach; nor does what constants rule out.
  public static List<Reaching> reaching(Expr expr) {
    return new Flow().reach(expr, List.of()).distinct().sorted(Flow::byPosition).toList();
  }

  public static List<Reaching> reaching(Template template) {
    return trees(template).flatMap(expr -> reaching(expr).stream()).toList();
  }

  private static int byPosition(Reaching a, Reaching b) {
    return Comparator.comparingInt((Reaching reaching) -> reaching.span().start())
        .thenComparing(reaching -> reaching.path().text())
        .thenComparing(Reaching::viaJson)
        .compare(a, b);
  }

  /// All context accesses, wherever they stand, by position. Of a chain only the whole counts,
  /// and the accesses inside of its indexes.
  public static List<Access> mentioned(Expr expr) {
    List<Access> found = new ArrayList<>();
    new Flow().mention(expr, found);
    found.sort(Comparator.comparingInt(access -> access.span().start()));
    return found;
  }

  public static List<Access> mentioned(Template template) {
    return trees(template).flatMap(expr -> mentioned(expr).stream()).toList();
  }

  /// Names of all functions called, in lower case.
  public static SortedSet<String> functions(Expr expr) {
    return expr.walk()
        .filter(Expr.Call.class::isInstance)
        .map(call -> ((Expr.Call) call).name().toLowerCase(Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<Expr> trees(Template template) {
    return template.expressions().stream().flatMap(part -> part.parsed().tree().stream());
  }

  /// @param below segments that are accessed on the result
  private Stream<Reaching> reach(Expr expr, List<String> below) {
    if (!evaluator.value(expr).mayHoldText()) {
      return Stream.empty();
    }
    return switch (expr) {
      case Expr.Literal _, Expr.Not _, Expr.Binary _ -> Stream.empty();
      case Expr.NamedValue _, Expr.Property _, Expr.Index _, Expr.Star _ ->
          reachAccess(expr, below);
      case Expr.Group(_, Expr inner) -> reach(inner, below);
      // An operand before the last is only the result when it is falsy, and then it has no text.
      case Expr.And(_, List<Expr> operands) -> reach(operands.getLast(), below);
      case Expr.Or(_, List<Expr> operands) ->
          live(operands).stream().flatMap(operand -> reach(operand, below));
      case Expr.Call call -> reachCall(call, below);
    };
  }

  private Stream<Reaching> reachAccess(Expr expr, List<String> below) {
    ContextPath.Chain chain = ContextPath.Chain.of(expr, evaluator::value);
    List<String> segments = new ArrayList<>(chain.segments());
    segments.addAll(below);
    return chain
        .path()
        .map(path -> Stream.of(new Reaching(path.append(below), expr.span(), false)))
        .orElseGet(() -> reach(chain.base(), segments));
  }

  /// Operands up to the first that is always truthy.
  private List<Expr> live(List<Expr> operands) {
    List<Expr> live = new ArrayList<>();
    for (Expr operand : operands) {
      live.add(operand);
      if (evaluator.value(operand).truth() == Value.Truth.TRUE) {
        break;
      }
    }
    return live;
  }

  private Stream<Reaching> reachCall(Expr.Call call, List<String> below) {
    List<Expr> arguments = call.arguments();
    return switch (call.name().toLowerCase(Locale.ROOT)) {
      case "contains", "startswith", "endswith", "hashfiles" -> Stream.empty();
      case "success", "failure", "cancelled", "always" -> Stream.empty();
      case "format" -> reachFormat(arguments);
      case "tojson" -> reachAll(arguments).map(found -> viaJson(found, true));
      case "fromjson" -> fromJson(arguments, below).map(found -> viaJson(found, false));
      case "case" -> branches(arguments).flatMap(branch -> reach(branch, below));
      // Also functions that are not known: better one too many.
      default -> reachAll(arguments);
    };
  }

  /// `fromJSON(toJSON(x)).a` is `x.a`.
  private Stream<Reaching> fromJson(List<Expr> arguments, List<String> below) {
    return arguments.size() == 1
            && plain(arguments.getFirst()) instanceof Expr.Call inner
            && inner.name().equalsIgnoreCase("tojson")
            && inner.arguments().size() == 1
        ? reach(inner.arguments().getFirst(), below)
        : reachAll(arguments);
  }

  private static Expr plain(Expr expr) {
    Expr plain = expr;
    while (plain instanceof Expr.Group(_, Expr inner)) {
      plain = inner;
    }
    return plain;
  }

  private Stream<Reaching> reachAll(List<Expr> arguments) {
    return arguments.stream().flatMap(argument -> reach(argument, List.of()));
  }

  private static Reaching viaJson(Reaching found, boolean viaJson) {
    return new Reaching(found.path(), found.span(), viaJson);
  }

  /// With a constant pattern only the arguments that it names.
  private Stream<Reaching> reachFormat(List<Expr> arguments) {
    if (arguments.isEmpty()
        || !(evaluator.value(arguments.getFirst()) instanceof Value.Str(String pattern))) {
      return reachAll(arguments);
    }
    List<Expr> values = arguments.subList(1, arguments.size());
    return Format.parse(pattern)
        .map(format -> Stream.iterate(0, i -> i < values.size(), i -> i + 1).filter(format::uses))
        .orElseGet(() -> Stream.iterate(0, i -> i < values.size(), i -> i + 1))
        .flatMap(i -> reach(values.get(i), List.of()));
  }

  private Stream<Expr> branches(List<Expr> arguments) {
    List<Expr> branches = new ArrayList<>();
    for (int i = 0; i + 1 < arguments.size(); i += 2) {
      Value predicate = evaluator.value(arguments.get(i));
      if (!predicate.equals(Values.FALSE)) {
        branches.add(arguments.get(i + 1));
      }
      if (predicate.equals(Values.TRUE)) {
        return branches.stream();
      }
    }
    if (arguments.size() % 2 == 1) {
      branches.add(arguments.getLast());
    }
    return branches.stream();
  }

  private void mention(Expr expr, List<Access> found) {
    switch (expr) {
      case Expr.NamedValue _, Expr.Property _, Expr.Index _, Expr.Star _ -> {
        ContextPath.Chain chain = ContextPath.Chain.of(expr, evaluator::value);
        chain.path().ifPresent(path -> found.add(new Access(path, expr.span())));
        mentionInside(expr, found);
      }
      default -> expr.children().forEach(child -> mention(child, found));
    }
  }

  /// Goes down a chain that is recorded already: its indexes, and what it begins with.
  private void mentionInside(Expr chain, List<Access> found) {
    switch (chain) {
      case Expr.NamedValue _ -> {}
      case Expr.Property(_, Expr target, _) -> mentionInside(target, found);
      case Expr.Star(_, Expr target) -> mentionInside(target, found);
      case Expr.Group(_, Expr inner) -> mentionInside(inner, found);
      case Expr.Index(_, Expr target, Expr index) -> {
        mentionInside(target, found);
        mention(index, found);
      }
      default -> mention(chain, found);
    }
  }
}
