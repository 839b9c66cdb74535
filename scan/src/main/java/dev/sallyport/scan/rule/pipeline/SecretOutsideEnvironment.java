package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.JobSite;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import java.util.List;

/// A job reads secrets without naming an environment that could guard them.
final class SecretOutsideEnvironment implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
              "secret-outside-environment",
              "Secrets are used without a deployment environment",
              Severity.LOW,
              Reference.cwe(522),
              Reference.cicdSec(6),
              Reference.cis("5.2.3"))
          .with(Persona.AUDITOR);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    for (JobSite site : context.project().jobs()) {
      // A job that calls a workflow cannot name an environment.
      if (site.job().environmentNode() == null && site.job().uses() == null) {
        check(site, out);
      }
    }
  }

  private static void check(JobSite site, Findings out) {
    Job job = site.job();
    List<SecretAccess> secrets =
        Texts.of(job).stream()
            .flatMap(text -> SecretAccess.in(text).stream())
            .filter(access -> !access.name().equals(SecretAccess.TOKEN))
            .toList();
    if (secrets.isEmpty()) {
      return;
    }
    String names = Few.of(secrets.stream().map(SecretAccess::name).distinct().toList(), 5);
    out.at(site.workflow().file(), secrets.getFirst().span())
        .key(job.id())
        .message(
            "job '"
                + job.id()
                + "' reads "
                + names
                + " without an 'environment:', so no reviewer, branch rule or wait stands before them"
                + " and every workflow on every branch can read them")
        .add();
  }
}
