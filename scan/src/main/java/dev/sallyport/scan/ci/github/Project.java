package dev.sallyport.scan.ci.github;

import dev.sallyport.base.model.source.SourceText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All files of one repository that GitHub gives a meaning, and what is known of files elsewhere
/// that they call. Sorted by path.
public final class Project {
  private final List<Workflow> workflows;
  private final List<ActionDefinition> actions;
  private final List<Dependabot> dependabots;
  private final Map<String, Workflow> workflowsByPath = new HashMap<>();
  private final Map<String, ActionDefinition> actionsByDirectory = new HashMap<>();
  private final Map<String, GithubFile> remote;
  private final Map<SourceText, String> origins = new HashMap<>();
  private final Set<String> paths;
  // Every rule asks for these. Computed twice at worst, by two threads at once.
  private volatile @Nullable List<Site> steps;
  private volatile @Nullable List<JobSite> jobs;
  private volatile @Nullable List<UsesSite> uses;
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
    remote.forEach((key, file) -> origins.put(file.file(), key));
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

  /// Definitions of other repositories, by [#remoteKey].
  public Map<String, GithubFile> remote() {
    return remote;
  }

  /// Whether a file is of this repository and not a definition of another one.
  public boolean owns(SourceText file) {
    return !origins.containsKey(file);
  }

  /// What the `uses:` of a job means where it stands: in a workflow of another repository `./` is
  /// that repository, at the same commit. (That of a step is the workspace, whoever says it.)
  public Uses seenFrom(GithubFile owner, Uses uses) {
    String origin = origins.get(owner.file());
    if (origin == null || !(uses instanceof Uses.Local local)) {
      return uses;
    }
    int at = origin.indexOf('@');
    String[] repository = origin.substring(0, at).split("/", 3);
    return Uses.Remote.of(
        uses.text(), repository[0], repository[1], local.path(), origin.substring(at + 1));
  }

  /// The reusable workflow behind a reference, here or fetched.
  public Optional<Workflow> workflow(Uses uses) {
    return switch (uses) {
      case Uses.Local local -> Optional.ofNullable(workflowsByPath.get(local.path()));
      case Uses.Remote r -> fetched(r).filter(Workflow.class::isInstance).map(Workflow.class::cast);
      case Uses.Docker _, Uses.Bad _ -> Optional.empty();
    };
  }

  /// The action behind a reference, here or fetched.
  public Optional<ActionDefinition> action(Uses uses) {
    return switch (uses) {
      case Uses.Local local -> Optional.ofNullable(actionsByDirectory.get(local.path()));
      case Uses.Remote r ->
          fetched(r).filter(ActionDefinition.class::isInstance).map(ActionDefinition.class::cast);
      case Uses.Docker _, Uses.Bad _ -> Optional.empty();
    };
  }

  private Optional<GithubFile> fetched(Uses.Remote uses) {
    return remote.isEmpty() ? Optional.empty() : Optional.ofNullable(remote.get(remoteKey(uses)));
  }

  /// `owner/repo[/path]@ref`.
  public static String remoteKey(Uses.Remote remote) {
    return remote.slug() + "@" + remote.ref();
  }

  /// Every step of every workflow and composite action, in order.
  public List<Site> steps() {
    List<Site> known = steps;
    if (known == null) {
      known = findSteps();
      steps = known;
    }
    return known;
  }

  private List<Site> findSteps() {
    List<Site> out = new ArrayList<>();
    for (Workflow workflow : workflows) {
      for (Job job : workflow.jobs()) {
        job.steps().forEach(step -> out.add(new Site(workflow, job, step)));
      }
    }
    for (ActionDefinition action : actions) {
      action.steps().forEach(step -> out.add(new Site(action, null, step)));
    }
    return List.copyOf(out);
  }

  /// Every job of every workflow, in order.
  public List<JobSite> jobs() {
    List<JobSite> known = jobs;
    if (known == null) {
      known =
          workflows.stream()
              .flatMap(w -> w.jobs().stream().map(job -> new JobSite(w, job)))
              .toList();
      jobs = known;
    }
    return known;
  }

  /// Every `uses:`, of steps and of jobs.
  public List<UsesSite> uses() {
    List<UsesSite> known = uses;
    if (known == null) {
      known = findUses();
      uses = known;
    }
    return known;
  }

  private List<UsesSite> findUses() {
    List<UsesSite> out = new ArrayList<>();
    for (JobSite site : jobs()) {
      Uses called = site.job().uses();
      if (called != null) {
        out.add(new UsesSite(site.workflow(), site.job(), null, called));
      }
    }
    for (Site site : steps()) {
      Uses called = site.step().uses();
      if (called != null) {
        out.add(new UsesSite(site.owner(), site.job(), site.step(), called));
      }
    }
    return List.copyOf(out);
  }
}
