package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.Site;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Vars;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A token of a GitHub App is made for more repositories or permissions than the job names.
final class BroadAppToken implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "broad-app-token",
          "An app token has everything that the app may do",
          Severity.MEDIUM,
          Reference.cwe(272),
          Reference.cicdSec(2),
          Reference.cis("1.4.3"));

  /// How an action narrows what it makes.
  ///
  /// @param owner input that widens the token to an owner's installation; "" when it always is
  /// @param repositories input that narrows it again; "" when there is none
  /// @param permissions input, or beginning of inputs, that narrows the permissions
  /// @param keep input that keeps the token alive after the job; "" when there is none
  private record Maker(String owner, String repositories, String permissions, String keep) {}

  private static final Map<String, Maker> MAKERS =
      Map.of(
          "actions/create-github-app-token",
          new Maker("owner", "repositories", "permission-", "skip-token-revoke"),
          "tibdex/github-app-token",
          new Maker("installation_retrieval_mode", "repositories", "permissions", ""),
          "peter-murray/workflow-application-token-action",
          new Maker("organization", "", "permissions", ""),
          "getsentry/action-github-app-token",
          new Maker("", "", "permissions", ""),
          "wow-actions/use-app-token",
          new Maker("", "", "permissions", ""));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    for (Site site : context.project().steps()) {
      Step step = site.step();
      step.remote()
          .map(remote -> MAKERS.get(remote.slug()))
          .ifPresent(maker -> check(site, maker, out));
    }
  }

  private static void check(Site site, Maker maker, Findings out) {
    Vars with = site.step().with();
    List<String> problems = new ArrayList<>();
    boolean anyRepository =
        !maker.owner.isEmpty()
            && with.has(maker.owner)
            && !maker.repositories.isEmpty()
            && with.value(maker.repositories).isBlank();
    if (anyRepository) {
      problems.add(
          "it reaches every repository of the installation (no '" + maker.repositories + "')");
    }
    if (with.list().stream().noneMatch(v -> v.name().startsWith(maker.permissions))) {
      problems.add(
          "it has every permission of the app (no '"
              + maker.permissions
              + (maker.permissions.endsWith("-") ? "*" : "")
              + "')");
    }
    if (!maker.keep.isEmpty() && with.value(maker.keep).equalsIgnoreCase("true")) {
      problems.add("it stays valid after the job ('" + maker.keep + "')");
    }
    if (problems.isEmpty() || site.step().uses() == null) {
      return;
    }
    out.at(site.owner().file(), site.step().uses().text().span())
        .key(site.route())
        .severity(anyRepository || problems.size() > 1 ? Severity.MEDIUM : Severity.LOW)
        .message("this app token is wider than it needs to be: " + String.join("; ", problems))
        .add();
  }
}
