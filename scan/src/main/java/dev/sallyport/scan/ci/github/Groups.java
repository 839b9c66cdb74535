package dev.sallyport.scan.ci.github;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Splits a project into groups of files that refer to each other, by calls or by waiting for each
/// other. What is found in one group depends on no file of another.
public final class Groups {
  private final Project project;
  private final Map<GithubFile, GithubFile> parent = new HashMap<>();

  private Groups(Project project) {
    this.project = project;
  }

  /// Each group sorted by path, groups sorted by their first file.
  public static List<List<GithubFile>> of(Project project) {
    Groups groups = new Groups(project);
    List<GithubFile> files = new ArrayList<>(project.workflows());
    files.addAll(project.actions());
    files.addAll(project.dependabots());
    groups.join();
    Map<GithubFile, List<GithubFile>> byRoot = new HashMap<>();
    List<List<GithubFile>> out = new ArrayList<>();
    for (GithubFile file : files) {
      List<GithubFile> group =
          byRoot.computeIfAbsent(
              groups.root(file),
              _ -> {
                List<GithubFile> fresh = new ArrayList<>();
                out.add(fresh);
                return fresh;
              });
      group.add(file);
    }
    return out;
  }

  private void join() {
    Map<String, List<Workflow>> byTitle = new HashMap<>();
    for (Workflow workflow : project.workflows()) {
      byTitle.computeIfAbsent(workflow.title(), _ -> new ArrayList<>()).add(workflow);
    }
    for (Workflow workflow : project.workflows()) {
      for (Job job : workflow.jobs()) {
        joinUses(workflow, job.uses());
        joinSteps(workflow, job.steps());
      }
      workflow.trigger("workflow_run").ifPresent(t -> joinParents(workflow, t, byTitle));
    }
    for (ActionDefinition action : project.actions()) {
      joinSteps(action, action.steps());
    }
    Dependabot first = null;
    for (Dependabot file : project.dependabots()) {
      first = first == null ? file : first;
      join(first, file);
    }
  }

  private void joinParents(
      Workflow workflow, Trigger trigger, Map<String, List<Workflow>> byTitle) {
    for (String name : trigger.filter("workflows")) {
      byTitle.getOrDefault(name, List.of()).forEach(other -> join(workflow, other));
    }
  }

  private void joinSteps(GithubFile file, List<Step> steps) {
    steps.forEach(step -> joinUses(file, step.uses()));
  }

  private void joinUses(GithubFile file, @Nullable Uses uses) {
    if (uses instanceof Uses.Local) {
      project.workflow(uses).ifPresent(other -> join(file, other));
      project.action(uses).ifPresent(other -> join(file, other));
    }
  }

  private void join(GithubFile a, GithubFile b) {
    GithubFile rootA = root(a);
    GithubFile rootB = root(b);
    if (rootA != rootB) {
      parent.put(rootB, rootA);
    }
  }

  private GithubFile root(GithubFile file) {
    GithubFile at = file;
    for (GithubFile up = parent.get(at); up != null; up = parent.get(at)) {
      GithubFile above = parent.get(up);
      if (above != null) {
        parent.put(at, above); // halves the way for the next one
      }
      at = up;
    }
    return at;
  }
}
