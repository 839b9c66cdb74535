package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.Dependabot;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;

/// The update bot may run code of the packages that it looks at.
///
/// Source: GitHub documentation, "Dependabot options reference",
/// `insecure-external-code-execution`.
final class DependabotExecution implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "dependabot-execution",
          "Update bot runs code of packages",
          Severity.MEDIUM,
          Reference.cwe(829),
          Reference.cicdSec(3),
          Reference.cis("3.1.8"));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    for (Dependabot file : context.project().dependabots()) {
      for (Dependabot.Update update : file.updates()) {
        Text execution = update.insecureExecution();
        if (execution != null && execution.value().strip().equals("allow")) {
          report(file, update, execution, out);
        }
      }
    }
  }

  private static void report(
      Dependabot file, Dependabot.Update update, Text execution, Findings out) {
    boolean credentials = update.node().get("registries").isPresent();
    out.at(file.file(), execution.span())
        .key(update.ecosystem() + "/" + String.join(",", update.directories()))
        .reach(Reach.SUPPLIER)
        .severity(credentials ? Severity.HIGH : Severity.MEDIUM)
        .message(
            "Dependabot may run code of the "
                + update.ecosystem()
                + " packages that it updates"
                + (credentials
                    ? ", with the credentials of the registries listed here within reach"
                    : ", so a malicious release acts before anybody reviews it"))
        .add();
  }
}
