package dev.sallyport.scan.ci.github;

import java.util.Set;

/// The keywords of GitHub's files, by place (workflow syntax and metadata syntax reference,
/// dependabot options reference).
final class Keys {
  static final Set<String> WORKFLOW =
      Set.of("name", "run-name", "on", "permissions", "env", "defaults", "concurrency", "jobs");
  static final Set<String> JOB =
      Set.of(
          "name",
          "permissions",
          "needs",
          "if",
          "runs-on",
          "snapshot",
          "environment",
          "concurrency",
          "outputs",
          "env",
          "defaults",
          "steps",
          "timeout-minutes",
          "strategy",
          "continue-on-error",
          "container",
          "services",
          "uses",
          "with",
          "secrets");
  static final Set<String> STEP =
      Set.of(
          "id",
          "if",
          "name",
          "uses",
          "run",
          "working-directory",
          "shell",
          "with",
          "env",
          "continue-on-error",
          "timeout-minutes");
  static final Set<String> SCOPES =
      Set.of(
          "actions",
          "artifact-metadata",
          "attestations",
          "checks",
          "contents",
          "deployments",
          "discussions",
          "id-token",
          "issues",
          "metadata",
          "models",
          "packages",
          "pages",
          "pull-requests",
          "repository-projects",
          "security-events",
          "statuses",
          "vulnerability-alerts");
  static final Set<String> EVENTS =
      Set.of(
          "branch_protection_rule",
          "check_run",
          "check_suite",
          "create",
          "delete",
          "deployment",
          "deployment_status",
          "discussion",
          "discussion_comment",
          "fork",
          "gollum",
          "image_version",
          "issue_comment",
          "issues",
          "label",
          "merge_group",
          "milestone",
          "page_build",
          "project",
          "project_card",
          "project_column",
          "public",
          "pull_request",
          "pull_request_review",
          "pull_request_review_comment",
          "pull_request_target",
          "push",
          "registry_package",
          "release",
          "repository_dispatch",
          "schedule",
          "status",
          "watch",
          "workflow_call",
          "workflow_dispatch",
          "workflow_run");
  static final Set<String> ACTION =
      Set.of("name", "author", "description", "inputs", "outputs", "runs", "branding");
  static final Set<String> TRIGGER =
      Set.of(
          "types",
          "branches",
          "branches-ignore",
          "tags",
          "tags-ignore",
          "paths",
          "paths-ignore",
          "workflows",
          "inputs",
          "secrets",
          "outputs",
          "cron",
          "timezone",
          "names",
          "versions");

  private Keys() {}
}
