package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Project;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.Trigger;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether what a job publishes is a version that users get, and whether this repository's
/// workflows are the place where it would be tested.
final class ReleasePath {
  /// Definitions of other CI systems: tests may run there.
  private static final Set<String> ELSEWHERE =
      Set.of(
          ".travis.yml",
          ".circleci/config.yml",
          ".gitlab-ci.yml",
          "appveyor.yml",
          ".appveyor.yml",
          "azure-pipelines.yml",
          ".azure-pipelines.yml",
          "bitbucket-pipelines.yml",
          ".cirrus.yml",
          ".drone.yml",
          ".woodpecker.yml",
          ".buildkite/pipeline.yml",
          ".semaphore/semaphore.yml",
          "jenkinsfile",
          "buildspec.yml",
          "cloudbuild.yaml",
          ".teamcity/settings.kts");

  /// Events that do not stand for a version, whatever they push.
  private static final Set<String> TRIALS =
      Set.of(
          "pull_request",
          "pull_request_target",
          "issue_comment",
          "schedule",
          "merge_group",
          "pull_request_review",
          "issues",
          "delete");

  private ReleasePath() {}

  /// Whether another CI system has a definition here.
  static boolean isTestedElsewhere(Project project) {
    return project.paths().stream().anyMatch(p -> ELSEWHERE.contains(p.toLowerCase(Locale.ROOT)));
  }

  /// A release or a tag starts it, or it hands out a package; an image that each push builds is a
  /// version only where a tag is asked for.
  static boolean leadsToUsers(Workflow workflow, Job job, Step step) {
    List<Trigger> triggers = workflow.triggers();
    boolean version =
        workflow.on("release")
            || workflow.on("create")
            || triggers.stream()
                .anyMatch(t -> t.event().equals("push") && !t.filter("tags").isEmpty())
            || asksForTag(job.condition())
            || asksForTag(step.condition());
    return version || (!isTrial(workflow) && !pushesImage(step));
  }

  /// Whether only proposals, comments or a clock start it.
  static boolean isTrial(Workflow workflow) {
    return workflow.triggers().stream().allMatch(t -> TRIALS.contains(t.event()));
  }

  private static boolean asksForTag(@Nullable Text condition) {
    return condition != null
        && (condition.value().contains("refs/tags") || condition.value().contains("'tag'"));
  }

  private static boolean pushesImage(Step step) {
    boolean action =
        step.remote()
            .filter(
                r ->
                    r.slug().contains("docker")
                        || r.slug().contains("kaniko")
                        || r.slug().contains("push-to-registry")
                        || r.slug().contains("image"))
            .isPresent();
    return action || step.commands().stream().anyMatch(ReleasePath::pushesImage);
  }

  private static boolean pushesImage(SimpleCommandView command) {
    return command.is("docker", "docker-compose", "podman", "buildah", "skopeo", "crane", "ko")
        && command.arguments().stream()
            .anyMatch(w -> w.is("push") || w.is("copy") || w.is("--push"));
  }
}
