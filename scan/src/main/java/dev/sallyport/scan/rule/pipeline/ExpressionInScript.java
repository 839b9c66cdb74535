package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.Declared;
import dev.sallyport.scan.ci.github.EnvVar;
import dev.sallyport.scan.ci.github.Site;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.ci.github.knowledge.ActionKnowledge;
import dev.sallyport.scan.ci.github.knowledge.ActionUse;
import dev.sallyport.scan.flow.Hit;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import dev.sallyport.scan.syntax.expression.Flow;
import dev.sallyport.scan.syntax.expression.Reaching;
import dev.sallyport.scan.syntax.expression.Template;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A value of which nobody knows what it will hold is pasted into a script.
final class ExpressionInScript implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
              "expression-in-script",
              "An open value is pasted into a script",
              Severity.LOW,
              Reference.cwe(94),
              Reference.cicdSec(4),
              Reference.cis("1.5.2"))
          .with(Persona.PEDANTIC)
          .with(Confidence.LOW);

  /// Values of GitHub's own making, from contexts that also hold others.
  private static final Set<String> FIXED =
      Set.of(
          "action",
          "action_path",
          "action_ref",
          "action_repository",
          "actor_id",
          "api_url",
          "env",
          "event_name",
          "event_path",
          "graphql_url",
          "job",
          "output",
          "path",
          "ref_protected",
          "ref_type",
          "repository",
          "repository_id",
          "repository_owner",
          "repository_owner_id",
          "repositoryurl",
          "retention_days",
          "run_attempt",
          "run_id",
          "run_number",
          "secret_source",
          "server_url",
          "sha",
          "step_summary",
          "token",
          "workflow_sha",
          "workspace");

  /// Ends of payload paths that are numbers, ids, logins or fixed words.
  private static final Set<String> FIXED_ENDS =
      Set.of(
          "action",
          "author_association",
          "clone_url",
          "conclusion",
          "created_at",
          "draft",
          "full_name",
          "head_sha",
          "html_url",
          "id",
          "login",
          "merge_commit_sha",
          "merged",
          "node_id",
          "number",
          "run_id",
          "sha",
          "ssh_url",
          "state",
          "url");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    Set<String> known = new HashSet<>();
    for (Hit hit : context.flow().hits()) {
      known.add(key(hit.site(), hit.path().getLast().location().span()));
    }
    for (Site site : context.project().steps()) {
      Text run = site.step().run();
      if (run != null && run.mayHaveExpressions()) {
        check(context, site, run, known, out);
      }
      codeInputs(context, site, known, out);
    }
  }

  private static void codeInputs(RuleContext context, Site site, Set<String> known, Findings out) {
    site.step()
        .remote()
        .map(remote -> new ActionUse(remote.slug(), remote.ref()))
        .map(ActionKnowledge::codeInputs)
        .orElse(List.of())
        .forEach(
            row ->
                site.step()
                    .with()
                    .get(row.input())
                    .map(EnvVar::value)
                    .filter(Text::mayHaveExpressions)
                    .ifPresent(text -> check(context, site, text, known, out)));
  }

  private static String key(Site site, Span span) {
    return site.owner().file().path() + ":" + span.start();
  }

  private static void check(
      RuleContext context, Site site, Text run, Set<String> known, Findings out) {
    for (Reaching reaching : Flow.reaching(run.template())) {
      Span at = run.source(reaching.span());
      if (!fixed(site, reaching.path().segments()) && !known.contains(key(site, at))) {
        out.at(site.owner().file(), at)
            .key(site.route() + "/" + reaching.path().text())
            .reach(Reach.NONE)
            .message(
                "'"
                    + reaching.path().text()
                    + "' is pasted into the script; what it holds is decided elsewhere, and there it"
                    + " can become code. An environment variable stays data")
            .sharedFix(site.step(), () -> EnvFix.of(context, site))
            .add();
      }
    }
  }

  /// The expressions of a text, braces included, whose value is not fixed.
  static List<Span> open(Site site, Text text) {
    return text.template().expressions().stream()
        .filter(
            part ->
                part.parsed().tree().stream()
                    .flatMap(expr -> Flow.reaching(expr).stream())
                    .anyMatch(r -> !fixed(site, r.path().segments())))
        .map(Template.Part.Expression::outer)
        .toList();
  }

  private static boolean fixed(Site site, List<String> path) {
    return switch (path.getFirst()) {
      case "github" ->
          path.size() > 1
              && (FIXED.contains(path.get(1))
                  || (path.size() > 2 && FIXED_ENDS.contains(path.getLast())));
      case "runner", "job", "strategy", "matrix", "secrets" -> true;
      case "steps", "needs" -> path.size() > 2 && !path.get(2).equals("outputs");
      case "env" -> path.size() > 1 && constant(site, path.get(1));
      case "inputs" -> path.size() > 1 && constrained(site, path.get(1));
      default -> false;
    };
  }

  private static boolean constant(Site site, String name) {
    Optional<EnvVar> found = site.step().env().get(name);
    if (found.isEmpty() && site.job() != null) {
      found = site.job().env().get(name);
    }
    if (found.isEmpty()) {
      found = site.workflow().flatMap(w -> w.env().get(name));
    }
    return found.map(EnvVar::value).filter(value -> isFixed(site, value)).isPresent();
  }

  /// A literal, or made of what GitHub itself decides; a variable of another is not looked up.
  private static boolean isFixed(Site site, Text value) {
    return !value.mayHaveExpressions()
        || Flow.reaching(value.template()).stream()
            .map(r -> r.path().segments())
            .allMatch(path -> !path.getFirst().equals("env") && fixed(site, path));
  }

  private static boolean constrained(Site site, String name) {
    return site.workflow().map(Workflow::triggers).orElse(List.of()).stream()
        .flatMap(t -> t.input(name).stream())
        .anyMatch(Declared::constrained);
  }
}
