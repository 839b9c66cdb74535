package dev.sallyport.cli;

import dev.sallyport.base.model.finding.ConfigurationEffect;
import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Suppressed;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.engine.Analysis;
import dev.sallyport.scan.engine.Configuration;
import dev.sallyport.scan.engine.ConfigurationReview;
import dev.sallyport.scan.engine.FindingFilter;
import dev.sallyport.scan.engine.FindingOrder;
import dev.sallyport.scan.engine.Since;
import dev.sallyport.scan.engine.SkippedRules;
import dev.sallyport.scan.engine.Suppressions;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.pipeline.PipelineRules;
import dev.sallyport.scan.source.Target;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// From raw findings to those that are shown: configuration, suppressions, baseline, `--since`,
/// persona and the least severity, in this order.
final class Settlement {
  private final ScanCommand asked;
  private final ConfigurationSource source;
  private final Configuration configuration;
  private final RuleChoice choice;
  private final Target target;
  private final Analyst analyst;
  private final LocalDate today;
  private final Persona persona;
  private final List<String> notices = new ArrayList<>();

  /// Six parameters: all that stays the same through the rounds of one scan.
  ///
  /// @param today decides which suppressions have expired
  Settlement(
      ScanCommand asked,
      ConfigurationSource source,
      RuleChoice choice,
      Target target,
      Analyst analyst,
      LocalDate today) {
    this.asked = asked;
    this.source = source;
    this.configuration = source.configuration();
    this.choice = choice;
    this.target = target;
    this.analyst = analyst;
    this.today = today;
    this.persona = asked.personaOr(configuration.persona());
  }

  Settled settle(ScanInput input, Analysis analysis) {
    notices.clear();
    notices.addAll(
        SkippedRules.sentences(
            PipelineRules.all().stream().map(Rule::info).toList(),
            Set.copyOf(choice.ran()),
            asked.online));
    tellOfSilence(analysis);
    tellOfInput(input);
    tellOfOthers(input, analysis);
    Suppressions.Outcome outcome =
        suppressions().apply(configuration.grade(analysis.findings()), input.byPath());
    List<Suppressed> suppressed = new ArrayList<>(outcome.suppressed());
    List<Finding> kept = outcome.kept();
    ScanFiles files = new ScanFiles(asked);
    Optional<String> listed = files.writeBaseline(seen(kept), input);
    listed.ifPresent(notices::add);
    kept = files.baseline(kept, suppressed, choice.ran(), notices);
    kept = introduced(kept, input);
    List<Finding> gated =
        seen(kept).stream()
            .filter(f -> input.shown(f.primary().path()))
            .sorted(FindingOrder.WORST_FIRST)
            .toList();
    List<Finding> findings = severe(gated);
    outcome.notices().stream()
        .filter(
            n ->
                input.shown(n.location().path())
                    || configuration.path().equals(n.location().path()))
        .forEach(n -> notices.add(n.toString()));
    suppressed.sort(Comparator.comparing(Suppressed::finding, FindingOrder.WORST_FIRST));
    suppressed.removeIf(s -> !input.shown(s.finding().primary().path()));
    List<Problem> problems =
        analysis.problems().stream()
            .filter(p -> p.path().isEmpty() || input.shown(p.path()))
            .filter(p -> p.path().isEmpty() || configuration.paths().accepts(p.path()))
            .toList();
    return new Settled(
        findings,
        gated,
        suppressed,
        problems,
        effect(input, analysis, suppressed),
        listed.orElse(null),
        List.copyOf(notices),
        elsewhere(input, analysis));
  }

  private ConfigurationEffect effect(
      ScanInput input, Analysis analysis, List<Suppressed> suppressed) {
    ConfigurationReview review = new ConfigurationReview(configuration, source.origin(), persona);
    ConfigurationReview.Scanned scanned =
        new ConfigurationReview.Scanned(
            asked.failOn(),
            choice.selected(),
            paths(input, analysis),
            analysis.findings().stream().filter(f -> input.shown(f.primary().path())).toList(),
            suppressed);
    return review.effect(scanned);
  }

  /// What was asked for: files that were read, and those that could not be.
  private static Set<String> paths(ScanInput input, Analysis analysis) {
    Set<String> paths = new TreeSet<>();
    input.texts().forEach(text -> paths.add(text.path()));
    analysis.problems().forEach(problem -> paths.add(problem.path()));
    paths.removeIf(path -> path.isEmpty() || !input.shown(path));
    return paths;
  }

  /// A rule that asks the code host and is not answered did not look into what it asked about.
  private void tellOfSilence(Analysis analysis) {
    long silent =
        analysis.problems().stream().filter(p -> p.message().startsWith(Elsewhere.SILENT)).count();
    List<String> asking =
        choice.rules().stream()
            .map(Rule::info)
            .filter(RuleInfo::network)
            .map(RuleInfo::id)
            .toList();
    if (silent > 0 && !asking.isEmpty()) {
      notices.add(
          String.join(" and ", asking)
              + " did not run for "
              + count((int) silent, "repository", "repositories")
              + " that the code host did not answer about");
    }
  }

  private void tellOfInput(ScanInput input) {
    if (!input.ignored().isEmpty()) {
      int files = input.ignored().size();
      notices.add(
          (files == 1 ? "1 file is" : files + " files are")
              + " read although an ignore file names "
              + (files == 1 ? "it" : "them")
              + ", for there is no git index to tell what is committed: "
              + input.ignored().getFirst()
              + (files == 1 ? "" : " and others"));
    }
    if (input.texts().stream().noneMatch(text -> input.shown(text.path()))) {
      notices.add(
          "there is nothing to scan here: no .github/workflows, action.yml or"
              + " .github/dependabot.yml"
              + elsewhereInTree());
    }
  }

  /// Where all of the repository would be found when only a part was asked for.
  private String elsewhereInTree() {
    if (target.scopes().contains("")) {
      return "";
    }
    String root = target.relative();
    return root.startsWith(".")
        ? "; the repository's root is " + root + ", and `sallyport scan` without a path takes it"
        : "; the repository's root is " + root;
  }

  private void tellOfOthers(ScanInput input, Analysis analysis) {
    int known = analysis.elsewhere().size();
    if (!asked.online && known > 0) {
      notices.add(
          count(known, "definition", "definitions")
              + " of other repositories known from earlier scans with --online");
    }
    int left = input.branches().leftOut();
    if (left > 0) {
      notices.add(
          count(left, "older state", "older states")
              + " of .github on other branches not looked into");
    }
  }

  private static List<SourceText> elsewhere(ScanInput input, Analysis analysis) {
    List<SourceText> texts = new ArrayList<>(analysis.elsewhere());
    input.branches().versions().forEach(version -> texts.addAll(version.located()));
    return texts;
  }

  private Suppressions suppressions() {
    Suppressions all = new Suppressions(configuration, RuleChoice.known(), choice.ran(), today);
    return asked.noInline ? all.withoutComments() : all;
  }

  private List<Finding> seen(List<Finding> findings) {
    return FindingFilter.of(persona).apply(findings);
  }

  private List<Finding> severe(List<Finding> gated) {
    List<Finding> findings =
        new FindingFilter(persona, asked.severity(), asked.confidence()).apply(gated);
    int less = gated.size() - findings.size();
    if (less > 0) {
      notices.add(
          (less == 1 ? "1 finding is" : less + " findings are")
              + " below --min-severity or --min-confidence and not shown");
    }
    return findings;
  }

  /// With `--since`: what was not there in the revision, or not as bad. Both states are read in
  /// full
  /// even when their definitions are the same, for a script that these call may have changed.
  private List<Finding> introduced(List<Finding> findings, ScanInput input) {
    String revision = asked.since;
    if (revision == null) {
      return findings;
    }
    ScanInput before = ScanInput.since(target, revision);
    Analysis old = analyst.analyse(before, choice.rules(), configuration, false);
    Since since =
        Since.between(
            new Since.State(configuration.grade(old.findings()), contents(before)),
            new Since.State(findings, contents(input)));
    List<Finding> worse = since.worse().stream().map(Since.Worse::told).toList();
    int remaining = seen(since.remaining()).size();
    notices.add(
        count(remaining, "finding was", "findings were")
            + " there before "
            + revision
            + " already and not shown; "
            + count(seen(worse).size(), "is", "are")
            + " worse than before and shown; "
            + count(seen(since.gone()).size(), "is", "are")
            + " gone since");
    List<Finding> shown = new ArrayList<>(since.introduced());
    shown.addAll(worse);
    return shown;
  }

  private static String count(int number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }

  private static Map<String, String> contents(ScanInput input) {
    Map<String, String> out = new TreeMap<>();
    input.texts().forEach(text -> out.put(text.path(), text.contentId()));
    return out;
  }
}
