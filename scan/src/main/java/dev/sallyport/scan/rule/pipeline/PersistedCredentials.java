package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Fix;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Safety;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.ActionDefinition;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Permissions;
import dev.sallyport.scan.ci.github.Site;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.fix.NewValue;
import dev.sallyport.scan.fix.Place;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The token that fetched the code stays in the working copy for every later step.
final class PersistedCredentials implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "persisted-credentials",
          "Checkout leaves its token in the working copy",
          Severity.MEDIUM,
          Reference.cwe(522),
          Reference.cicdSec(6),
          Reference.cis("2.3.8"));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    for (Workflow workflow : context.project().workflows()) {
      for (Job job : workflow.jobs()) {
        check(context, workflow, job, job.steps(), out);
      }
    }
    for (ActionDefinition action : context.project().actions()) {
      check(context, action, null, action.steps(), out);
    }
  }

  private static void check(
      RuleContext context, GithubFile owner, @Nullable Job job, List<Step> steps, Findings out) {
    for (int i = 0; i < steps.size(); i++) {
      if (Checkout.persists(steps.get(i))) {
        Site site = new Site(owner, job, steps.get(i));
        check(context, site, steps.subList(i + 1, steps.size()), out);
      }
    }
  }

  private static void check(RuleContext context, Site site, List<Step> later, Findings out) {
    Uses.Remote checkout = site.step().remote().orElseThrow();
    boolean outside = Checkout.outside(checkout);
    Optional<Step> upload = later.stream().filter(s -> uploadsWorkspace(site, s)).findFirst();
    Optional<Step> foreign = later.stream().filter(PersistedCredentials::isThirdParty).findFirst();
    boolean pushes = later.stream().anyMatch(PersistedCredentials::usesGit);
    Severity severity = severity(site, outside, upload.isPresent());
    Findings.Draft draft =
        out.at(site.owner().file(), checkout.text().span())
            .key(site.route())
            .severity(severity)
            .reach(foreign.isPresent() ? Reach.SUPPLIER : Reach.NONE)
            .persona(upload.isEmpty() && (pushes || outside) ? Persona.PEDANTIC : Persona.DEFAULT)
            .message(message(site.step(), outside, upload.isPresent(), foreign));
    upload.ifPresent(s -> draft.related(s.file(), s.span(), "this uploads the workspace"));
    draft.fix(() -> drop(context, site, pushes)).add();
  }

  private static Optional<Fix> drop(RuleContext context, Site site, boolean pushes) {
    return context
        .edits(site.owner())
        .insertBelow(
            site.step().node(),
            Place.after("uses"),
            "with",
            List.of(new NewValue.Entry("persist-credentials", NewValue.of(false))))
        .map(
            edits ->
                new Fix(
                    "Do not keep the credential",
                    pushes ? Safety.UNSAFE : Safety.SAFE,
                    pushes ? "a later step of the job talks to the remote and may need it" : "",
                    edits));
  }

  private static boolean uploadsWorkspace(Site site, Step step) {
    return step.isUsing("actions/upload-artifact")
        && Upload.of(new Site(site.owner(), site.job(), step)).filter(Upload::takesGit).isPresent();
  }

  /// The job's own token is within reach of every action of the job anyway, through the default of
  /// an input; programs that steps start get it from here. A token from elsewhere, or an upload of
  /// the workspace, is worse.
  private static Severity severity(Site site, boolean outside, boolean uploads) {
    if (outside) {
      return uploads ? Severity.LOW : Severity.INFO;
    }
    boolean personal = site.step().with().has("token") && !isJobToken(site.step());
    boolean worth = personal || site.step().with().has("ssh-key") || !isReadOnly(site);
    return worth && (uploads || personal) ? Severity.MEDIUM : Severity.LOW;
  }

  private static boolean isJobToken(Step step) {
    return step.with()
        .get("token")
        .filter(v -> SecretAccess.reaching(v.value()).stream().allMatch(SecretAccess.TOKEN::equals))
        .isPresent();
  }

  private static boolean isReadOnly(Site site) {
    Job job = site.job();
    Permissions permissions = job == null ? null : job.permissions();
    if (permissions == null) {
      permissions = site.workflow().map(Workflow::permissions).orElse(null);
    }
    return permissions != null && !permissions.anyWrite();
  }

  private static boolean isThirdParty(Step step) {
    return step.remote()
        .filter(r -> !r.repository().startsWith("actions/"))
        .filter(r -> !r.repository().startsWith("github/"))
        .isPresent();
  }

  /// A script, or an action known for it, that talks to the remote with the credential that is
  /// left.
  private static boolean usesGit(Step step) {
    if (step.run() != null && step.run().value().contains("git ")) {
      return step.commands().stream()
          .filter(command -> command.is("git"))
          .map(SimpleCommandView::argumentTexts)
          .anyMatch(
              words ->
                  words.stream()
                      .limit(5)
                      .anyMatch(
                          w ->
                              w.equals("push")
                                  || w.equals("fetch")
                                  || w.equals("pull")
                                  || w.equals("submodule")
                                  || w.equals("lfs")));
    }
    return step.remote()
        .filter(r -> r.name().contains("push") || r.name().contains("commit"))
        .isPresent();
  }

  private static String message(
      Step step, boolean outside, boolean uploads, Optional<Step> foreign) {
    String what =
        step.with().has("ssh-key")
            ? "the deploy key"
            : step.with().has("token") ? "this token" : "the job's token";
    String where = outside ? " stays on the runner for git" : " stays in .git/config";
    String risk =
        uploads
            ? ", and a later step uploads the workspace"
            : foreign
                .flatMap(Step::remote)
                .map(r -> ", where " + r.slug() + " and all other later steps can read it")
                .orElse(", where all later steps can read it");
    return what + where + risk + "; set 'persist-credentials: false'";
  }
}
