package dev.sallyport.scan.flow;

import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Project;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Workflow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What flows where in a repository: foreign values, foreign code, and who can send them.
public final class RepositoryFlow {
  private final Entries entries;
  private final Grader grader;
  private final List<Hit> hits;
  private final Map<Sink, List<Hit>> bySink = new EnumMap<>(Sink.class);
  private final List<Problem> problems;

  private RepositoryFlow(Project project) {
    entries = new Entries(project);
    grader = new Grader(entries, new PermissionChecks());
    Hits collected = new Hits(grader, entries, project);
    for (Workflow workflow : project.workflows()) {
      if (!entries.of(workflow).isEmpty()) {
        new WorkflowFlow(project, Frame.root(workflow), collected, Map.of()).run();
      }
    }
    hits = collected.list();
    hits.forEach(hit -> bySink.computeIfAbsent(hit.sink(), _ -> new ArrayList<>()).add(hit));
    problems = collected.budget().problems();
  }

  public static RepositoryFlow of(Project project) {
    return new RepositoryFlow(project);
  }

  /// Where following ended before its time.
  public List<Problem> problems() {
    return problems;
  }

  public List<Hit> hits() {
    return hits;
  }

  public List<Hit> hits(Sink sink) {
    return bySink.getOrDefault(sink, List.of());
  }

  /// All ways in which events start a workflow.
  public List<Entry> entries(Workflow workflow) {
    return entries.of(workflow);
  }

  /// How bad it is when somebody's code runs in a job or step of a workflow that events start;
  /// empty when no event gets there.
  public Optional<Grade> grade(Workflow workflow, Job job, @Nullable Step step) {
    return grader.grade(Frame.root(workflow), job, step, Set.of(), Reach.OUTSIDER);
  }

  /// The same under some events only.
  public Optional<Grade> grade(
      Workflow workflow, Job job, @Nullable Step step, Set<String> events) {
    return grader.grade(Frame.root(workflow), job, step, events, Reach.OUTSIDER);
  }

  /// What a job can do when somebody with write access starts it.
  public Privilege privilege(Workflow workflow, Job job) {
    return grader.privilege(Frame.root(workflow), job, true);
  }
}
