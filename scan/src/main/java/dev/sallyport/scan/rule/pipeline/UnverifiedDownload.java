package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.ActionDefinition;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Site;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.flow.Privilege;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Something is fetched and run, and nothing looks at what came.
final class UnverifiedDownload implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "unverified-download",
          "Download is run without a check of its content",
          Severity.MEDIUM,
          Reference.cwe(494),
          Reference.cicdSec(3),
          Reference.cis("2.4.3"));

  private record Saved(Site site, SimpleCommandView fetch, String address) {}

  private static final Predicate<SimpleCommandView> TAKES =
      next -> Verification.verifies(next) || RunsFile.readsInput(next);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    for (Workflow workflow : context.project().workflows()) {
      for (Job job : workflow.jobs()) {
        new Walk(context, out, workflow, job).steps(job.steps());
      }
    }
    for (ActionDefinition action : context.project().actions()) {
      new Walk(context, out, action, null).steps(action.steps());
    }
  }

  /// One job from its first step to its last: files stay on the machine between steps.
  private static final class Walk {
    private final RuleContext context;
    private final Findings out;
    private final GithubFile owner;
    private final @Nullable Job job;
    private final Map<String, Saved> saved = new HashMap<>();
    private @Nullable Severity severity;

    Walk(RuleContext context, Findings out, GithubFile owner, @Nullable Job job) {
      this.context = context;
      this.out = out;
      this.owner = owner;
      this.job = job;
    }

    void steps(List<Step> steps) {
      for (Step step : steps) {
        if (step.run() != null && (!saved.isEmpty() || Downloads.mayFetch(step.run().value()))) {
          Site site = new Site(owner, job, step);
          step.commands().forEach(command -> command(site, command));
        }
      }
    }

    private void command(Site site, SimpleCommandView command) {
      if (Downloads.fetches(command)) {
        fetch(site, command);
        return;
      }
      if (RunsFile.readsProgram(command)) {
        Downloads.inside(command).stream()
            .filter(Downloads::fetches)
            .filter(fetch -> fetch.outputFile().isEmpty())
            .findFirst()
            .ifPresent(fetch -> report(site, fetch, "what it answers is run at once", null));
        RunsFile.downloadString(command)
            .ifPresent(
                address -> report(site, command, address, "what it answers is run at once", null));
      }
      if (saved.isEmpty()) {
        return;
      }
      if (Verification.verifies(command)) {
        saved.clear();
        return;
      }
      RunsFile.of(command)
          .filter(run -> saved.containsKey(run.file()))
          .ifPresent(
              run -> {
                Saved from = Objects.requireNonNull(saved.remove(run.file()));
                report(
                    from.site(),
                    from.fetch(),
                    "'" + run.file() + "' is then " + run.how(),
                    new Saved(site, command, ""));
              });
    }

    private void fetch(Site site, SimpleCommandView fetch) {
      Optional<SimpleCommandView> next = fetch.nextDownstream(TAKES);
      if (next.isPresent()) {
        if (!Verification.verifies(next.get())) {
          String shell = next.get().name().orElse("a shell");
          report(site, fetch, "it goes straight into " + shell, null);
        }
        return;
      }
      String address = Downloads.address(fetch);
      Downloads.file(fetch).ifPresent(file -> saved.put(file, new Saved(site, fetch, address)));
    }

    private void report(Site site, SimpleCommandView fetch, String what, @Nullable Saved run) {
      report(site, fetch, Downloads.address(fetch), what, run);
    }

    private void report(
        Site site, SimpleCommandView fetch, String address, String what, @Nullable Saved run) {
      if (Downloads.isCommit(address) || Downloads.isLocal(address) || site.step().run() == null) {
        return;
      }
      boolean clear = address.startsWith("http://");
      boolean open = address.isEmpty() || address.startsWith("$");
      Findings.Draft draft =
          out.at(site.owner().file(), site.step().run().source(fetch.span()))
              .key(site.route())
              .reach(Reach.SUPPLIER)
              .severity(clear ? Severity.HIGH : severity(address))
              .persona(open ? Persona.PEDANTIC : Persona.DEFAULT)
              .message(
                  "nothing checks what "
                      + source(address)
                      + " sends, and "
                      + what
                      + (clear ? "; anyone on the way can replace it" : "")
                      + ": "
                      + "compare it with a checksum or signature first");
      if (run != null && run.site().step().run() != null) {
        draft.related(
            run.site().owner().file(),
            run.site().step().run().source(run.fetch().span()),
            "it is used here");
      }
      draft.add();
    }

    private static String source(String address) {
      if (address.isEmpty()) {
        return "the server";
      }
      String host = Downloads.host(address);
      return host.contains("$") || host.isEmpty() ? "'" + cut(address) + "'" : host;
    }

    private static String cut(String text) {
      return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }

    /// High where the job holds something worth taking, low for a numbered release of one's own
    /// kind.
    private Severity severity(String address) {
      if (severity == null) {
        severity = worth();
      }
      boolean numbered = address.toLowerCase(Locale.ROOT).contains("/releases/download/");
      return numbered && severity == Severity.MEDIUM ? Severity.LOW : severity;
    }

    private Severity worth() {
      Optional<Privilege> privilege =
          owner instanceof Workflow workflow && job != null
              ? Optional.of(context.flow().privilege(workflow, job))
              : Optional.empty();
      return privilege.filter(p -> p.oidc() || !p.secrets().isEmpty() || p.selfHosted()).isPresent()
          ? Severity.HIGH
          : Severity.MEDIUM;
    }
  }
}
