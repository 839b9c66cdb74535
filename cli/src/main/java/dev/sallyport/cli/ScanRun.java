package dev.sallyport.cli;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.finding.Report;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.model.finding.Suppressed;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Suggest;
import dev.sallyport.cli.online.GitFetcher;
import dev.sallyport.cli.online.Token;
import dev.sallyport.scan.ci.github.facts.ActionFacts;
import dev.sallyport.scan.engine.Analysis;
import dev.sallyport.scan.engine.Configuration;
import dev.sallyport.scan.engine.ExitCodes;
import dev.sallyport.scan.engine.FailOn;
import dev.sallyport.scan.engine.FindingFilter;
import dev.sallyport.scan.engine.FindingOrder;
import dev.sallyport.scan.engine.ScanRequest;
import dev.sallyport.scan.engine.Scanner;
import dev.sallyport.scan.engine.Selection;
import dev.sallyport.scan.engine.Since;
import dev.sallyport.scan.engine.Suppressions;
import dev.sallyport.scan.report.Options;
import dev.sallyport.scan.report.ReportFormat;
import dev.sallyport.scan.report.Reports;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.pipeline.PipelineRules;
import dev.sallyport.scan.source.ContentCache;
import dev.sallyport.scan.source.Fetcher;
import dev.sallyport.scan.source.Target;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// One scan, from what the user asked for to the report and the exit code.
final class ScanRun {
  private final ScanCommand asked;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Clock clock;
  private final Terminal terminal;
  private final List<String> notices = new ArrayList<>();

  ScanRun(ScanCommand asked, PrintWriter out, PrintWriter err, Clock clock) {
    this.asked = asked;
    this.out = out;
    this.err = err;
    this.clock = clock;
    this.terminal = Terminal.of(asked.color);
  }

  /// @throws UsageException for wrong usage or configuration
  int run() {
    ReportFormat format = format();
    boolean stdin = asked.paths.equals(List.of(Path.of("-")));
    Target target = target(stdin);
    List<String> known = PipelineRules.all().stream().map(r -> r.info().id()).toList();
    Configuration configuration = new ScanFiles(asked).configuration(target, known);
    List<Rule> rules = rules(known, configuration);
    ScanInput input = stdin ? ScanInput.stdin(System.in) : ScanInput.tree(target, asked.tracked);
    input.ignored().forEach(p -> notices.add(p + " is left out because .gitignore names it"));
    Analysis analysis = analyse(input, rules, configuration, !asked.quiet);
    Settled settled = settle(configuration, known, rules, input, target, analysis);
    if (asked.fix != null || asked.diff) {
      return fix(target, known, configuration, rules, input, settled);
    }
    Report report = report(target, rules, input, settled);
    FailOn failOn = asked.failOnOr(configuration.failOn());
    write(format, report, failOn);
    return ExitCodes.of(
        settled.gated, settled.problems, failOn, asked.strict || configuration.strict());
  }

  /// Fixes that touch the same place are made one after the other, each on the text that the one
  /// before left.
  private int fix(
      Target target,
      List<String> known,
      Configuration configuration,
      List<Rule> rules,
      ScanInput first,
      Settled found) {
    ScanInput input = first;
    Settled settled = found;
    FixRun fixes = new FixRun(asked, out, err);
    for (int round = 1; ; round++) {
      boolean again = fixes.round(target.root(), settled.findings, input.byPath());
      if (!again || round == FIX_ROUNDS || asked.paths.equals(List.of(Path.of("-")))) {
        return fixes.end(settled.problems);
      }
      input = ScanInput.tree(target, asked.tracked);
      Analysis analysis = analyse(input, rules, configuration, false);
      settled = settle(configuration, known, rules, input, target, analysis);
    }
  }

  private static final int FIX_ROUNDS = 5;

  // ---- what was asked for

  private ReportFormat format() {
    List<String> ids = Reports.all().stream().map(ReportFormat::id).toList();
    return Reports.byId(asked.format)
        .orElseThrow(
            () ->
                new UsageException(
                    "--format: there is no format '"
                        + asked.format
                        + "'"
                        + Suggest.hint(asked.format, ids)
                        + "; there are "
                        + String.join(", ", ids)));
  }

  private Target target(boolean stdin) {
    boolean here = asked.paths.isEmpty() || stdin;
    Target.Located located = Target.locate(here ? List.of(Path.of(".")) : asked.paths);
    if (!located.problems().isEmpty()) {
      Problem first = located.problems().getFirst();
      throw new UsageException(first.path() + ": " + first.message());
    }
    if (located.targets().size() != 1) {
      throw new UsageException(
          "the paths lie in "
              + located.targets().size()
              + " repositories ("
              + String.join(", ", located.targets().stream().map(t -> t.root().toString()).toList())
              + "); scan one at a time");
    }
    Target target = located.targets().getFirst();
    // From wherever in a repository one stands, the repository is meant.
    return here
        ? new Target(target.root(), target.repository(), new TreeSet<>(Set.of("")))
        : target;
  }

  private List<Rule> rules(List<String> known, Configuration configuration) {
    Set<String> selected =
        switch (Selection.of(asked.only, asked.skip, known)) {
          case Selection.Result.Selected(List<String> rules) -> Set.copyOf(rules);
          case Selection.Result.Unknown(List<String> problems) ->
              throw new UsageException(String.join("\n", problems));
        };
    List<Rule> wanted =
        PipelineRules.all().stream()
            .filter(r -> selected.contains(r.info().id()))
            .filter(r -> configuration.rule(r.info().id()).enabled())
            .toList();
    List<Rule> possible = wanted.stream().filter(r -> asked.online || !r.info().network()).toList();
    if (possible.isEmpty()) {
      throw new UsageException(
          wanted.isEmpty()
              ? "the configuration switches off every rule that was asked for"
              : "these rules ask the code host and run with --online only");
    }
    return possible;
  }

  // ---- analysis

  private Analysis analyse(
      ScanInput input, List<Rule> rules, Configuration configuration, boolean progress) {
    GitFetcher online = asked.online ? online() : null;
    ScanRequest request =
        new ScanRequest(
            input.texts(),
            input.named(),
            input.paths(),
            input.problems(),
            rules,
            configuration.policies(),
            input.lookup(),
            online == null ? Fetcher.refusing() : online,
            fixes(input),
            ScanRequest.SECONDS);
    try (ContentCache cache = cache();
        ProgressBar bar = ProgressBar.on(err, terminal, !progress)) {
      Analysis analysis = Scanner.scan(request, bar, cache);
      return online == null ? analysis : withGaps(analysis, online);
    } finally {
      if (online != null) {
        online.close();
      }
    }
  }

  /// What the code host did not answer is not known, and so no clean bill.
  private static Analysis withGaps(Analysis analysis, GitFetcher online) {
    List<Problem> problems = new ArrayList<>(analysis.problems());
    online
        .gaps()
        .forEach(
            (where, why) ->
                problems.add(
                    Problem.gap(
                        "", 0, "The code host was not heard about " + where + ": " + why, where)));
    return new Analysis(analysis.findings(), problems, analysis.files());
  }

  /// Making fixes takes as long as everything else together. The terminal shows a few of them only,
  /// so that they are left out where there is much to read.
  private boolean fixes(ScanInput input) {
    return asked.fix != null
        || asked.diff
        || !asked.format.equals("terminal")
        || asked.all
        || input.texts().size() <= FIXES_AT_ONCE;
  }

  private static final int FIXES_AT_ONCE = 100;

  private static GitFetcher online() {
    String host = System.getenv().getOrDefault("SALLYPORT_GITHUB_URL", "https://github.com/");
    Path directory =
        ContentCache.directory(System.getenv())
            .map(cache -> cache.resolve("online"))
            .orElseThrow(() -> new UsageException("--online needs a home directory for its cache"));
    try {
      return GitFetcher.of(URI.create(host), directory, Token.from(System.getenv()));
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(
          "SALLYPORT_GITHUB_URL: expected an address such as https://github.com/, got '"
              + host
              + "'");
    }
  }

  private ContentCache cache() {
    // What a code host answers is of the moment.
    return asked.noCache || asked.online
        ? ContentCache.none()
        : ContentCache.directory(System.getenv())
            .map(directory -> ContentCache.open(directory, generation()))
            .orElseGet(ContentCache::none);
  }

  /// The program itself, by its jar: results of another build are worth nothing.
  private static String generation() {
    try {
      Path jar =
          Path.of(PipelineRules.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Main.version()
          + "-"
          + Files.size(jar)
          + "-"
          + Files.getLastModifiedTime(jar).toMillis();
    } catch (IOException | URISyntaxException | SecurityException _) {
      return Main.version();
    }
  }

  // ---- from raw findings to those that are shown

  /// @param findings that are shown
  /// @param gated findings that decide the exit code: what is only not shown counts all the same
  private record Settled(
      List<Finding> findings,
      List<Finding> gated,
      List<Suppressed> suppressed,
      List<Problem> problems) {}

  private Settled settle(
      Configuration configuration,
      List<String> known,
      List<Rule> rules,
      ScanInput input,
      Target target,
      Analysis analysis) {
    List<String> ran = rules.stream().map(r -> r.info().id()).toList();
    List<Finding> graded = configuration.grade(analysis.findings());
    Suppressions.Outcome outcome =
        new Suppressions(configuration, known, ran, LocalDate.now(clock))
            .apply(graded, input.byPath());
    List<Suppressed> suppressed = new ArrayList<>(outcome.suppressed());
    List<Finding> kept = outcome.kept();
    ScanFiles files = new ScanFiles(asked);
    files.writeBaseline(kept, input).ifPresent(notices::add);
    kept = files.baseline(kept, suppressed, ran, notices);
    kept = introduced(kept, configuration, rules, input, target);
    FindingFilter filter =
        new FindingFilter(
            asked.personaOr(configuration.persona()), asked.severity(), asked.confidence());
    List<Finding> gated =
        FindingFilter.of(filter.persona()).apply(kept).stream()
            .filter(f -> input.shown(f.primary().path()))
            .sorted(FindingOrder.WORST_FIRST)
            .toList();
    List<Finding> findings = filter.apply(gated);
    if (findings.size() < gated.size()) {
      notices.add(
          (gated.size() - findings.size())
              + " findings are below --min-severity or --min-confidence and not shown");
    }
    if (input.texts().isEmpty()) {
      notices.add(
          "there is nothing to scan here: no .github/workflows, action.yml or"
              + " .github/dependabot.yml");
    }
    outcome.notices().stream()
        .filter(n -> filter.persona().sees(n.kind().persona()))
        .filter(n -> input.shown(n.location().path()))
        .forEach(n -> notices.add(n.toString()));
    suppressed.removeIf(s -> !input.shown(s.finding().primary().path()));
    List<Problem> problems =
        analysis.problems().stream()
            .filter(p -> p.path().isEmpty() || input.shown(p.path()))
            .filter(p -> p.path().isEmpty() || configuration.paths().accepts(p.path()))
            .toList();
    return new Settled(findings, gated, suppressed, problems);
  }

  /// With `--since`: what was not there in the revision.
  private List<Finding> introduced(
      List<Finding> findings,
      Configuration configuration,
      List<Rule> rules,
      ScanInput input,
      Target target) {
    String revision = asked.since;
    if (revision == null) {
      return findings;
    }
    ScanInput before = ScanInput.since(target, revision);
    Analysis old = analyse(before, rules, configuration, false);
    Since since =
        Since.between(
            new Since.State(configuration.grade(old.findings()), contents(before)),
            new Since.State(findings, contents(input)));
    notices.add(
        since.remaining().size()
            + " findings were there before "
            + revision
            + " already and are not shown; "
            + since.gone().size()
            + " are gone since");
    return since.introduced();
  }

  private static Map<String, String> contents(ScanInput input) {
    Map<String, String> out = new TreeMap<>();
    input.texts().forEach(text -> out.put(text.path(), text.contentId()));
    return out;
  }

  // ---- the report

  private Report report(Target target, List<Rule> rules, ScanInput input, Settled settled) {
    List<RuleInfo> infos = rules.stream().map(Rule::info).toList();
    return new Report(
        Main.version(),
        target.root().toString(),
        (int) input.texts().stream().filter(t -> input.shown(t.path())).count(),
        infos,
        settled.findings,
        settled.suppressed,
        settled.problems,
        pointedAt(settled, input.byPath()),
        ActionFacts.bundled().bundleDate().toString(),
        asked.quiet ? List.of() : notices);
  }

  /// Only files that something points into: a report must not hold the whole tree.
  private static Map<String, SourceText> pointedAt(
      Settled settled, Map<String, SourceText> sources) {
    Set<String> paths = new TreeSet<>();
    List<Finding> all = new ArrayList<>(settled.findings);
    settled.suppressed.forEach(s -> all.add(s.finding()));
    for (Finding finding : all) {
      paths.add(finding.primary().path());
      finding.related().forEach(r -> paths.add(r.location().path()));
      finding.path().forEach(s -> paths.add(s.location().path()));
    }
    Map<String, SourceText> out = new TreeMap<>(sources);
    out.keySet().retainAll(paths);
    return out;
  }

  private void write(ReportFormat format, Report report, FailOn failOn) {
    Options options =
        Options.standard()
            .width(terminal.width())
            .failOn(failOn == FailOn.NEVER ? Severity.CRITICAL : Severity.valueOf(failOn.name()));
    options = asked.all ? options.unfolded() : options;
    try {
      Path file = asked.output;
      if (file == null) {
        format.write(report, options.with(terminal.style()), out);
        out.flush();
        return;
      }
      try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
        format.write(report, options, writer);
      }
      if (!asked.quiet) {
        err.println("sallyport: " + report.findings().size() + " findings written to " + file);
        err.flush();
      }
    } catch (IOException failed) {
      throw new UsageException("cannot write the report: " + failed.getMessage());
    }
  }
}
