package dev.sallyport.cli;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.finding.Report;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.model.finding.Suppressed;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Suggest;
import dev.sallyport.scan.ci.github.facts.ActionFacts;
import dev.sallyport.scan.engine.Analysis;
import dev.sallyport.scan.engine.Baseline;
import dev.sallyport.scan.engine.ConfigProblem;
import dev.sallyport.scan.engine.Configuration;
import dev.sallyport.scan.engine.ConfigurationReader;
import dev.sallyport.scan.engine.ConfigurationResult;
import dev.sallyport.scan.engine.ExitCodes;
import dev.sallyport.scan.engine.FailOn;
import dev.sallyport.scan.engine.FindingFilter;
import dev.sallyport.scan.engine.PipelineFiles;
import dev.sallyport.scan.engine.ScanRequest;
import dev.sallyport.scan.engine.Scanner;
import dev.sallyport.scan.engine.Selection;
import dev.sallyport.scan.engine.Suppressions;
import dev.sallyport.scan.report.Options;
import dev.sallyport.scan.report.ReportFormat;
import dev.sallyport.scan.report.Reports;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.pipeline.PipelineRules;
import dev.sallyport.scan.source.ContentCache;
import dev.sallyport.scan.source.Limits;
import dev.sallyport.scan.source.Listing;
import dev.sallyport.scan.source.Progress;
import dev.sallyport.scan.source.Reading;
import dev.sallyport.scan.source.SourceWalk;
import dev.sallyport.scan.source.Sources;
import dev.sallyport.scan.source.Target;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// One scan, from what the user asked for to the report and the exit code.
final class ScanRun {
  private final ScanCommand asked;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Terminal terminal;
  private final List<String> notices = new ArrayList<>();

  ScanRun(ScanCommand asked, PrintWriter out, PrintWriter err) {
    this.asked = asked;
    this.out = out;
    this.err = err;
    this.terminal = Terminal.of(asked.color);
  }

  int run() {
    try {
      return scan();
    } catch (UsageException wrong) {
      err.println("sallyport: " + wrong.text());
      err.flush();
      return ExitCodes.USAGE;
    }
  }

  private int scan() {
    ReportFormat format = format();
    Target target = target();
    List<String> known = PipelineRules.all().stream().map(r -> r.info().id()).toList();
    Configuration configuration = configuration(target, known);
    Set<String> selected = selected(known);
    List<Rule> rules =
        PipelineRules.all().stream()
            .filter(r -> selected.contains(r.info().id()))
            .filter(r -> configuration.rule(r.info().id()).enabled())
            .toList();
    Read read = read(target);
    ScanRequest request =
        new ScanRequest(
            read.texts,
            read.named,
            read.paths,
            read.problems,
            rules,
            configuration.policies(),
            ScanRequest.SECONDS);
    try (ContentCache cache = cache();
        ProgressBar bar = ProgressBar.on(err, terminal, asked.quiet)) {
      Analysis analysis = Scanner.scan(request, bar, cache);
      bar.close();
      return finish(format, target, configuration, known, rules, read, analysis);
    }
  }

  private ContentCache cache() {
    return asked.noCache
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

  private Target target() {
    List<Path> named = asked.paths.isEmpty() ? List.of(Path.of(".")) : asked.paths;
    Target.Located located = Target.locate(named);
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
    return located.targets().getFirst();
  }

  private Configuration configuration(Target target, List<String> known) {
    ConfigurationResult result;
    Path file = asked.config;
    if (file != null) {
      result =
          ConfigurationReader.read(
              text(file)
                  .orElseThrow(() -> new UsageException("--config: cannot read " + file)),
              known);
    } else {
      result =
          ConfigurationReader.find(name -> text(target.root().resolve(name), name), known);
    }
    return switch (result) {
      case ConfigurationResult.Loaded(Configuration configuration) -> configuration;
      case ConfigurationResult.Invalid(List<ConfigProblem> problems) ->
          throw new UsageException(
              "the configuration has "
                  + (problems.size() == 1 ? "a problem" : problems.size() + " problems")
                  + "\n"
                  + String.join("\n", problems.stream().map(ConfigProblem::toString).toList()));
    };
  }

  private static Optional<SourceText> text(Path file) {
    return text(file, file.toString());
  }

  private static Optional<SourceText> text(Path file, String name) {
    try {
      return Files.isRegularFile(file)
          ? Optional.of(new SourceText(name, Files.readString(file), ""))
          : Optional.empty();
    } catch (IOException unreadable) {
      throw new UsageException(file + ": cannot be read: " + unreadable.getMessage());
    }
  }

  private Set<String> selected(List<String> known) {
    return switch (Selection.of(asked.only, asked.skip, known)) {
      case Selection.Result.Selected(List<String> rules) -> Set.copyOf(rules);
      case Selection.Result.Unknown(List<String> problems) ->
          throw new UsageException(String.join("\n", problems));
    };
  }

  // ---- reading

  /// @param shown whether findings at a path were asked for
  private record Read(
      List<SourceText> texts,
      Set<String> named,
      Set<String> paths,
      List<Problem> problems,
      Predicate<String> shown) {}

  private Read read(Target target) {
    SortedSet<String> scopes = target.scopes();
    // A file alone says little: its repository's other definitions are read with it.
    SortedSet<String> wider = new TreeSet<>(scopes);
    if (!scopes.contains("") && Files.isDirectory(target.root().resolve(".github"))) {
      wider.add(".github");
    }
    SourceWalk.Mode mode =
        asked.tracked ? SourceWalk.Mode.TRACKED : SourceWalk.Mode.WORKING_TREE;
    Listing listing =
        SourceWalk.list(
            new Target(target.root(), target.repository(), wider),
            PipelineFiles.INSTANCE,
            Limits.DEFAULT,
            mode,
            Progress.NONE);
    Set<String> paths = new HashSet<>();
    Set<String> named = new HashSet<>();
    List<Listing.Entry> reads = new ArrayList<>();
    for (Listing.Entry entry : listing.files()) {
      paths.add(entry.path());
      if (entry.named()) {
        named.add(entry.path());
      }
      if (entry.named() || PipelineFiles.reads(entry.path())) {
        reads.add(entry);
      }
    }
    Sources sources =
        Reading.all(
            new Listing(listing.root(), reads, listing.problems(), listing.ignored()),
            Limits.DEFAULT);
    listing
        .ignored()
        .forEach(path -> notices.add(path + " is left out because .gitignore names it"));
    Predicate<String> shown =
        path ->
            scopes.stream()
                .anyMatch(s -> s.isEmpty() || path.equals(s) || path.startsWith(s + "/"));
    return new Read(sources.texts(), named, paths, sources.problems(), shown);
  }

  // ---- from findings to a report

  private int finish(
      ReportFormat format,
      Target target,
      Configuration configuration,
      List<String> known,
      List<Rule> rules,
      Read read,
      Analysis analysis) {
    Map<String, SourceText> sources = new TreeMap<>();
    read.texts.forEach(text -> sources.put(text.path(), text));
    List<Finding> graded =
        configuration.grade(analysis.findings()).stream()
            .filter(f -> read.shown.test(f.primary().path()))
            .toList();
    List<String> ran = rules.stream().map(r -> r.info().id()).toList();
    Suppressions.Outcome suppressions =
        new Suppressions(configuration, known, ran, LocalDate.now(java.time.Clock.systemUTC()))
            .apply(graded, sources);
    List<Suppressed> suppressed = new ArrayList<>(suppressions.suppressed());
    List<Finding> kept = suppressions.kept();
    writeBaseline(kept);
    kept = baseline(kept, suppressed, ran);
    FindingFilter filter =
        new FindingFilter(
            asked.personaOr(configuration.persona()), asked.severity(), asked.confidence());
    List<Finding> findings =
        filter.apply(kept).stream()
            .sorted(dev.sallyport.scan.engine.FindingOrder.WORST_FIRST)
            .toList();
    notices.addAll(suppressions.lines(filter.persona()));
    List<Problem> problems =
        analysis.problems().stream()
            .filter(p -> p.path().isEmpty() || read.shown.test(p.path()))
            .toList();
    List<RuleInfo> infos = rules.stream().map(Rule::info).toList();
    Report report =
        new Report(
            Main.version(),
            target.root().toString(),
            analysis.files(),
            infos,
            findings,
            suppressed,
            problems,
            pointedAt(findings, suppressed, sources),
            ActionFacts.bundled().bundleDate().toString(),
            notices);
    FailOn failOn = asked.failOnOr(configuration.failOn());
    write(format, report, failOn);
    return ExitCodes.of(findings, problems, failOn, asked.strict || configuration.strict());
  }

  private void writeBaseline(List<Finding> findings) {
    Path file = asked.writeBaseline;
    if (file == null) {
      return;
    }
    try {
      Files.writeString(file, Baseline.write(findings));
      notices.add(findings.size() + " findings are listed in " + file);
    } catch (IOException failed) {
      throw new UsageException("--write-baseline: cannot write " + file + ": " + failed);
    }
  }

  private List<Finding> baseline(
      List<Finding> findings, List<Suppressed> suppressed, List<String> ran) {
    Path file = asked.baseline;
    if (file == null) {
      return findings;
    }
    SourceText text =
        text(file).orElseThrow(() -> new UsageException("--baseline: there is no file " + file));
    return switch (Baseline.read(file.toString(), text.text())) {
      case Baseline.Result.Invalid(List<ConfigProblem> problems) ->
          throw new UsageException(
              String.join("\n", problems.stream().map(ConfigProblem::toString).toList()));
      case Baseline.Result.Loaded(Baseline baseline) -> {
        List<String> elsewhere = suppressed.stream().map(s -> s.finding().fingerprint()).toList();
        Baseline.Outcome outcome = baseline.apply(findings, elsewhere, ran);
        suppressed.addAll(outcome.suppressed());
        notices.addAll(outcome.notices());
        yield outcome.kept();
      }
    };
  }

  /// Only files that something points into: a report must not hold the whole tree.
  private static Map<String, SourceText> pointedAt(
      List<Finding> findings, List<Suppressed> suppressed, Map<String, SourceText> sources) {
    Set<String> paths = new TreeSet<>();
    List<Finding> all = new ArrayList<>(findings);
    suppressed.forEach(s -> all.add(s.finding()));
    for (Finding finding : all) {
      paths.add(finding.primary().path());
      finding.related().forEach(r -> paths.add(r.location().path()));
      finding.path().forEach(s -> paths.add(s.location().path()));
    }
    Map<String, SourceText> out = new TreeMap<>();
    for (String path : paths) {
      SourceText text = sources.get(path);
      if (text != null) {
        out.put(path, text);
      }
    }
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
  }}
