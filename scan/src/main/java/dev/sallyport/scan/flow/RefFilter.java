package dev.sallyport.scan.flow;

import dev.sallyport.scan.ci.github.Trigger;
import java.util.List;

/// Whether the `branches:` and `tags:` of a trigger let only names through that no shell or program
/// could trip over (GitHub docs, "Workflow syntax", "Filter pattern cheat sheet"). With branches
/// named and no tags, a pushed tag starts nothing, and the other way round.
final class RefFilter {
  private static final String PLAIN = "._-/+?[]";

  private RefFilter() {}

  static boolean isHarmless(Trigger trigger) {
    List<String> branches = trigger.filter("branches");
    List<String> tags = trigger.filter("tags");
    return !(branches.isEmpty() && tags.isEmpty())
        && branches.stream().allMatch(RefFilter::isHarmless)
        && tags.stream().allMatch(RefFilter::isHarmless);
  }

  /// Letters, digits, and sets of them; `*` stands for any text, and `[^` for nearly any character.
  private static boolean isHarmless(String pattern) {
    return pattern.startsWith("!")
        || (!pattern.contains("[^")
            && pattern.chars().allMatch(c -> isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0));
  }

  private static boolean isLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
