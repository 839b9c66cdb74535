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
import dev.sallyport.scan.flow.Hit;
import dev.sallyport.scan.flow.Privilege;
import dev.sallyport.scan.flow.Sink;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
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
    Map<Step, Hit> taken = new IdentityHashMap<>();
    for (Sink sink : List.of(Sink.EXECUTE_CHECKOUT, Sink.EXECUTE_ARTIFACT)) {
      context.flow().hits(sink).stream()
          .filter(PersistedCredentials::canWrite)
          .forEach(hit -> taken.putIfAbsent(hit.site().step(), hit));
    }
    for (Workflow workflow : context.project().workflows()) {
      for (Job job : workflow.jobs()) {
        check(context, workflow, job, job.steps(), taken, out);
      }
    }
    for (ActionDefinition action : context.project().actions()) {
      check(context, action, null, action.steps(), taken, out);
    }
  }

  /// An outsider's code runs in a job whose token is worth taking.
  private static boolean canWrite(Hit hit) {
    Privilege privilege = hit.grade().privilege();
    return hit.grade().reach() == Reach.OUTSIDER
        && (privilege.defaultToken() || !privilege.writes().isEmpty());
  }

  /// Six parameters: one place, and what is known of all of them.
  private static void check(
      RuleContext context,
      GithubFile owner,
      @Nullable Job job,
      List<Step> steps,
      Map<Step, Hit> taken,
      Findings out) {
    if (steps.stream().noneMatch(Checkout::persists)) {
      return;
    }
    // From the end, so that what stands behind each step is known.
    Deque<Later> behind = new ArrayDeque<>(List.of(Later.NOTHING));
    for (Step step : steps.subList(1, steps.size()).reversed()) {
      behind.push(behind.element().behind(new Site(owner, job, step), taken.get(step)));
    }
    for (Step step : steps) {
      Later later = behind.pop();
      if (Checkout.persists(step)) {
        Site site = new Site(owner, job, step);
        Hit hit = later.taken();
        if (hit != null) {
          reportTaken(context, site, later, hit, out);
        } else {
          check(context, site, later, out);
        }
      }
    }
  }

  /// What the steps behind one do.
  ///
  /// @param upload the first that uploads the workspace, null when none does
  /// @param foreign the first of a third party, null when there is none
  /// @param taken where somebody else's code runs first, null when it does not
  /// @param pushes whether one talks to the remote
  private record Later(
      @Nullable Step upload, @Nullable Step foreign, @Nullable Hit taken, boolean pushes) {
    static final Later NOTHING = new Later(null, null, null, false);

    Later behind(Site site, @Nullable Hit hit) {
      Step step = site.step();
      return new Later(
          uploadsWorkspace(site) ? step : upload,
          isThirdParty(step) ? step : foreign,
          hit != null ? hit : taken,
          pushes || usesGit(step));
    }
  }

  /// Somebody else's code runs where the token lies. That it runs at all is a finding of its own,
  /// and the worse one.
  private static void reportTaken(
      RuleContext context, Site site, Later later, Hit hit, Findings out) {
    boolean pushes = later.pushes();
    boolean outside = Checkout.outside(site.step().remote().orElseThrow());
    out.at(site.owner().file(), site.step().remote().orElseThrow().text().span())
        .key(site.route())
        .severity(FlowFindings.least(Severity.HIGH, hit.grade().severity()))
        .reach(hit.grade().reach())
        .message(
            credential(site.step(), outside)
                + ", where the code of others that this job runs later can read it; "
                + FlowFindings.stakes(hit.grade())
                + "; set 'persist-credentials: false'")
        .related(hit.file(), hit.span(), "this runs their code")
        .fix(() -> drop(context, site, pushes))
        .add();
  }

  private static void check(RuleContext context, Site site, Later later, Findings out) {
    Uses.Remote checkout = site.step().remote().orElseThrow();
    boolean outside = Checkout.outside(checkout);
    Optional<Step> upload = Optional.ofNullable(later.upload());
    Optional<Step> foreign = Optional.ofNullable(later.foreign());
    boolean pushes = later.pushes();
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

  private static boolean uploadsWorkspace(Site site) {
    return site.step().isUsing("actions/upload-artifact")
        && Upload.of(site).filter(Upload::takesGit).isPresent();
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
    String risk =
        uploads
            ? ", and a later step uploads the workspace"
            : foreign
                .flatMap(Step::remote)
                .map(r -> ", where " + r.slug() + " and all other later steps can read it")
                .orElse(", where all later steps can read it");
    return credential(step, outside) + risk + "; set 'persist-credentials: false'";
  }

  /// What stays where.
  private static String credential(Step step, boolean outside) {
    String what =
        step.with().has("ssh-key")
            ? "the deploy key"
            : step.with().has("token") ? "this token" : "the job's token";
    return what + (outside ? " stays on the runner for git" : " stays in .git/config");
  }
}
