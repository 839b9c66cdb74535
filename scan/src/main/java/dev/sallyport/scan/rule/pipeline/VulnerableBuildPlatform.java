package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.Image;
import dev.sallyport.scan.ci.github.JobSite;
import dev.sallyport.scan.ci.github.Site;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.facts.ActionFacts;
import dev.sallyport.scan.ci.github.facts.BuildPlatforms;
import dev.sallyport.scan.ci.github.facts.Exposure;
import dev.sallyport.scan.ci.github.knowledge.BuildPlatformImage;
import dev.sallyport.scan.ci.github.knowledge.PlatformKnowledge;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import java.util.List;

/// A workflow sets up a runner or build platform of a version with known vulnerabilities. The
/// platform that runs the workflow itself cannot be seen from its files.
final class VulnerableBuildPlatform implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "vulnerable-build-platform",
          "Runner or build platform has known vulnerabilities",
          Severity.MEDIUM,
          Reference.cwe(1395),
          Reference.cicdSec(7),
          Reference.cis("2.2.6"));

  private static final String RUNNER = "actions/runner";
  private static final String RELEASE = RUNNER + "/releases/download/";

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    for (JobSite site : context.project().jobs()) {
      if (site.job().container() != null) {
        image(context, site, site.job().container(), out);
      }
      site.job().services().forEach(service -> image(context, site, service, out));
    }
    for (Site site : context.project().steps()) {
      if (site.step().run() != null) {
        script(context.facts(), site, site.step().run(), out);
      }
    }
  }

  private static void image(RuleContext context, JobSite site, Image image, Findings out) {
    Text where = image.image();
    if (where == null) {
      return;
    }
    String name = where.value().strip();
    int digest = name.indexOf('@');
    String tagged = digest < 0 ? name : name.substring(0, digest);
    int colon = tagged.lastIndexOf(':');
    if (colon <= tagged.lastIndexOf('/')) {
      return;
    }
    PlatformKnowledge.buildPlatform(tagged.substring(0, colon))
        .ifPresent(
            row -> platform(context.facts(), site, row, where, tagged.substring(colon + 1), out));
  }

  private static void platform(
      ActionFacts facts,
      JobSite site,
      BuildPlatformImage row,
      Text text,
      String tag,
      Findings out) {
    // What follows the version in a tag names the edition or the system below it.
    String version = tag.indexOf('-') < 0 ? tag : tag.substring(0, tag.indexOf('-'));
    switch (row.platform()) {
      case RUNNER -> runner(facts, site.workflow(), text.span(), version, site.job().id(), out);
      case GITLAB -> gitlab(site, text, version, out);
    }
  }

  /// Seldom more than something to test against.
  private static void gitlab(JobSite site, Text text, String version, Findings out) {
    List<BuildPlatforms.Cve> known =
        BuildPlatforms.affecting(BuildPlatforms.Platform.GITLAB, version);
    if (!known.isEmpty()) {
      out.at(site.workflow().file(), text.span())
          .key(site.job().id())
          .severity(Severity.LOW)
          .persona(Persona.AUDITOR)
          .reference(Reference.advisory(known.getLast().id()))
          .message(
              "version "
                  + version
                  + " of this build platform has "
                  + known.size()
                  + " known vulnerabilities, the newest "
                  + known.getLast().id())
          .add();
    }
  }

  private static void script(ActionFacts facts, Site site, Text run, Findings out) {
    String text = run.value();
    for (int at = text.indexOf(RELEASE); at >= 0; at = text.indexOf(RELEASE, at + 1)) {
      int from = at + RELEASE.length();
      int end = text.indexOf('/', from);
      if (end > from) {
        Span span = run.source(new Span(at, end));
        runner(facts, site.owner(), span, text.substring(from, end), site.route(), out);
      }
    }
  }

  private static void runner(
      ActionFacts facts, GithubFile file, Span span, String version, String key, Findings out) {
    for (Exposure exposure : facts.advisories(RUNNER, version)) {
      if (exposure instanceof Exposure.Affected affected) {
        out.at(file.file(), span)
            .key(key)
            .severity(Advisories.severity(affected.advisory()))
            .reference(Advisories.reference(affected.advisory()))
            .message(
                "runner "
                    + version
                    + " has a known vulnerability ("
                    + affected.advisory().label()
                    + ": "
                    + affected.advisory().summary()
                    + ")"
                    + affected.fixed().map(fixed -> "; fixed in " + fixed).orElse(""))
            .add();
      }
    }
  }
}
