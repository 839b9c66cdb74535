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
/// @param open whether the step's own code or files decide, so that more may be needed
/// @param reasons what the token is used for, one per need
public record TokenNeeds(
    Map<Scope, Access> certain, Map<Scope, Access> possible, boolean open, List<String> reasons) {
  public static final TokenNeeds NONE = new TokenNeeds(Map.of(), Map.of(), false, List.of());

  public TokenNeeds {
    certain = sorted(certain);
    possible = sorted(possible);
    reasons = List.copyOf(reasons);
  }

  private static Map<Scope, Access> sorted(Map<Scope, Access> scopes) {
    Map<Scope, Access> sorted = new EnumMap<>(Scope.class);
    sorted.putAll(scopes);
    return Collections.unmodifiableMap(sorted);
  }

  /// The needs of both.
  public TokenNeeds and(TokenNeeds other) {
    List<String> all = new ArrayList<>(reasons);
    other.reasons.stream().filter(reason -> !all.contains(reason)).forEach(all::add);
    return new TokenNeeds(
        joined(certain, other.certain), joined(possible, other.possible), open || other.open, all);
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
    return new TokenNeeds(Map.of(), joined(certain, possible), open, reasons);
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
      return new TokenNeeds(certain, possible, true, List.of(why));
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
    return new TokenNeeds(certain, possible, false, List.of(why));
  }
}
