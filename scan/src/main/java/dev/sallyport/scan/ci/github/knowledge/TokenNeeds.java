package dev.sallyport.scan.ci.github.knowledge;

import dev.sallyport.scan.ci.github.knowledge.Scope.Access;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The permissions that a step needs of the job's token.
///
/// @param certain needed in any case
/// @param possible needed in some runs, or if an expression turns out so; may repeat a scope of
///     `certain` with a higher access
/// @param reasons what the token is used for, one per need
/// @param unknown whose own code or files decide, so that more may be needed; empty when all is
///     known
public record TokenNeeds(
    Map<Scope, Access> certain,
    Map<Scope, Access> possible,
    List<String> reasons,
    List<String> unknown) {
  public static final TokenNeeds NONE = new TokenNeeds(Map.of(), Map.of(), List.of(), List.of());

  /// Reasons, and parts that are not known: more than anybody reads.
  private static final int MOST_NAMED = 40;

  /// Stands behind them where there are more.
  private static final String OTHERS = "and others";

  public TokenNeeds {
    certain = sorted(certain);
    possible = sorted(possible);
    reasons = List.copyOf(reasons);
    unknown = List.copyOf(unknown);
  }

  /// Needs that nobody can tell from here.
  public static TokenNeeds unknown(String what) {
    return new TokenNeeds(Map.of(), Map.of(), List.of(), List.of(what));
  }

  /// Whether more may be needed than is known.
  public boolean open() {
    return !unknown.isEmpty();
  }

  /// The same, and what is unknown about it says whose it is: `docker (depends on the registry)`.
  public TokenNeeds of(String what) {
    return open()
        ? new TokenNeeds(
            certain,
            possible,
            reasons,
            unknown.stream().map(why -> what + " (" + why + ")").toList())
        : this;
  }

  private static Map<Scope, Access> sorted(Map<Scope, Access> scopes) {
    Map<Scope, Access> sorted = new EnumMap<>(Scope.class);
    sorted.putAll(scopes);
    return Collections.unmodifiableMap(sorted);
  }

  /// The needs of both.
  public TokenNeeds and(TokenNeeds other) {
    return new TokenNeeds(
        joined(certain, other.certain),
        joined(possible, other.possible),
        joined(reasons, other.reasons),
        joined(unknown, other.unknown));
  }

  private static List<String> joined(List<String> left, List<String> right) {
    List<String> all = new ArrayList<>(left);
    for (String one : right) {
      if (all.size() <= MOST_NAMED && !all.contains(one)) {
        all.add(all.size() < MOST_NAMED ? one : OTHERS);
      }
    }
    return all;
  }

  private static Map<Scope, Access> joined(Map<Scope, Access> left, Map<Scope, Access> right) {
    Map<Scope, Access> joined = new EnumMap<>(Scope.class);
    joined.putAll(left);
    right.forEach((scope, access) -> joined.merge(scope, access, TokenNeeds::higher));
    return joined;
  }

  private static Access higher(Access left, Access right) {
    return left.compareTo(right) >= 0 ? left : right;
  }

  /// The same, where it is not certain that the step does it.
  TokenNeeds maybe() {
    return new TokenNeeds(Map.of(), joined(certain, possible), reasons, unknown);
  }

  /// Reads `contents:write,?issues:write`, `none` or `unknown`.
  static TokenNeeds read(Sheet.Row row) {
    Map<Scope, Access> certain = new EnumMap<>(Scope.class);
    Map<Scope, Access> possible = new EnumMap<>(Scope.class);
    String text = row.filled("scopes");
    String why = row.filled("why");
    if (text.equals("none")) {
      return NONE;
    }
    if (text.equals("unknown")) {
      return unknown(why);
    }
    for (String item : row.list("scopes")) {
      boolean sometimes = item.startsWith("?");
      String[] parts = item.substring(sometimes ? 1 : 0).split(":", -1);
      Sheet.require(parts.length == 2, "not a scope: " + item);
      Scope scope = Sheet.constant("scopes", parts[0], Scope.class);
      Access access = Sheet.constant("scopes", parts[1], Access.class);
      Sheet.require(scope != Scope.ID_TOKEN || access == Access.WRITE, "no such access: " + item);
      Sheet.require((sometimes ? possible : certain).put(scope, access) == null, "twice: " + item);
    }
    return new TokenNeeds(certain, possible, List.of(why), List.of());
  }
}
