package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.Image;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.JobSite;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import dev.sallyport.scan.syntax.expression.Flow;
import java.util.ArrayList;
import java.util.List;

/// The password for pulling a job's image stands in the file.
final class HardcodedContainerCredentials implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "hardcoded-container-credentials",
          "A registry password is written into the workflow",
          Severity.HIGH,
          Reference.cwe(798),
          Reference.cicdSec(6),
          Reference.cis("2.3.8"));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    for (JobSite site : context.project().jobs()) {
      for (Image image : images(site.job())) {
        image
            .credentials()
            .get("password")
            .filter(password -> isFixed(password.value()))
            .ifPresent(
                password ->
                    out.at(site.workflow().file(), password.value().span())
                        .key(site.job().id() + "/" + image.name())
                        .message(
                            "the registry password of '"
                                + image.name()
                                + "' is readable by everyone who can read this repository or any"
                                + " clone of it")
                        .add());
      }
    }
  }

  private static List<Image> images(Job job) {
    List<Image> images = new ArrayList<>(job.services());
    if (job.container() != null) {
      images.add(job.container());
    }
    return images;
  }

  /// Also `${{ 'text' }}`: an expression that reads no context is a constant.
  private static boolean isFixed(Text text) {
    return !text.value().isBlank()
        && (!text.mayHaveExpressions() || Flow.mentioned(text.template()).isEmpty());
  }
}
