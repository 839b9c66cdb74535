package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.UsesSite;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Policies;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// An action, reusable workflow or image that the organisation's own list does not let through.
final class DisallowedAction implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "disallowed-action",
          "Action is not allowed by policy",
          Severity.MEDIUM,
          Reference.cwe(829),
          Reference.cicdSec(8),
          Reference.cis("1.4.1"));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    Policies policies = context.policies();
    if (policies.allowedActions().isEmpty() && policies.deniedActions().isEmpty()) {
      return;
    }
    for (UsesSite site : context.project().uses()) {
      String name = name(site.uses());
      if (name.isEmpty()) {
        continue;
      }
      refusal(policies, name)
          .ifPresent(
              why ->
                  out.at(site.owner().file(), site.uses().text().span())
                      .key(site.route())
                      .reach(Reach.SUPPLIER)
                      .message(name + " " + why)
                      .add());
    }
  }

  /// As patterns name it; empty for what is this repository's own.
  private static String name(Uses uses) {
    return switch (uses) {
      case Uses.Remote remote -> remote.repository();
      case Uses.Docker docker -> "docker://" + docker.image().toLowerCase(Locale.ROOT);
      case Uses.Local _, Uses.Bad _ -> "";
    };
  }

  /// A denial counts even where a wider pattern allows.
  private static Optional<String> refusal(Policies policies, String name) {
    Optional<String> denied = matching(policies.deniedActions(), name);
    if (denied.isPresent()) {
      return Optional.of("is denied by '" + denied.get() + "' in the policy 'denied-actions'");
    }
    boolean open = policies.allowedActions().isEmpty();
    return open || matching(policies.allowedActions(), name).isPresent()
        ? Optional.empty()
        : Optional.of("is not among the policy's 'allowed-actions'");
  }

  private static Optional<String> matching(List<String> patterns, String name) {
    return patterns.stream().filter(pattern -> Policies.matches(pattern, name)).findFirst();
  }
}
