package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.EnvVar;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Project;
import dev.sallyport.scan.ci.github.Site;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.Vars;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.ci.github.knowledge.ActionKnowledge;
import dev.sallyport.scan.ci.github.knowledge.CommandKnowledge;
import dev.sallyport.scan.ci.github.knowledge.PublishCommand;
import dev.sallyport.scan.ci.github.knowledge.StaticCredential;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A job holds a password where its own identity would do.
final class LongLivedCredential implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "long-lived-credential",
          "A stored credential is used where the run's identity would do",
          Severity.LOW,
          Reference.cwe(522),
          Reference.cwe(798),
          Reference.cicdSec(6),
          Reference.cis("4.2.2"));

  /// What opens an account as a whole weighs more than what publishes one package.
  private static final Set<String> CLOUDS = Set.of("AWS", "Azure", "Google Cloud", "Vault");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    Project project = context.project();
    for (Workflow workflow : project.workflows()) {
      environment(workflow, null, workflow.env(), out);
      for (Job job : workflow.jobs()) {
        environment(workflow, job, job.env(), out);
        List<Vars> around = List.of(workflow.env(), job.env());
        boolean elsewhere = false;
        for (Step step : job.steps()) {
          step(new Site(workflow, job, step), around, elsewhere, out);
          elsewhere |= isPrivateRegistry(step);
        }
      }
    }
    project
        .actions()
        .forEach(a -> a.steps().forEach(s -> step(new Site(a, null, s), List.of(), false, out)));
  }

  /// @param elsewhere whether a setup step before it points the tool at another registry
  private static void step(Site site, List<Vars> around, boolean elsewhere, Findings out) {
    Step step = site.step();
    step.remote().ifPresent(remote -> action(site, remote, out));
    environment(site.owner(), site.job(), step.env(), out);
    if (step.run() != null && !elsewhere && mayPublish(step.run().value())) {
      List<Vars> all = new ArrayList<>(around);
      all.add(step.env());
      for (SimpleCommandView command : step.commands()) {
        CommandKnowledge.publishing(command.name().orElse(""), command.argumentTexts())
            .ifPresent(publish -> command(site, command, publish, all, out));
      }
    }
  }

  private static boolean mayPublish(String script) {
    return script.contains("publish")
        || script.contains("push")
        || script.contains("upload")
        || script.contains("release");
  }

  private static void action(Site site, Uses.Remote remote, Findings out) {
    Step step = site.step();
    for (StaticCredential row : ActionKnowledge.staticCredentials(remote.use(), step.inputs())) {
      String name = row.credential().substring(row.credential().indexOf('.') + 1);
      Vars vars = row.credential().startsWith("with.") ? step.with() : step.env();
      Span span = vars.get(name).map(v -> v.value().span()).orElse(remote.text().span());
      report(site.owner(), site.route() + "/" + name, span, row.target(), row.instead(), out);
    }
  }

  private static void command(
      Site site,
      SimpleCommandView command,
      PublishCommand publish,
      List<Vars> around,
      Findings out) {
    for (Vars vars : around) {
      Optional<EnvVar> stored =
          publish.variables().stream()
              .flatMap(name -> vars.get(name).filter(v -> v.name().equals(name)).stream())
              .filter(LongLivedCredential::isStored)
              .min(Comparator.comparingInt(v -> v.entry().span().start()));
      if (stored.isPresent()) {
        report(
            site.owner(),
            site.route() + "/" + stored.get().name(),
            stored.get().value().span(),
            publish.target(),
            publish.instead(),
            out);
        return;
      }
    }
    boolean option =
        command.arguments().stream()
            .anyMatch(word -> publish.options().contains(optionOf(word.literalPrefix())));
    boolean secret = command.arguments().stream().anyMatch(w -> w.text().contains("secrets."));
    if (option && secret && site.step().run() != null) {
      Span span = site.step().run().source(command.span());
      report(site.owner(), site.route(), span, publish.target(), publish.instead(), out);
    }
  }

  private static String optionOf(String word) {
    int equals = word.indexOf('=');
    return equals < 0 ? word : word.substring(0, equals);
  }

  private static boolean isStored(EnvVar variable) {
    return SecretAccess.reaching(variable.value()).stream()
        .anyMatch(name -> !name.equals(SecretAccess.TOKEN));
  }

  private static boolean isPrivateRegistry(Step step) {
    String url = step.with().value("registry-url");
    return !url.isEmpty() && !url.contains("registry.npmjs.org");
  }

  private static final Map<String, String> VARIABLES =
      Map.of(
          "AWS_SECRET_ACCESS_KEY", "AWS",
          "ARM_CLIENT_SECRET", "Azure",
          "AZURE_CLIENT_SECRET", "Azure",
          "GOOGLE_CREDENTIALS", "Google Cloud");

  private static final Map<String, String> INSTEAD =
      Map.of(
          "AWS", "aws-actions/configure-aws-credentials with role-to-assume",
          "Azure", "azure/login with client-id, tenant-id and subscription-id",
          "Google Cloud", "google-github-actions/auth with workload_identity_provider");

  private static void environment(GithubFile owner, @Nullable Job job, Vars vars, Findings out) {
    for (EnvVar variable : vars) {
      String target = VARIABLES.get(variable.name());
      if (target != null && isStored(variable)) {
        String key = (job == null ? "" : job.id()) + "/" + variable.name();
        report(owner, key, variable.value().span(), target, INSTEAD.getOrDefault(target, ""), out);
      }
    }
  }

  private static void report(
      GithubFile owner, String key, Span span, String target, String instead, Findings out) {
    out.at(owner.file(), span)
        .key(key)
        .severity(CLOUDS.contains(target) ? Severity.MEDIUM : Severity.LOW)
        .message(
            "a stored credential for "
                + target
                + " works for whoever gets hold of it until somebody replaces it; the run's own"
                + " identity would do: "
                + instead)
        .add();
  }
}
