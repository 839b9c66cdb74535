package dev.sallyport.scan.ci.github;

import dev.sallyport.base.model.source.SourceText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All files of one repository that GitHub gives a meaning, and what is known of files elsewhere
/// that they call. Sorted by path.
public final class Project {
  private final List<Workflow> workflows;
  private final List<ActionDefinition> actions;
  private final List<Dependabot> dependabots;
  private final Map<String, Workflow> workflowsByPath = new HashMap<>();
  private final Map<String, ActionDefinition> actionsByDirectory = new HashMap<>();
  private final Map<String, GithubFile> remote;
  private final Set<String> paths;
  private final Map<String, SourceText> scripts;

  /// @param files of this repository
  /// @param remote files of others by [#remoteKey], as far as they were fetched
  /// @param paths of all files that exist and matter to some rule, such as lock files
  public Project(List<GithubFile> files, Map<String, GithubFile> remote, Set<String> paths) {
    this(files, remote, paths, Map.of());
  }

  /// @param scripts files of this repository that its definitions call, by their path
  public Project(
      List<GithubFile> files,
      Map<String, GithubFile> remote,
      Set<String> paths,
      Map<String, SourceText> scripts) {
    List<GithubFile> sorted = new ArrayList<>(files);
    sorted.sort(Comparator.comparing(f -> f.file().path()));
    List<Workflow> w = new ArrayList<>();
    List<ActionDefinition> a = new ArrayList<>();
    List<Dependabot> d = new ArrayList<>();
    for (GithubFile file : sorted) {
      switch (file) {
        case Workflow workflow -> w.add(workflow);
        case ActionDefinition action -> a.add(action);
        case Dependabot dependabot -> d.add(dependabot);
      }
    }
    workflows = List.copyOf(w);
    actions = List.copyOf(a);
    dependabots = List.copyOf(d);
    workflows.forEach(f -> workflowsByPath.put(f.file().path(), f));
    actions.forEach(f -> actionsByDirectory.putIfAbsent(f.directory(), f));
    this.remote = Map.copyOf(remote);
    this.paths = Set.copyOf(paths);
    this.scripts = Map.copyOf(scripts);
  }

  public List<Workflow> workflows() {
    return workflows;
  }

  public List<ActionDefinition> actions() {
    return actions;
  }

  public List<Dependabot> dependabots() {
    return dependabots;
  }

  public boolean hasScripts() {
    return !scripts.isEmpty();
  }

  /// A script that a definition calls, by its path inside the repository.
  public Optional<SourceText> script(String path) {
    return Optional.ofNullable(scripts.get(path));
  }

  public Set<String> paths() {
    return paths;
  }

  /// The reusable workflow behind a reference, here or fetched.
  public Optional<Workflow> workflow(Uses uses) {
    return switch (uses) {
      case Uses.Local local -> Optional.ofNullable(workflowsByPath.get(local.path()));
      case Uses.Remote r ->
          Optional.ofNullable(remote.get(remoteKey(r)))
              .filter(Workflow.class::isInstance)
              .map(Workflow.class::cast);
      case Uses.Docker _, Uses.Bad _ -> Optional.empty();
    };
  }

  /// The action behind a reference, here or fetched.
  public Optional<ActionDefinition> action(Uses uses) {
    return switch (uses) {
      case Uses.Local local -> Optional.ofNullable(actionsByDirectory.get(local.path()));
      case Uses.Remote r ->
          Optional.ofNullable(remote.get(remoteKey(r)))
              .filter(ActionDefinition.class::isInstance)
              .map(ActionDefinition.class::cast);
      case Uses.Docker _, Uses.Bad _ -> Optional.empty();
    };
  }

  /// `owner/repo[/path]@ref`.
  public static String remoteKey(Uses.Remote remote) {
    return remote.slug() + "@" + remote.ref();
  }

  /// Every step of every workflow and composite action, in order.
  public List<Site> steps() {
    List<Site> out = new ArrayList<>();
    for (Workflow workflow : workflows) {
      for (Job job : workflow.jobs()) {
        job.steps().forEach(step -> out.add(new Site(workflow, job, step)));
      }
    }
    for (ActionDefinition action : actions) {
      action.steps().forEach(step -> out.add(new Site(action, null, step)));
    }
    return out;
  }

  /// Every job of every workflow, in order.
  public List<JobSite> jobs() {
    return workflows.stream()
        .flatMap(w -> w.jobs().stream().map(job -> new JobSite(w, job)))
        .toList();
  }

  /// Every `uses:`, of steps and of jobs.
  public List<UsesSite> uses() {
    List<UsesSite> out = new ArrayList<>();
    for (JobSite site : jobs()) {
      Uses uses = site.job().uses();
      if (uses != null) {
        out.add(new UsesSite(site.workflow(), site.job(), null, uses));
      }
    }
    for (Site site : steps()) {
      Uses uses = site.step().uses();
      if (uses != null) {
        out.add(new UsesSite(site.owner(), site.job(), site.step(), uses));
      }
    }
    return out;
  }
}
