package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Fix;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Safety;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.EnvVar;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.Site;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.Vars;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.fix.Emptied;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import dev.sallyport.scan.syntax.yaml.YamlMapping;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// `set-env` and `add-path` by printed text are allowed again, or still used.
final class InsecureCommands implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "insecure-commands",
          "Workflow commands that any output can give are switched on",
          Severity.HIGH,
          Reference.cwe(77),
          Reference.cicdSec(7),
          Reference.cis("1.5.2"));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  private static final String SWITCH = "ACTIONS_ALLOW_UNSECURE_COMMANDS";

  @Override
  public void check(RuleContext context, Findings out) {
    for (Workflow workflow : context.project().workflows()) {
      check(context, workflow, workflow.root(), workflow.env(), "", out);
      workflow
          .jobs()
          .forEach(job -> check(context, workflow, job.node(), job.env(), job.id(), out));
    }
    for (Site site : context.project().steps()) {
      check(context, site.owner(), site.step().node(), site.step().env(), site.route(), out);
      Text run = site.step().run();
      if (run != null
          && (run.value().contains("::set-env") || run.value().contains("::add-path"))) {
        legacy(site, run, out);
      }
    }
  }

  private static void check(
      RuleContext context,
      GithubFile file,
      YamlMapping holder,
      Vars env,
      String route,
      Findings out) {
    for (EnvVar var : env) {
      boolean off =
          Set.of("false", "0", "no", "").contains(var.value().value().toLowerCase(Locale.ROOT));
      if (var.name().equalsIgnoreCase(SWITCH) && !off) {
        out.at(file.file(), var.entry().span())
            .key(route)
            .message(
                "with this every line that a step prints can set variables and PATH of later steps:"
                    + " a test's output, a file name, somebody's title. Write to $GITHUB_ENV instead")
            .fix(() -> remove(context, file, holder, var))
            .add();
      }
    }
  }

  private static Optional<Fix> remove(
      RuleContext context, GithubFile file, YamlMapping holder, EnvVar var) {
    boolean used =
        file.file().text().contains("::set-env") || file.file().text().contains("::add-path");
    return holder.get("env").orElse(null) instanceof YamlMapping env
        ? context
            .edits(file)
            .removeEntry(env, var.name(), Emptied.REMOVED)
            .map(
                edits ->
                    new Fix(
                        "Remove the switch",
                        used ? Safety.UNSAFE : Safety.SAFE,
                        used ? "scripts of this file still print the old commands" : "",
                        edits))
        : Optional.empty();
  }

  private static void legacy(Site site, Text run, Findings out) {
    String name = run.value().contains("::set-env") ? "::set-env" : "::add-path";
    int at = run.value().indexOf(name);
    out.at(site.owner().file(), run.source(new Span(at, at + name.length())))
        .key(site.route() + name)
        .severity(Severity.LOW)
        .message(
            "'"
                + name
                + "' is refused by runners since 2020 unless the job allows insecure commands; write"
                + " to $GITHUB_ENV or $GITHUB_PATH")
        .add();
  }
}
