package dev.sallyport.scan.flow;

import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Permissions;
import dev.sallyport.scan.ci.github.Workflow;
import org.jspecify.annotations.Nullable;

/// A workflow as it runs: by itself, or called by a job of another one.
///
/// @param caller null for a workflow that an event starts
/// @param call the calling job, null with `caller`
record Frame(Workflow workflow, @Nullable Frame caller, @Nullable Job call) {

  static Frame root(Workflow workflow) {
    return new Frame(workflow, null, null);
  }

  /// The workflow that an event starts.
  Workflow started() {
    return caller == null ? workflow : caller.started();
  }

  int depth() {
    return caller == null ? 0 : caller.depth() + 1;
  }

  boolean runs(Workflow other) {
    return workflow == other || (caller != null && caller.runs(other));
  }

  /// The `permissions:` in force: the job's, else the workflow's, else those of the calling job;
  /// null when none says anything.
  @Nullable Permissions permissions(Job job) {
    if (job.permissions() != null) {
      return job.permissions();
    }
    if (workflow.permissions() != null) {
      return workflow.permissions();
    }
    return caller == null || call == null ? null : caller.permissions(call);
  }

  /// Whether a called workflow gets secrets at all.
  boolean inheritsSecrets() {
    return call != null && call.inheritsSecrets() != null;
  }
}
