package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.text.AnyOf;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A job changes something that runs, and no environment stands before it.
final class UnprotectedDeployment implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "unprotected-deployment",
          "A deployment has no environment to guard it",
          Severity.LOW,
          Reference.cwe(862),
          Reference.cicdSec(1),
          Reference.cis("5.2.3"));

  private static final Set<String> ACTIONS =
      Set.of(
          "aws-actions/amazon-ecs-deploy-task-definition",
          "azure/webapps-deploy",
          "azure/functions-action",
          "azure/k8s-deploy",
          "azure/arm-deploy",
          "azure/container-apps-deploy-action",
          "google-github-actions/deploy-cloudrun",
          "google-github-actions/deploy-appengine",
          "google-github-actions/deploy-cloud-functions",
          "cloudflare/wrangler-action",
          "amondnet/vercel-action",
          "nwtgck/actions-netlify",
          "netlify/actions/cli",
          "firebaseextended/action-hosting-deploy",
          "akhileshns/heroku-deploy",
          "superfly/flyctl-actions",
          "appleboy/ssh-action",
          "digitalocean/app_action",
          "serverless/github-action",
          "jakejarvis/s3-sync-action",
          "actions/deploy-pages",
          "w9jds/firebase-action",
          "einaregilsson/beanstalk-deploy");

  /// Program and the words that must stand behind it, in this order.
  private static final Map<String, List<List<String>>> COMMANDS =
      Map.ofEntries(
          Map.entry(
              "kubectl",
              List.of(List.of("apply"), List.of("set", "image"), List.of("rollout", "restart"))),
          Map.entry("helm", List.of(List.of("upgrade"), List.of("install"))),
          Map.entry("terraform", List.of(List.of("apply"), List.of("destroy"))),
          Map.entry("tofu", List.of(List.of("apply"))),
          Map.entry("terragrunt", List.of(List.of("apply"))),
          Map.entry("pulumi", List.of(List.of("up"))),
          Map.entry("cdk", List.of(List.of("deploy"))),
          Map.entry("sam", List.of(List.of("deploy"))),
          Map.entry("serverless", List.of(List.of("deploy"))),
          Map.entry("sls", List.of(List.of("deploy"))),
          Map.entry("flyctl", List.of(List.of("deploy"))),
          Map.entry("fly", List.of(List.of("deploy"))),
          Map.entry("firebase", List.of(List.of("deploy"))),
          Map.entry("wrangler", List.of(List.of("deploy"), List.of("publish"))),
          Map.entry("vercel", List.of(List.of("--prod"))),
          Map.entry("netlify", List.of(List.of("deploy", "--prod"))),
          Map.entry(
              "aws",
              List.of(
                  List.of("ecs", "update-service"),
                  List.of("cloudformation", "deploy"),
                  List.of("lambda", "update-function-code"),
                  List.of("deploy", "create-deployment"))),
          Map.entry(
              "gcloud",
              List.of(
                  List.of("run", "deploy"),
                  List.of("app", "deploy"),
                  List.of("functions", "deploy"))),
          Map.entry(
              "az",
              List.of(
                  List.of("webapp", "deploy"),
                  List.of("deployment", "create"),
                  List.of("containerapp", "update"))),
          Map.entry("heroku", List.of(List.of("container:release"))),
          Map.entry("cap", List.of(List.of("deploy"))));

  private static final AnyOf PROGRAMS = AnyOf.of(COMMANDS.keySet());

  private static final List<String> TEST =
      List.of("test", "staging", "stage", "dev", "preview", "qa");
  private static final List<String> LIVE = List.of("prod", "live");

  /// @param span in the file
  private record Deployment(String what, Span span) {}

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    for (Workflow workflow : context.project().workflows()) {
      boolean inherited =
          workflow.env().list().stream().anyMatch(v -> !SecretAccess.reaching(v.value()).isEmpty());
      for (Job job : workflow.jobs()) {
        if (job.environmentNode() == null && (inherited || hasCredential(workflow, job))) {
          deployment(job).ifPresent(deployment -> report(workflow, job, deployment, out));
        }
      }
      sameCredential(workflow, out);
    }
  }

  private static void report(Workflow workflow, Job job, Deployment deployment, Findings out) {
    boolean page = deployment.what.equals("actions/deploy-pages");
    out.at(workflow.file(), deployment.span)
        .key(job.id())
        .persona(page ? Persona.PEDANTIC : Persona.DEFAULT)
        .confidence(Confidence.MEDIUM)
        .message(
            "job '"
                + job.id()
                + "' deploys with "
                + deployment.what
                + " and names no 'environment:', so nobody has to approve it, no branch rule holds, and"
                + " its credentials are open to every other job")
        .add();
  }

  /// Without a credential nothing outside is changed: a cluster that the job made, a plan.
  private static boolean hasCredential(Workflow workflow, Job job) {
    var permissions = job.permissions() == null ? workflow.permissions() : job.permissions();
    return !secrets(job).isEmpty()
        || permissions != null && ExcessivePermissions.writes(permissions, "id-token").isPresent();
  }

  private static Set<String> secrets(Job job) {
    Set<String> names = new TreeSet<>();
    Texts.of(job).forEach(text -> names.addAll(SecretAccess.reaching(text)));
    names.remove(SecretAccess.TOKEN);
    return names;
  }

  private static Optional<Deployment> deployment(Job job) {
    for (Step step : job.steps()) {
      Optional<Deployment> found =
          step.remote()
              .filter(remote -> ACTIONS.contains(remote.slug()))
              .map(remote -> new Deployment(remote.slug(), remote.text().span()))
              .or(() -> command(step));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<Deployment> command(Step step) {
    if (step.run() == null || !PROGRAMS.in(step.run().value())) {
      return Optional.empty();
    }
    for (SimpleCommandView command : step.commands()) {
      String name = command.name().orElse("");
      List<String> words = command.argumentTexts();
      for (List<String> wanted : COMMANDS.getOrDefault(name, List.of())) {
        if (follows(wanted, words) && words.stream().noneMatch(UnprotectedDeployment::isDry)) {
          String what = "'" + name + " " + String.join(" ", wanted) + "'";
          return Optional.of(new Deployment(what, step.run().source(command.span())));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isDry(String word) {
    return word.startsWith("--dry-run") || word.equals("--help") || word.equals("--noop");
  }

  private static boolean follows(List<String> wanted, List<String> words) {
    int next = 0;
    for (String word : words) {
      next += next < wanted.size() && word.equals(wanted.get(next)) ? 1 : 0;
    }
    return next == wanted.size();
  }

  // ---- one credential for test and production

  private static void sameCredential(Workflow workflow, Findings out) {
    List<Job> lives = named(workflow, LIVE);
    if (lives.isEmpty()) {
      return;
    }
    Set<String> others = new TreeSet<>();
    named(workflow, TEST).forEach(job -> others.addAll(secrets(job)));
    for (Job live : lives) {
      Set<String> shared = secrets(live);
      shared.retainAll(others);
      shared.removeIf(name -> !isAccess(name));
      if (!shared.isEmpty() && live.environmentNode() == null) {
        out.at(workflow.file(), live.key().span())
            .key(live.id() + "/shared")
            .persona(Persona.PEDANTIC)
            .confidence(Confidence.LOW)
            .message(
                "job '"
                    + live.id()
                    + "' uses the same "
                    + String.join(", ", shared)
                    + " as the jobs for testing: what is lost there opens production")
            .add();
      }
    }
  }

  private static boolean isAccess(String name) {
    return List.of("KEY", "TOKEN", "PASSWORD", "SECRET", "CREDENTIAL").stream()
        .anyMatch(name::contains);
  }

  private static List<Job> named(Workflow workflow, List<String> words) {
    List<Job> found = new ArrayList<>();
    for (Job job : workflow.jobs()) {
      String id = job.id().toLowerCase(Locale.ROOT);
      if (id.contains("deploy") && words.stream().anyMatch(id::contains)) {
        found.add(job);
      }
    }
    return found;
  }
}
