package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import dev.sallyport.scan.source.Branches;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Another branch holds a copy of a workflow that outsiders can abuse, while the one that is
/// checked out is sound.
///
/// Which copy runs (GitHub's reference of events, "pull_request_target"): on GitHub.com and on
/// Enterprise Server from 3.20 that of the default branch, for all events that outsiders cause with
/// rights; before, `pull_request_target` ran that of the pull request's base branch, which whoever
/// opens it may choose. Copies for `pull_request` are no way in of their own: a fork brings its own
/// definition. Copies for `push` and `workflow_dispatch` need write access.
final class StaleBranchWorkflow implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
              "stale-branch-workflow",
              "Weak copy of a workflow on another branch",
              Severity.HIGH,
              Reference.cwe(829),
              Reference.cicdSec(4),
              Reference.cis("1.1.8"))
          .with(Persona.AUDITOR);

  private static final int MOST_NAMED = 3;

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean wholeRepository() {
    return true;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    List<Branches.Version> versions = context.branches().versions();
    if (versions.isEmpty()) {
      return;
    }
    BranchCopies copies = new BranchCopies(context);
    List<Rule> rules = rules();
    Map<String, Weak> weak = new LinkedHashMap<>();
    for (Branches.Version version : versions) {
      if (copies.differs(version)) {
        find(copies, version, rules, weak);
      }
    }
    weak.values().forEach(each -> report(context, each, out));
  }

  /// The same weak file on several branches.
  ///
  /// @param first the worst that was found in it
  private record Weak(
      SourceText copy, Finding first, boolean isDefault, Set<String> branches, Set<String> rules) {}

  private static void find(
      BranchCopies copies, Branches.Version version, List<Rule> rules, Map<String, Weak> weak) {
    Map<String, SourceText> texts =
        version.texts().stream().collect(Collectors.toMap(SourceText::path, t -> t));
    Map<String, List<Finding>> byPath = new LinkedHashMap<>();
    for (BranchCopies.Found found : copies.found(version, rules)) {
      Finding finding = found.finding();
      String path = finding.primary().path();
      if (isOpen(finding) && texts.containsKey(path) && !copies.isFoundHere(found.rule(), path)) {
        byPath.computeIfAbsent(path, _ -> new ArrayList<>()).add(finding);
      }
    }
    byPath.forEach(
        (path, findings) -> {
          SourceText copy = java.util.Objects.requireNonNull(texts.get(path));
          String key = path + "\0" + copy.contentId() + "\0" + version.isDefault();
          Finding worst =
              findings.stream().max((a, b) -> a.severity().compareTo(b.severity())).orElseThrow();
          Weak known =
              weak.computeIfAbsent(
                  key,
                  _ ->
                      new Weak(copy, worst, version.isDefault(), new TreeSet<>(), new TreeSet<>()));
          known.branches().addAll(version.names());
          findings.forEach(f -> known.rules().add(f.rule()));
        });
  }

  /// Whether an outsider can do much harm with it.
  private static boolean isOpen(Finding finding) {
    return finding.reach() == Reach.OUTSIDER
        && finding.persona() == Persona.DEFAULT
        && finding.severity().compareTo(Severity.HIGH) >= 0;
  }

  private static void report(RuleContext context, Weak weak, Findings out) {
    Optional<Workflow> here =
        context.project().workflows().stream()
            .filter(w -> w.file().path().equals(weak.copy().path()))
            .findFirst();
    SourceText there = Branches.Version.located(weak.branches().iterator().next(), weak.copy());
    Span at = weak.first().primary().span();
    boolean reached = weak.isDefault() || context.branches().baseBranchRuns();
    Findings.Draft draft =
        here.isPresent()
            ? out.at(here.get().file(), here.get().head()).related(there, at, "the weak copy")
            : out.at(there, at);
    draft
        .key(weak.copy().path() + " " + weak.copy().contentId())
        .severity(reached ? weak.first().severity() : Severity.LOW)
        .persona(
            !weak.isDefault() && context.branches().baseBranchRuns()
                ? Persona.DEFAULT
                : Persona.AUDITOR)
        .reach(reached ? Reach.OUTSIDER : Reach.NONE)
        .message(message(weak, reached))
        .add();
  }

  private static String message(Weak weak, boolean reached) {
    String what =
        (weak.isDefault() ? "the default branch " : "branch ")
            + names(weak.branches())
            + " has a copy of "
            + weak.copy().path()
            + " with "
            + String.join(", ", weak.rules())
            + " ("
            + weak.first().message()
            + "); ";
    if (weak.isDefault()) {
      return what + "that copy is what runs for outsiders, whatever is checked out here";
    }
    return reached
        ? what
            + "Enterprise Server before 3.20 runs the copy on the branch that a pull request"
            + " targets, which whoever opens it may choose"
        : what
            + "GitHub.com runs the default branch's copy since December 8, 2025, so that it waits"
            + " there until the branch becomes the default, or somebody copies from it";
  }

  private static String names(Set<String> branches) {
    return Few.of(branches.stream().map(b -> "'" + b + "'").toList(), MOST_NAMED);
  }

  /// All that look at one group of files, without a network. Not a constant: the registry holds
  /// this rule too.
  private static List<Rule> rules() {
    return PipelineRules.all().stream()
        .filter(r -> !r.info().network() && !r.wholeRepository())
        .toList();
  }
}
