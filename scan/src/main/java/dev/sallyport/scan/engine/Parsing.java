package dev.sallyport.scan.engine;

import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.ci.github.ActionDefinition;
import dev.sallyport.scan.ci.github.Dependabot;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.GithubParser;
import dev.sallyport.scan.ci.github.GithubPaths;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Matrix;
import dev.sallyport.scan.ci.github.Project;
import dev.sallyport.scan.ci.github.Site;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.UsesSite;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.syntax.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
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
  static GithubParser.Outcome guarded(SourceText text, GithubPaths.Kind kind) {
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
    boolean yaml = !broken.message().startsWith(GithubParser.WANTED);
    String message =
        (yaml ? "This is no valid YAML: " : "This is no definition: ") + broken.message();
    return Problem.incomplete(
        text.path(), broken.line(), message.endsWith("?") ? message : message + ".");
  }

  /// Keywords that are not known, and references that were not resolved.
  ///
  /// @param online whether other repositories were asked, so that each should be known
  static List<Problem> gaps(Project project, RemoteFiles remote, boolean online) {
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
    project.workflows().forEach(workflow -> out.addAll(matrices(workflow)));
    for (UsesSite site : project.uses()) {
      unresolved(project, remote, online, site).ifPresent(out::add);
    }
    out.addAll(behind(project, remote, online));
    for (Site site : project.steps()) {
      out.addAll(site.step().problems());
    }
    return out;
  }

  private static List<Problem> matrices(Workflow workflow) {
    List<Problem> out = new ArrayList<>();
    for (Job job : workflow.jobs()) {
      YamlNode matrix = job.matrix();
      if (matrix != null && Matrix.isTooLarge(matrix)) {
        SourceText file = workflow.file();
        out.add(
            Problem.incomplete(
                file.path(),
                file.lines().line(matrix.span().start()),
                String.format(
                    Locale.ROOT,
                    "This matrix has more than %,d values; none was looked at.",
                    Matrix.MOST_NODES)));
      }
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

  private static Optional<Problem> unresolved(
      Project project, RemoteFiles remote, boolean online, UsesSite site) {
    Uses uses = site.uses();
    return switch (uses) {
      case Uses.Local _ ->
          project.action(uses).isEmpty() && project.workflow(uses).isEmpty()
              ? Optional.of(
                  gap(
                      site,
                      "There is no such action or workflow in this tree, so what it does is not"
                          + " known.",
                      uses.text().value()))
              : Optional.empty();
      case Uses.Remote called -> {
        boolean known = project.workflow(uses).isPresent() || project.action(uses).isPresent();
        String why = remote.unresolved().getOrDefault(Project.remoteKey(called), "");
        yield known || !(called.isWorkflow() || online)
            ? Optional.empty()
            : Optional.of(gap(site, notKnown(called, why), uses.text().value()));
      }
      case Uses.Docker _, Uses.Bad _ -> Optional.empty();
    };
  }

  private static String notKnown(Uses.Remote called, String why) {
    return (called.isWorkflow() ? "A workflow" : "An action")
        + " of another repository; "
        + (why.isEmpty() ? "it was not fetched" : why)
        + ", so what it does is not known.";
  }

  /// What definitions of other repositories call in turn, and is not known; named at the call here
  /// that leads to it.
  private static List<Problem> behind(Project project, RemoteFiles remote, boolean online) {
    if (remote.files().isEmpty()) {
      return List.of();
    }
    List<Problem> out = new ArrayList<>();
    Set<String> named = new HashSet<>();
    project.uses().stream()
        .flatMap(site -> site.uses().remote().map(Project::remoteKey).stream())
        .forEach(named::add);
    for (UsesSite site : project.uses()) {
      Optional<GithubFile> called =
          site.uses().remote().map(Project::remoteKey).map(remote.files()::get);
      if (called.isEmpty()) {
        continue;
      }
      List<GithubFile> all = new ArrayList<>(remote.behind(List.of(called.get())).values());
      all.add(called.get());
      for (GithubFile file : all) {
        for (Uses.Remote inner : RemoteFiles.calls(project, file)) {
          String key = Project.remoteKey(inner);
          String why = remote.unresolved().get(key);
          if (why != null && (online || inner.isWorkflow()) && named.add(key)) {
            out.add(gap(site, "Calls " + inner.text().value() + ": " + notKnown(inner, why), key));
          }
        }
      }
    }
    return out;
  }

  private static Problem gap(UsesSite site, String message, String what) {
    return Problem.gap(
        site.owner().file().path(),
        site.owner().file().lines().line(site.uses().text().span().start()),
        message,
        what);
  }
}
