package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.GithubParser;
import dev.sallyport.scan.ci.github.GithubPaths;
import dev.sallyport.scan.ci.github.Groups;
import dev.sallyport.scan.ci.github.Project;
import dev.sallyport.scan.ci.github.Trigger;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import dev.sallyport.scan.source.Branches;
import dev.sallyport.scan.source.Fetcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Definitions on other branches, parsed once each and with the triggers only that can start them
/// from there.
final class BranchCopies {
  private static final String TARGET = "pull_request_target";

  private final RuleContext context;
  private final Map<SourceText, Optional<GithubFile>> parsed = new HashMap<>();
  private final Map<List<String>, List<Found>> checked = new HashMap<>();
  private final Set<String> here = new HashSet<>();
  private final Map<String, Set<String>> found = new HashMap<>();
  private final RuleContext own;

  BranchCopies(RuleContext context) {
    this.context = context;
    this.own = inside(context.project());
    context.project().workflows().forEach(w -> here.add(identity(w.file())));
    context.project().actions().forEach(a -> here.add(identity(a.file())));
    context.project().dependabots().forEach(d -> here.add(identity(d.file())));
  }

  /// What a rule finds in a version.
  record Found(Rule rule, Finding finding) {}

  private static String identity(SourceText text) {
    return text.path() + "\0" + text.contentId();
  }

  /// Whether a version has anything that the checkout has not, and can run at all.
  boolean differs(Branches.Version version) {
    boolean starts =
        version.isDefault() || version.texts().stream().anyMatch(t -> t.text().contains(TARGET));
    return starts && version.texts().stream().anyMatch(t -> !here.contains(identity(t)));
  }

  private Project project(Branches.Version version) {
    List<GithubFile> files = new ArrayList<>();
    for (SourceText text : version.texts()) {
      parsed
          .computeIfAbsent(text, BranchCopies::parse)
          .flatMap(file -> version.isDefault() ? Optional.of(file) : startedByTarget(file))
          .ifPresent(files::add);
    }
    return new Project(files, context.project().remote(), context.project().paths());
  }

  private static Optional<GithubFile> parse(SourceText text) {
    try {
      return GithubPaths.kind(text.path())
          .map(kind -> GithubParser.parse(text, kind))
          .flatMap(
              outcome ->
                  outcome instanceof GithubParser.Outcome.Parsed(GithubFile file)
                      ? Optional.of(file)
                      : Optional.empty());
    } catch (StackOverflowError _) {
      return Optional.empty(); // The runner does not read it either.
    }
  }

  /// Empty for a workflow that nothing starts there.
  private static Optional<GithubFile> startedByTarget(GithubFile file) {
    if (!(file instanceof Workflow w)) {
      return Optional.of(file);
    }
    List<Trigger> triggers =
        w.triggers().stream()
            .filter(t -> t.event().equals(TARGET) || t.event().equals("workflow_call"))
            .toList();
    return triggers.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Workflow(
                w.file(),
                w.root(),
                w.name(),
                w.runName(),
                w.on(),
                triggers,
                w.permissions(),
                w.env(),
                w.concurrency(),
                w.jobs(),
                w.jobsById(),
                w.troubles()));
  }

  /// What rules find in a version. Files that refer to each other are looked at together, and that
  /// once, however many branches share them.
  ///
  /// @param rules those that look at one group of files; always the same ones
  List<Found> found(Branches.Version version, List<Rule> rules) {
    List<Found> all = new ArrayList<>();
    for (List<GithubFile> group : Groups.of(project(version))) {
      List<String> key = new ArrayList<>(List.of(String.valueOf(version.isDefault())));
      group.forEach(file -> key.add(identity(file.file())));
      all.addAll(checked.computeIfAbsent(key, _ -> found(group, rules)));
    }
    return all;
  }

  private List<Found> found(List<GithubFile> group, List<Rule> rules) {
    Project project = context.project();
    RuleContext inside = inside(new Project(group, project.remote(), project.paths()));
    List<Found> all = new ArrayList<>();
    for (Rule rule : rules) {
      findings(inside, rule).forEach(finding -> all.add(new Found(rule, finding)));
    }
    return all;
  }

  private RuleContext inside(Project project) {
    return new RuleContext(
        project, context.policies(), context.facts(), Fetcher.refusing(), Branches.none());
  }

  /// Without fixes.
  private static List<Finding> findings(RuleContext inside, Rule rule) {
    Findings out = new Findings(rule.info(), false);
    rule.check(inside, out);
    return out.list();
  }

  /// Whether a rule finds something in the checkout's file of the same path, which is then told of
  /// without any copy.
  boolean isFoundHere(Rule rule, String path) {
    return found
        .computeIfAbsent(
            rule.info().id(),
            _ ->
                findings(own, rule).stream()
                    .map(f -> f.primary().path())
                    .collect(Collectors.toSet()))
        .contains(path);
  }
}
