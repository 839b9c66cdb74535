package dev.sallyport.scan.flow;

import dev.sallyport.scan.ci.github.EnvVar;
import dev.sallyport.scan.ci.github.Image;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Secrets;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.Vars;
import dev.sallyport.scan.ci.github.Workflow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The secrets that a job mentions, which are handed to its runner when it starts.
final class JobSecrets {
  /// `secrets: inherit`, and an expression for all of them.
  private static final String ALL = "*";

  private final Map<Workflow, Set<String>> byWorkflow = new HashMap<>();
  private final Map<Frame, Set<String>> byFrame = new HashMap<>();
  private final Map<Job, Set<String>> byJob = new HashMap<>();

  /// @param names sorted, at most [Privilege#MOST_SECRETS]
  /// @param more how many there are besides
  record Listed(List<String> names, int more) {
    static final Listed NONE = new Listed(List.of(), 0);
  }

  Listed of(Frame frame, Job job) {
    Set<String> around = byFrame.computeIfAbsent(frame, f -> given(f, workflow(f.workflow())));
    Set<String> own =
        given(frame, byJob.computeIfAbsent(job, j -> own(j, workflow(frame.workflow()))));
    if (around.isEmpty() && own.isEmpty()) {
      return Listed.NONE;
    }
    // The first of both are among the first of each: a workflow's are not copied for each job.
    Set<String> first = new TreeSet<>();
    around.stream().limit(Privilege.MOST_SECRETS).forEach(first::add);
    own.stream().limit(Privilege.MOST_SECRETS).forEach(first::add);
    List<String> names = first.stream().limit(Privilege.MOST_SECRETS).toList();
    return new Listed(names, around.size() + own.size() - names.size());
  }

  /// Those that a caller hands over.
  private static Set<String> given(Frame frame, Set<String> names) {
    Job call = frame.call();
    if (call == null || frame.inheritsSecrets() || names.isEmpty()) {
      return names;
    }
    Set<String> given = new TreeSet<>(names);
    given.removeIf(name -> !name.equals(ALL) && !call.secrets().has(name));
    return given;
  }

  private Set<String> workflow(Workflow workflow) {
    return byWorkflow.computeIfAbsent(
        workflow,
        w -> {
          List<Text> texts = new ArrayList<>();
          addAll(texts, w.env());
          return names(texts);
        });
  }

  /// What the job mentions beyond its workflow.
  private static Set<String> own(Job job, Set<String> around) {
    List<Text> texts = new ArrayList<>();
    addAll(texts, job.env());
    addAll(texts, job.with());
    addAll(texts, job.secrets());
    for (Image image : job.services()) {
      addAll(texts, image.env());
      addAll(texts, image.credentials());
    }
    if (job.container() != null) {
      addAll(texts, job.container().env());
      addAll(texts, job.container().credentials());
    }
    for (Step step : job.steps()) {
      addAll(texts, step.env());
      addAll(texts, step.with());
      if (step.run() != null) {
        texts.add(step.run());
      }
    }
    Set<String> names = names(texts);
    if (job.inheritsSecrets() != null) {
      names.add(ALL);
    }
    names.removeIf(around::contains);
    return names;
  }

  private static Set<String> names(List<Text> texts) {
    Set<String> names = new TreeSet<>();
    texts.forEach(text -> names.addAll(Secrets.in(text)));
    return names;
  }

  private static void addAll(List<Text> texts, Vars vars) {
    for (EnvVar var : vars) {
      texts.add(var.value());
    }
    if (vars.whole() != null) {
      texts.add(vars.whole());
    }
  }
}
