package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;

/// The whole `secrets` context is handed over, or a secret whose name is only known at run time.
final class OverprovisionedSecrets implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "overprovisioned-secrets",
          "A job is given more secrets than it needs",
          Severity.HIGH,
          Reference.cwe(200),
          Reference.cicdSec(6),
          Reference.cis("2.3.2"));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    for (Workflow workflow : context.project().workflows()) {
      for (var variable : workflow.env()) {
        check(workflow, "", variable.value(), out);
      }
      for (Job job : workflow.jobs()) {
        Texts.of(job).forEach(text -> check(workflow, job.id(), text, out));
      }
    }
  }

  private static void check(GithubFile file, String job, Text text, Findings out) {
    for (SecretAccess access : SecretAccess.in(text)) {
      if (access.name().equals(SecretAccess.ALL)) {
        out.at(file.file(), access.span())
            .key(job)
            .message(
                "this hands over every secret that the repository and the organisation share with"
                    + " it; whatever runs in the job can read them all")
            .add();
      } else if (access.name().equals(SecretAccess.DYNAMIC)) {
        out.at(file.file(), access.span())
            .key(job)
            .severity(Severity.MEDIUM)
            .message(
                "which secret is meant is only known when the job runs, so the runner is sent every"
                    + " secret there is")
            .add();
      }
    }
  }
}
