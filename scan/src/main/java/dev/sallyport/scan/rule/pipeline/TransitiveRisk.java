package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.ActionDefinition;
import dev.sallyport.scan.ci.github.Dependabot;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Project;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.UsesSite;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.ci.github.facts.Exposure;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A pinned action or reusable workflow of others itself uses something that is unpinned or has a
/// known vulnerability. Looks at those definitions that were fetched.
final class TransitiveRisk implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "transitive-risk",
          "Action uses an unpinned or vulnerable action inside",
          Severity.MEDIUM,
          Reference.cwe(829),
          Reference.cwe(1395),
          Reference.cicdSec(3),
          Reference.cis("3.1.4"));

  /// Deeper than the runner goes (10 composite actions) need not be looked.
  private static final int DEEPEST = 10;

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    for (UsesSite site : context.project().uses()) {
      site.uses()
          .remote()
          .ifPresent(remote -> new Walk(context, site, remote, out, new HashSet<>()).run());
    }
  }

  /// What one `uses:` brings along.
  private record Walk(
      RuleContext context, UsesSite site, Uses.Remote caller, Findings out, Set<String> seen) {

    void run() {
      visit(caller, List.of(caller), 0);
    }

    private void visit(Uses.Remote remote, List<Uses.Remote> way, int depth) {
      if (depth == DEEPEST || !seen.add(Project.remoteKey(remote))) {
        return;
      }
      definition(context.project(), remote)
          .ifPresent(
              file ->
                  uses(context.project(), file)
                      .forEach(
                          inner -> {
                            List<Uses.Remote> longer = new ArrayList<>(way);
                            longer.add(inner);
                            report(file, inner, way);
                            visit(inner, longer, depth + 1);
                          }));
    }

    private void report(GithubFile file, Uses.Remote inner, List<Uses.Remote> way) {
      if (way.getLast().repository().equals(inner.repository())
          && way.getLast().isPinned()
          && inner.ref().equals(way.getLast().ref())) {
        return; // `./`: the same commit of the same repository
      }
      Optional<Exposure.Affected> affected =
          context.facts().advisories(inner.slug(), inner.ref()).stream()
              .filter(Exposure.Affected.class::isInstance)
              .map(Exposure.Affected.class::cast)
              .findFirst();
      String chain = String.join(" -> ", way.stream().map(Uses.Remote::slug).toList());
      if (affected.isPresent()) {
        draft(file, inner)
            .severity(Advisories.severity(affected.get().advisory()))
            .reference(Advisories.reference(affected.get().advisory()))
            .message(
                chain
                    + " runs "
                    + Project.remoteKey(inner)
                    + ", which has a known vulnerability ("
                    + affected.get().advisory().label()
                    + ": "
                    + affected.get().advisory().summary()
                    + ")")
            .add();
      } else if (isUnpinnedInPinned(inner)) {
        draft(file, inner)
            .message(
                chain
                    + " is pinned, but runs "
                    + Project.remoteKey(inner)
                    + ", which can be moved to other code")
            .add();
      }
    }

    /// Behind a reference that can move itself, another one changes nothing.
    private boolean isUnpinnedInPinned(Uses.Remote inner) {
      RefKind kind = RefKind.of(inner, context.facts());
      return caller.isPinned()
          && Pins.isWanting(context.policies().pin(inner.repository()), kind)
          && !(kind == RefKind.TAG && Pins.isFirstParty(context.policies(), inner));
    }

    private Findings.Draft draft(GithubFile file, Uses.Remote inner) {
      return out.at(site.owner().file(), caller.text().span())
          .key(site.route() + "/" + inner.slug())
          .reach(Reach.SUPPLIER)
          .related(file.file(), inner.text().span(), "used here");
    }
  }

  private static Optional<GithubFile> definition(Project project, Uses.Remote remote) {
    return remote.isWorkflow()
        ? project.workflow(remote).map(GithubFile.class::cast)
        : project.action(remote).map(GithubFile.class::cast);
  }

  private static List<Uses.Remote> uses(Project project, GithubFile file) {
    Stream<Uses> all =
        switch (file) {
          case Workflow workflow ->
              workflow.jobs().stream().flatMap(job -> uses(project, workflow, job));
          case ActionDefinition action -> action.steps().stream().flatMap(TransitiveRisk::uses);
          case Dependabot _ -> Stream.empty();
        };
    return all.flatMap(uses -> uses.remote().stream()).toList();
  }

  private static Stream<Uses> uses(Project project, Workflow workflow, Job job) {
    return Stream.concat(
        Stream.ofNullable(job.uses()).map(uses -> project.seenFrom(workflow, uses)),
        job.steps().stream().flatMap(TransitiveRisk::uses));
  }

  private static Stream<Uses> uses(Step step) {
    return Stream.ofNullable(step.uses());
  }
}
