package dev.sallyport.scan.engine;

import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.ci.github.ActionDefinition;
import dev.sallyport.scan.ci.github.Dependabot;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.GithubParser;
import dev.sallyport.scan.ci.github.GithubPaths;
import dev.sallyport.scan.ci.github.Project;
import dev.sallyport.scan.ci.github.Site;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.UsesSite;
import dev.sallyport.scan.ci.github.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Texts to files with a meaning, and what stood in the way.
final class Parsing {
  private Parsing() {}

  /// One text; empty when no family wants it.
  static Optional<GithubParser.Outcome> parse(SourceText text, Set<String> named) {
    return kind(text, named).map(kind -> guarded(text, kind));
  }

  /// A parser that runs out of stack on hostile input costs that file, not the scan.
  private static GithubParser.Outcome guarded(SourceText text, GithubPaths.Kind kind) {
    try {
      GithubParser.Outcome outcome = GithubParser.parse(text, kind);
      if (outcome instanceof GithubParser.Outcome.Parsed(GithubFile file)) {
        steps(file).forEach(Step::problems); // parsed here, where files are looked at in parallel
      }
      return outcome;
    } catch (StackOverflowError _) {
      return new GithubParser.Outcome.Broken(0, "nested too deep");
    }
  }

  /// By its path; a file that the user named and that lies elsewhere, by its content.
  private static Optional<GithubPaths.Kind> kind(SourceText text, Set<String> named) {
    Optional<GithubPaths.Kind> byPath = GithubPaths.kind(text.path());
    if (byPath.isPresent() || !named.contains(text.path())) {
      return byPath;
    }
    String content = "\n" + text.text();
    if (content.contains("\nruns:")) {
      return Optional.of(GithubPaths.Kind.ACTION);
    }
    return content.contains("\nupdates:")
        ? Optional.of(GithubPaths.Kind.DEPENDABOT)
        : Optional.of(GithubPaths.Kind.WORKFLOW);
  }

  static Problem incomplete(SourceText text, GithubParser.Outcome.Broken broken) {
    return Problem.incomplete(
        text.path(), broken.line(), "This is no valid YAML: " + broken.message() + ".");
  }

  /// Keywords that are not known, and references that were not resolved.
  static List<Problem> gaps(Project project) {
    List<Problem> out = new ArrayList<>();
    List<GithubFile> files = new ArrayList<>(project.workflows());
    files.addAll(project.actions());
    files.addAll(project.dependabots());
    for (GithubFile file : files) {
      for (GithubFile.Trouble trouble : file.troubles()) {
        if (trouble.kind() == GithubFile.Trouble.Kind.UNKNOWN_KEY) {
          out.add(
              Problem.gap(
                  file.file().path(),
                  file.file().lines().line(trouble.span().start()),
                  trouble.message(),
                  trouble.span().in(file.file().text())));
        }
      }
    }
    for (UsesSite site : project.uses()) {
      unresolved(project, site).ifPresent(out::add);
    }
    for (Site site : project.steps()) {
      out.addAll(site.step().problems());
    }
    return out;
  }

  private static List<Step> steps(GithubFile file) {
    return switch (file) {
      case Workflow workflow -> workflow.jobs().stream().flatMap(j -> j.steps().stream()).toList();
      case ActionDefinition action -> action.steps();
      case Dependabot _ -> List.of();
    };
  }

  private static Optional<Problem> unresolved(Project project, UsesSite site) {
    Uses uses = site.uses();
    boolean missing =
        switch (uses) {
          case Uses.Local _ -> project.action(uses).isEmpty() && project.workflow(uses).isEmpty();
          case Uses.Remote remote -> remote.isWorkflow() && project.workflow(uses).isEmpty();
          case Uses.Docker _, Uses.Bad _ -> false;
        };
    if (!missing) {
      return Optional.empty();
    }
    String what =
        uses instanceof Uses.Local
            ? "There is no such action or workflow in this tree, so what it does is not known."
            : "A workflow of another repository; it was not fetched, so what it does is not known.";
    return Optional.of(
        Problem.gap(
            site.owner().file().path(),
            site.owner().file().lines().line(uses.text().span().start()),
            what,
            uses.text().value()));
  }
}
