package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.EnvVar;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import java.util.List;
import java.util.Set;

/// A secret lies in the environment of steps that have no use for it.
final class BroadSecretScope implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "broad-secret-scope",
          "A secret is in the environment of more steps than use it",
          Severity.LOW,
          Reference.cwe(272),
          Reference.cicdSec(6),
          Reference.cis("2.3.2"));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    for (Workflow workflow : context.project().workflows()) {
      List<Job> jobs = workflow.jobs().stream().filter(job -> job.uses() == null).toList();
      for (EnvVar variable : workflow.env()) {
        ofWorkflow(workflow, jobs, variable, out);
      }
      for (Job job : jobs) {
        for (EnvVar variable : job.env()) {
          ofJob(workflow, job, variable, out);
        }
      }
    }
  }

  private static void ofWorkflow(Workflow workflow, List<Job> jobs, EnvVar variable, Findings out) {
    Set<String> secrets = SecretAccess.reaching(variable.value());
    int steps = jobs.stream().mapToInt(job -> job.steps().size()).sum();
    if (secrets.isEmpty() || steps < 2) {
      return;
    }
    long users = jobs.stream().filter(job -> uses(job, variable.name())).count();
    boolean narrow = users < jobs.size() || jobs.size() == 1;
    if (jobs.size() == 1 && usingSteps(jobs.getFirst(), variable.name()) > 1) {
      return;
    }
    out.at(workflow.file(), variable.value().span())
        .key(variable.name())
        .persona(
            !narrow || jobs.size() == 1 || secrets.stream().allMatch(BroadSecretScope::isMinor)
                ? Persona.PEDANTIC
                : Persona.DEFAULT)
        .message(
            String.join(", ", secrets)
                + " is in the environment of every step of "
                + (jobs.size() == 1 ? "the job" : "all " + jobs.size() + " jobs")
                + (jobs.size() > 1 ? "; " + mention(users) + " '" + variable.name() + "'" : "")
                + "; set it where it is used")
        .add();
  }

  /// The job's own token, and what by its name is none.
  private static boolean isMinor(String secret) {
    return secret.equals(SecretAccess.TOKEN)
        || SecretInLog.isName(new SecretVariables.Secret(secret, false));
  }

  private static String mention(long users) {
    return users == 0 ? "none mentions" : users == 1 ? "only one mentions" : users + " mention";
  }

  private static void ofJob(Workflow workflow, Job job, EnvVar variable, Findings out) {
    Set<String> secrets = SecretAccess.reaching(variable.value());
    long users = usingSteps(job, variable.name());
    if (secrets.isEmpty() || job.steps().size() < 2 || users > 1) {
      return;
    }
    out.at(workflow.file(), variable.value().span())
        .key(job.id() + "/" + variable.name())
        .persona(Persona.PEDANTIC)
        .message(
            String.join(", ", secrets)
                + " is in the environment of all "
                + job.steps().size()
                + " steps of job '"
                + job.id()
                + "'; "
                + mention(users)
                + " '"
                + variable.name()
                + "'")
        .add();
  }

  private static boolean uses(Job job, String name) {
    return usingSteps(job, name) > 0
        || Texts.of(job).stream().anyMatch(text -> text.value().contains("env." + name));
  }

  private static long usingSteps(Job job, String name) {
    return job.steps().stream().filter(step -> uses(step, name)).count();
  }

  private static boolean uses(Step step, String name) {
    return (step.run() != null && step.run().value().contains(name))
        || Texts.of(step).stream().anyMatch(text -> text.value().contains("env." + name));
  }
}
