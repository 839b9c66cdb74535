package dev.sallyport.scan.flow;

import dev.sallyport.base.model.finding.PathStep;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Project;
import dev.sallyport.scan.ci.github.Trigger;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.Workflow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Who can start which workflow, `workflow_run` followed to the workflows that it waits for.
final class Entries {
  private final Map<String, List<Workflow>> byTitle = new HashMap<>();
  private final Map<Workflow, List<Entry>> known = new HashMap<>();
  private final Set<Workflow> open = new HashSet<>();
  private final Set<String> called = new HashSet<>();

  Entries(Project project) {
    for (Workflow workflow : project.workflows()) {
      byTitle.computeIfAbsent(workflow.title(), _ -> new ArrayList<>()).add(workflow);
      for (Job job : workflow.jobs()) {
        if (job.uses() instanceof Uses.Local local) {
          called.add(local.path());
        }
      }
    }
  }

  /// All ways in. A called workflow is looked at from its callers; where this repository has none,
  /// whoever may write here or in a repository that calls it is taken for one.
  List<Entry> of(Workflow workflow) {
    List<Entry> ready = known.get(workflow);
    if (ready != null) {
      return ready;
    }
    if (!open.add(workflow)) {
      return List.of(); // a workflow that waits for itself
    }
    List<Entry> entries = new ArrayList<>();
    for (Trigger trigger : workflow.triggers()) {
      if (trigger.event().equals("workflow_run")) {
        entries.add(afterOthers(trigger));
      } else if (!trigger.event().equals("workflow_call")
          || !called.contains(workflow.file().path())) {
        Events.Event event = Events.of(trigger.event());
        entries.add(
            new Entry(
                trigger.event(), event.reach(), event.privileged(), trigger.types(), List.of()));
      }
    }
    open.remove(workflow);
    known.put(workflow, entries);
    return entries;
  }

  /// As easy to start as the easiest of its parents; an unknown parent may be anything. Its
  /// `branches:` filter names the head branch, which a fork may call `main` too, so it is no gate.
  private Entry afterOthers(Trigger trigger) {
    Reach reach = Reach.NONE;
    List<PathStep> via = List.of();
    List<String> names = trigger.filter("workflows");
    for (String name : names) {
      List<Workflow> parents = byTitle.get(name);
      if (parents == null) {
        reach = Reach.OUTSIDER;
        continue;
      }
      for (Workflow parent : parents) {
        for (Entry entry : of(parent)) {
          if (entry.reach().compareTo(reach) > 0) {
            reach = entry.reach();
            via =
                List.of(
                    new PathStep(
                        parent.file().at(parent.head()),
                        "workflow '" + name + "' is started by " + entry.event()));
          }
        }
      }
    }
    Reach least = names.isEmpty() ? Reach.OUTSIDER : reach;
    return new Entry("workflow_run", least, true, trigger.types(), via);
  }
}
