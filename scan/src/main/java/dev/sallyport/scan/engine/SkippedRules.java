package dev.sallyport.scan.engine;

import dev.sallyport.base.model.finding.RuleInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What a report says about rules that did not run: their silence is no clean bill.
public final class SkippedRules {
  private static final int NAMED = 6;

  private SkippedRules() {}

  /// One sentence per reason; none when all rules ran.
  ///
  /// @param all every rule there is, in the order in which they are named
  /// @param ran ids of those that ran
  /// @param online whether the code host may be asked
  public static List<String> sentences(List<RuleInfo> all, Set<String> ran, boolean online) {
    List<String> offline = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (RuleInfo rule : all) {
      if (!ran.contains(rule.id())) {
        (rule.network() && !online ? offline : left).add(rule.id());
      }
    }
    List<String> out = new ArrayList<>();
    if (!offline.isEmpty()) {
      out.add(
          (offline.size() == 1 ? "1 rule needs" : offline.size() + " rules need")
              + " --online and did not run"
              + names(offline));
    }
    if (!left.isEmpty()) {
      out.add(
          number(left)
              + " because --only, --skip or the configuration leave "
              + (left.size() == 1 ? "it" : "them")
              + " out"
              + names(left));
    }
    return out;
  }

  private static String number(List<String> rules) {
    return (rules.size() == 1 ? "1 rule" : rules.size() + " rules") + " did not run,";
  }

  private static String names(List<String> rules) {
    int more = rules.size() - NAMED;
    return ": "
        + String.join(", ", rules.subList(0, Math.min(NAMED, rules.size())))
        + (more > 0 ? " and " + more + " more" : "");
  }
}
