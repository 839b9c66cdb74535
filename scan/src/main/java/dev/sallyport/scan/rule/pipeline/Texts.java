package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.scan.ci.github.ActionDefinition;
import dev.sallyport.scan.ci.github.EnvVar;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.Image;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.Vars;
import dev.sallyport.scan.ci.github.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Every scalar of a file in which an expression may stand, in the order of the file's structure.
final class Texts {
  private final List<Text> found = new ArrayList<>();

  private Texts() {}

  static List<Text> of(GithubFile file) {
    Texts texts = new Texts();
    switch (file) {
      case Workflow workflow -> {
        texts.add(workflow.env());
        workflow.jobs().forEach(texts::add);
      }
      case ActionDefinition action -> action.steps().forEach(texts::add);
      default -> {}
    }
    return texts.found;
  }

  static List<Text> of(Job job) {
    Texts texts = new Texts();
    texts.add(job);
    return texts.found;
  }

  static List<Text> of(Step step) {
    Texts texts = new Texts();
    texts.add(step);
    return texts.found;
  }

  private void add(Job job) {
    add(job.name());
    add(job.condition());
    add(job.env());
    job.runsOn().forEach(this::add);
    add(job.environment());
    if (job.container() != null) {
      add(job.container());
    }
    job.services().forEach(this::add);
    add(job.outputs());
    add(job.with());
    add(job.secrets());
    job.steps().forEach(this::add);
  }

  private void add(Image image) {
    add(image.image());
    add(image.credentials());
    add(image.env());
    add(image.options());
  }

  private void add(Step step) {
    add(step.name());
    add(step.condition());
    add(step.env());
    add(step.with());
    add(step.run());
    if (step.node().get("working-directory").isPresent()) {
      add(step.workingDirectory()); // A default is not the step's own text.
    }
    Uses uses = step.uses();
    add(uses == null ? null : uses.text());
  }

  private void add(Vars vars) {
    for (EnvVar var : vars) {
      add(var.value());
    }
    add(vars.whole());
  }

  private void add(@Nullable Text text) {
    if (text != null && text.mayHaveExpressions()) {
      found.add(text);
    }
  }
}
