package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.EnvVar;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Vars;
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
      if (!varies(workflow.env()) && jobs.stream().noneMatch(job -> varies(job.env()))) {
        continue;
      }
      Mentions mentions = new Mentions(jobs);
      for (EnvVar variable : workflow.env()) {
        ofWorkflow(workflow, jobs, variable, mentions, out);
      }
      for (Job job : jobs) {
        for (EnvVar variable : job.env()) {
          ofJob(workflow, job, variable, mentions, out);
        }
      }
    }
  }

  private static boolean varies(Vars env) {
    return env.list().stream().anyMatch(variable -> variable.value().mayHaveExpressions());
  }

  private static void ofWorkflow(
      Workflow workflow, List<Job> jobs, EnvVar variable, Mentions mentions, Findings out) {
    Set<String> secrets = SecretAccess.reaching(variable.value());
    int steps = jobs.stream().mapToInt(j -> j.steps().size()).filter(n -> n > 0).limit(2).sum();
    if (secrets.isEmpty() || steps < 2) {
      return;
    }
    int users = mentions.jobs(variable.name());
    boolean narrow = users < jobs.size() || jobs.size() == 1;
    if (jobs.size() == 1 && mentions.steps(jobs.getFirst(), variable.name()) > 1) {
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

  private static String mention(int users) {
    return users == 0 ? "none mentions" : users == 1 ? "only one mentions" : users + " mention";
  }

  private static void ofJob(
      Workflow workflow, Job job, EnvVar variable, Mentions mentions, Findings out) {
    Set<String> secrets = SecretAccess.reaching(variable.value());
    int users = mentions.steps(job, variable.name());
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
}
