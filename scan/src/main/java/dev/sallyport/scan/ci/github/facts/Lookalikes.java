package dev.sallyport.scan.ci.github.facts;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Tells a misspelt owner from an honest one. The attack is an owner name one slip away from a
/// well-known one that offers a repository of the same (or all but the same) name; a slip in the
/// repository's name alone leads to the same owner and is no attack, and the same repository name
/// under an unlike owner is a fork.
final class Lookalikes {
  /// Below this length one letter more or less makes another honest name too easily.
  private static final int SHORTEST_FOR_ONE_EDIT = 5;

  private static final int LONGEST = 140;

  /// Repository names that many owners have, so that an owner one letter away may be just another
  /// one.
  private static final Set<String> COMMON =
      Set.of("action", "actions", "github-action", "github-actions", "setup");

  private Lookalikes() {}

  /// @param key `owner/repo`, lower case
  static Optional<String> imitated(String key, ActionFacts.Popularity popular) {
    int slash = key.indexOf('/');
    if (slash <= 0 || key.length() > LONGEST || popular.rows().containsKey(key)) {
      return Optional.empty();
    }
    String owner = key.substring(0, slash);
    String name = key.substring(slash + 1);
    String prefix = owner + "/";
    boolean ownerIsKnown =
        popular.rows().keySet().stream().anyMatch(other -> other.startsWith(prefix));
    if (ownerIsKnown) {
      return Optional.empty();
    }
    return popular.rows().entrySet().stream()
        .filter(other -> imitates(owner, name, other.getKey()))
        .min(Map.Entry.comparingByKey())
        .map(other -> other.getValue().name());
  }

  private static boolean imitates(String owner, String name, String popular) {
    int slash = popular.indexOf('/');
    String popularName = popular.substring(slash + 1);
    boolean sameName =
        name.equals(popularName) || (name.length() > 7 && isOneSlipAway(name, popularName));
    String popularOwner = popular.substring(0, slash);
    return sameName
        && (COMMON.contains(name)
            ? looksTheSame(owner, popularOwner)
            : isOneSlipAway(owner, popularOwner));
  }

  static boolean isOneSlipAway(String left, String right) {
    boolean longEnough = Math.min(left.length(), right.length()) >= SHORTEST_FOR_ONE_EDIT;
    return looksTheSame(left, right)
        || (longEnough && !left.equals(right) && isOneEditAway(left, right));
  }

  private static boolean looksTheSame(String left, String right) {
    return !left.equals(right)
        && (skeleton(left).equals(skeleton(right)) || isTransposed(left, right));
  }

  /// Names that look alike have the same skeleton: separators gone, look-alike characters made one.
  private static String skeleton(String name) {
    return name.replace("-", "")
        .replace("_", "")
        .replace(".", "")
        .replace("rn", "m")
        .replace("vv", "w")
        .replace('0', 'o')
        .replace('1', 'l')
        .replace('i', 'l')
        .replace('5', 's');
  }

  /// Two neighbours changed places.
  private static boolean isTransposed(String left, String right) {
    int at = commonPrefix(left, right);
    return left.length() == right.length()
        && at + 1 < left.length()
        && left.charAt(at) == right.charAt(at + 1)
        && left.charAt(at + 1) == right.charAt(at)
        && left.regionMatches(at + 2, right, at + 2, left.length() - at - 2);
  }

  /// One character put in, left out or replaced.
  private static boolean isOneEditAway(String left, String right) {
    String longer = left.length() >= right.length() ? left : right;
    String shorter = left.length() >= right.length() ? right : left;
    int at = commonPrefix(longer, shorter);
    return switch (longer.length() - shorter.length()) {
      case 0 -> longer.regionMatches(at + 1, shorter, at + 1, longer.length() - at - 1);
      case 1 -> longer.regionMatches(at + 1, shorter, at, shorter.length() - at);
      default -> false;
    };
  }

  private static int commonPrefix(String left, String right) {
    int at = 0;
    while (at < left.length() && at < right.length() && left.charAt(at) == right.charAt(at)) {
      at++;
    }
    return at;
  }
}
