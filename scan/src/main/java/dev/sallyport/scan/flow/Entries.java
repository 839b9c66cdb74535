package dev.sallyport.scan.flow;

import dev.sallyport.base.model.finding.PathStep;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Project;
import dev.sallyport.scan.ci.github.Trigger;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.Workflow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who can start which workflow, `workflow_run` followed to the workflows that it waits for.
final class Entries {
  /// The host knows some dozens of events; of names that are none it lets no workflow start.
  private static final int MOST_UNKNOWN = 64;

  private final Map<String, List<Workflow>> byTitle = new HashMap<>();
  private final Map<String, List<Workflow>> waiting = new HashMap<>();

  /// By title of a workflow, who can start one with that title at all.
  private final Map<String, Reach> reached = new HashMap<>();

  private final Map<String, Parent> parents = new HashMap<>();
  private final Map<Workflow, List<Entry>> known = new HashMap<>();
  private final Set<String> called = new HashSet<>();

  /// The workflow of some title that is easiest to start.
  private record Parent(Workflow workflow, String event, Reach reach) {}

  Entries(Project project) {
    for (Workflow workflow : project.workflows()) {
      byTitle.computeIfAbsent(workflow.title(), _ -> new ArrayList<>()).add(workflow);
      awaited(workflow)
          .forEach(name -> waiting.computeIfAbsent(name, _ -> new ArrayList<>()).add(workflow));
      for (Job job : workflow.jobs()) {
        if (job.uses() instanceof Uses.Local local) {
          called.add(local.path());
        }
      }
    }
    if (!waiting.isEmpty()) {
      spread(project);
    }
  }

  private static List<String> awaited(Workflow workflow) {
    return workflow.trigger("workflow_run").map(t -> t.filter("workflows")).orElse(List.of());
  }

  /// From the easiest to start to the hardest, along what waits for what: each workflow is as easy
  /// to start as the easiest of its parents, also where they wait in circles.
  private void spread(Project project) {
    Map<Reach, Deque<String>> open = new EnumMap<>(Reach.class);
    for (Workflow workflow : project.workflows()) {
      Reach own = Reach.NONE;
      for (Trigger trigger : workflow.triggers()) {
        boolean waits = trigger.event().equals("workflow_run");
        boolean counts = waits ? afterAnything(trigger) : starts(workflow, trigger);
        Reach reach = waits ? Reach.OUTSIDER : Events.of(trigger.event()).reach();
        own = counts && reach.compareTo(own) > 0 ? reach : own;
      }
      reach(workflow.title(), own, open);
    }
    List<Reach> levels = new ArrayList<>(List.of(Reach.values()));
    for (Reach level : levels.reversed()) {
      Deque<String> titles = open.getOrDefault(level, new ArrayDeque<>());
      while (!titles.isEmpty()) {
        for (Workflow next : waiting.getOrDefault(titles.removeFirst(), List.of())) {
          reach(next.title(), level, open);
        }
      }
    }
  }

  private void reach(String title, Reach reach, Map<Reach, Deque<String>> open) {
    Reach before = reached.get(title);
    if (before == null || reach.compareTo(before) > 0) {
      reached.put(title, reach);
      open.computeIfAbsent(reach, _ -> new ArrayDeque<>()).add(title);
    }
  }

  /// Whether it waits for a workflow that nobody knows, which may be started by anything.
  private boolean afterAnything(Trigger trigger) {
    List<String> names = trigger.filter("workflows");
    return names.isEmpty() || !byTitle.keySet().containsAll(names);
  }

  /// A called workflow is looked at from its callers; where this repository has none, whoever may
  /// write here or in a repository that calls it is taken for one.
  private boolean starts(Workflow workflow, Trigger trigger) {
    return !trigger.event().equals("workflow_call") || !called.contains(workflow.file().path());
  }

  /// All ways in.
  List<Entry> of(Workflow workflow) {
    return known.computeIfAbsent(workflow, this::entries);
  }

  private List<Entry> entries(Workflow workflow) {
    Set<Entry> entries = new LinkedHashSet<>();
    int unknown = 0;
    for (Trigger trigger : workflow.triggers()) {
      if (trigger.event().equals("workflow_run")) {
        entries.add(afterOthers(trigger));
      } else if (starts(workflow, trigger)
          && (Events.isKnown(trigger.event()) || unknown++ < MOST_UNKNOWN)) {
        Events.Event event = Events.of(trigger.event());
        entries.add(
            new Entry(
                trigger.event(), event.reach(), event.privileged(), trigger.types(), List.of()));
      }
    }
    return List.copyOf(entries);
  }

  /// As easy to start as the easiest of its parents; an unknown parent may be anything. Its
  /// `branches:` filter names the head branch, which a fork may call `main` too, so it is no gate.
  private Entry afterOthers(Trigger trigger) {
    Reach reach = Reach.NONE;
    List<PathStep> via = List.of();
    List<String> names = trigger.filter("workflows");
    for (String name : names) {
      if (!byTitle.containsKey(name)) {
        reach = Reach.OUTSIDER;
        continue;
      }
      Parent parent = parent(name);
      if (parent != null && parent.reach().compareTo(reach) > 0) {
        reach = parent.reach();
        via =
            List.of(
                new PathStep(
                    parent.workflow().file().at(parent.workflow().head()),
                    "workflow '" + name + "' is started by " + parent.event()));
      }
    }
    Reach least = names.isEmpty() ? Reach.OUTSIDER : reach;
    return new Entry("workflow_run", least, true, trigger.types(), via);
  }

  /// The first workflow of that title, and the first of its events, that is as easy as any.
  private @Nullable Parent parent(String title) {
    Parent ready = parents.get(title);
    if (ready != null) {
      return ready;
    }
    Reach easiest = reached.getOrDefault(title, Reach.NONE);
    for (Workflow workflow : byTitle.getOrDefault(title, List.of())) {
      for (Trigger trigger : workflow.triggers()) {
        if (starts(workflow, trigger) && reach(trigger) == easiest) {
          Parent found = new Parent(workflow, trigger.event(), easiest);
          parents.put(title, found);
          return found;
        }
      }
    }
    return null;
  }

  private Reach reach(Trigger trigger) {
    if (!trigger.event().equals("workflow_run")) {
      return Events.of(trigger.event()).reach();
    }
    return afterAnything(trigger)
        ? Reach.OUTSIDER
        : trigger.filter("workflows").stream()
            .map(name -> reached.getOrDefault(name, Reach.NONE))
            .max(Reach::compareTo)
            .orElse(Reach.NONE);
  }
}
