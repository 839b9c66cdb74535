package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.UsesSite;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The owner's name is one slip away from that of a well-known action.
final class LookalikeAction implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
              "lookalike-action",
              "Action has almost the name of a well-known one",
              Severity.HIGH,
              Reference.cwe(494),
              Reference.cwe(1357),
              Reference.cicdSec(3),
              Reference.cis("3.1.1"))
          .with(Confidence.MEDIUM);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    // Comparing with every well-known name takes a while; the same few actions occur again and
    // again.
    Map<String, Optional<String>> known = new HashMap<>();
    for (UsesSite site : context.project().uses()) {
      if (site.uses() instanceof Uses.Remote remote
          && !context.policies().decided(remote.repository())) {
        known
            .computeIfAbsent(remote.repository(), context.facts()::similar)
            .ifPresent(meant -> report(site, remote, meant, out));
      }
    }
  }

  private static void report(UsesSite site, Uses.Remote remote, String meant, Findings out) {
    out.at(site.owner().file(), remote.text().span())
        .key(site.route())
        .reach(Reach.SUPPLIER)
        .message(
            "'"
                + remote.owner()
                + "/"
                + remote.name()
                + "' differs by a slip from '"
                + meant
                + "'; whoever registered that name runs code here")
        .add();
  }
}
