package dev.sallyport.scan.syntax.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// Where in the contexts an access reads, such as `github.event.pull_request.head.ref`.
///
/// Segments are in lower case. `*` stands for every item of a collection (an object filter, or an
/// index that is a number), `?` for one whose name is only known when the workflow runs.
///
/// Source: GitHub documentation, "Contexts reference".
///
/// @param segments at least one, the first the name of the context
public record ContextPath(List<String> segments) {
  public static final String EVERY = "*";
  public static final String DYNAMIC = "?";

  public ContextPath {
    String[] lower = new String[segments.size()];
    for (int i = 0; i < lower.length; i++) {
      lower[i] = segments.get(i).toLowerCase(Locale.ROOT);
    }
    segments = List.of(lower);
    if (segments.isEmpty()) {
      throw new IllegalArgumentException("a context path needs a context");
    }
  }

  /// Reads a path as it is written in documentation.
  ///
  /// @param dotted for example `github.event.commits.*.message`
  public static ContextPath parse(String dotted) {
    return new ContextPath(List.of(dotted.split("\\.", -1)));
  }

  /// The path of a context access; empty for every other expression. An index that is constant,
  /// even if computed (`github[format('{0}', 'event')]`), is resolved.
  public static Optional<ContextPath> of(Expr expr) {
    Evaluator evaluator = Evaluator.withoutContexts();
    return Chain.of(expr, evaluator::value).path();
  }

  public String root() {
    return segments.getFirst();
  }

  public String text() {
    return String.join(".", segments);
  }

  @Override
  public String toString() {
    return text();
  }

  ContextPath append(List<String> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<String> all = new ArrayList<>(segments);
    all.addAll(more);
    return new ContextPath(all);
  }

  boolean isExact() {
    return !segments.contains(EVERY) && !segments.contains(DYNAMIC);
  }

  /// Whether it can read something that `prefix` names or that lies below it. `*` and `?` agree
  /// with every segment, on both sides.
  public boolean startsWith(ContextPath prefix) {
    return segments.size() >= prefix.segments.size() && agrees(prefix, prefix.segments.size());
  }

  /// Whether it can read just what `pattern` names.
  public boolean matches(ContextPath pattern) {
    return segments.size() == pattern.segments.size() && agrees(pattern, segments.size());
  }

  private boolean agrees(ContextPath other, int length) {
    for (int i = 0; i < length; i++) {
      String mine = segments.get(i);
      String theirs = other.segments.get(i);
      if (!mine.equals(theirs) && !isWild(mine) && !isWild(theirs)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWild(String segment) {
    return segment.equals(EVERY) || segment.equals(DYNAMIC);
  }

  /// A chain of accesses: what it begins with, and the segments behind that.
  record Chain(Expr base, List<String> segments) {

    static Chain of(Expr expr, Function<Expr, Value> index) {
      List<String> segments = new ArrayList<>();
      Expr base = collect(expr, index, segments);
      return new Chain(base, segments);
    }

    private static Expr collect(Expr expr, Function<Expr, Value> index, List<String> segments) {
      return switch (expr) {
        case Expr.Group(_, Expr inner) -> collect(inner, index, segments);
        case Expr.Property(_, Expr target, String name) -> {
          Expr base = collect(target, index, segments);
          segments.add(name);
          yield base;
        }
        case Expr.Index(_, Expr target, Expr by) -> {
          Expr base = collect(target, index, segments);
          segments.add(segment(index.apply(by)));
          yield base;
        }
        case Expr.Star(_, Expr target) -> {
          Expr base = collect(target, index, segments);
          segments.add(EVERY);
          yield base;
        }
        default -> expr;
      };
    }

    Optional<ContextPath> path() {
      if (base instanceof Expr.NamedValue(_, String name)) {
        List<String> all = new ArrayList<>(segments.size() + 1);
        all.add(name);
        all.addAll(segments);
        return Optional.of(new ContextPath(all));
      }
      return Optional.empty();
    }
  }

  /// An item of an array is found by a number or by text that is one.
  static String segment(Value index) {
    return switch (index) {
      case Value.Num _ -> EVERY;
      case Value.Str(String text) -> isNumber(text) ? EVERY : text;
      case Value.Null _, Value.Bool _ -> index.asText().orElse(DYNAMIC);
      case Value.Arr _, Value.Obj _, Value.Unknown _ -> DYNAMIC;
    };
  }

  private static boolean isNumber(String text) {
    return !text.isBlank() && !Double.isNaN(Numbers.parse(text));
  }
}
