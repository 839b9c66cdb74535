package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.GithubParser;
import dev.sallyport.scan.ci.github.GithubPaths;
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
import org.jspecify.annotations.Nullable;

/// Definitions on other branches, parsed once each and with the triggers only that can start them
/// from there.
final class BranchCopies {
  private static final String TARGET = "pull_request_target";

  private final RuleContext context;
  private final Map<SourceText, Optional<GithubFile>> parsed = new HashMap<>();
  private final Set<String> here = new HashSet<>();
  private @Nullable Set<String> known;

  BranchCopies(RuleContext context) {
    this.context = context;
    context.project().workflows().forEach(w -> here.add(identity(w.file())));
    context.project().actions().forEach(a -> here.add(identity(a.file())));
    context.project().dependabots().forEach(d -> here.add(identity(d.file())));
  }

  private static String identity(SourceText text) {
    return text.path() + "\0" + text.contentId();
  }

  /// Whether a version has anything that the checkout has not, and can run at all.
  boolean differs(Branches.Version version) {
    boolean starts =
        version.isDefault() || version.texts().stream().anyMatch(t -> t.text().contains(TARGET));
    return starts && version.texts().stream().anyMatch(t -> !here.contains(identity(t)));
  }

  Project project(Branches.Version version) {
    List<GithubFile> files = new ArrayList<>();
    for (SourceText text : version.texts()) {
      parsed
          .computeIfAbsent(text, BranchCopies::parse)
          .map(file -> version.isDefault() ? file : startedByTarget(file))
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

  private static GithubFile startedByTarget(GithubFile file) {
    if (!(file instanceof Workflow w)) {
      return file;
    }
    List<Trigger> triggers =
        w.triggers().stream()
            .filter(t -> t.event().equals(TARGET) || t.event().equals("workflow_call"))
            .toList();
    return new Workflow(
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
        w.troubles());
  }

  /// What rules find in a project, without fixes.
  List<Finding> findings(Project project, List<Rule> rules) {
    RuleContext inner =
        new RuleContext(
            project, context.policies(), context.facts(), Fetcher.refusing(), Branches.none());
    List<Finding> found = new ArrayList<>();
    for (Rule rule : rules) {
      Findings out = new Findings(rule.info(), false);
      rule.check(inner, out);
      found.addAll(out.list());
    }
    return found;
  }

  /// Rule and path of what is found in the checkout as well, which needs no copy to be told of.
  Set<String> known(List<Rule> rules) {
    Set<String> places = known;
    if (places == null) {
      places = new HashSet<>();
      for (Finding finding : findings(context.project(), rules)) {
        places.add(StaleBranchWorkflow.place(finding));
      }
      known = places;
    }
    return places;
  }
}
