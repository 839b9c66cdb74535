package dev.sallyport.scan.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which context values an outsider or a writer can choose, what they can hold, and under which
/// events (GitHub docs, "Webhook events and payloads", "Contexts reference").
final class ContextSources {

  /// @param events under which the value is there; empty means all that have such a payload
  record Source(Charset charset, Set<String> events) {
    boolean under(String event) {
      return events.isEmpty() || events.contains(event);
    }
  }

  private record Row(List<String> path, Source source) {}

  private static final Set<String> PULL =
      Set.of(
          "pull_request",
          "pull_request_target",
          "pull_request_review",
          "pull_request_review_comment");
  private static final Set<String> ISSUE = Set.of("issues", "issue_comment");
  private static final Set<String> COMMENT =
      Set.of(
          "issue_comment",
          "pull_request_review_comment",
          "discussion_comment",
          "commit_comment");
  private static final Set<String> REVIEW = Set.of("pull_request_review");
  private static final Set<String> DISCUSSION = Set.of("discussion", "discussion_comment");
  private static final Set<String> RUN = Set.of("workflow_run");
  private static final Set<String> PUSH = Set.of("push");
  private static final Set<String> WIKI = Set.of("gollum");
  private static final Set<String> DISPATCH = Set.of("workflow_dispatch");
  private static final Set<String> ANY = Set.of();

  private static final List<Row> ROWS = new ArrayList<>();

  static {
    // The base's names belong to the repository; only the head's are the proposer's.
    row("github.event.pull_request.head.ref", Charset.REF, PULL);
    row("github.event.pull_request.head.label", Charset.REF, PULL);
    row("github.event.pull_request.head.repo.default_branch", Charset.REF, PULL);
    row("github.event.pull_request.head.repo.description", Charset.LINE, PULL);
    row("github.event.pull_request.head.repo.homepage", Charset.LINE, PULL);
    row("github.head_ref", Charset.REF, PULL);
    row("github.event.pull_request.title", Charset.LINE, PULL);
    row("github.event.pull_request.body", Charset.TEXT, PULL);
    row("github.event.pull_request.milestone.title", Charset.LINE, PULL);
    row("github.event.changes.title.from", Charset.LINE, PULL);
    row("github.event.changes.body.from", Charset.TEXT, PULL);
    row("github.event.issue.title", Charset.LINE, ISSUE);
    row("github.event.issue.body", Charset.TEXT, ISSUE);
    row("github.event.changes.title.from", Charset.LINE, Set.of("issues"));
    row("github.event.comment.body", Charset.TEXT, COMMENT);
    row("github.event.comment.path", Charset.NAME, COMMENT);
    row("github.event.comment.diff_hunk", Charset.TEXT, COMMENT);
    row("github.event.review.body", Charset.TEXT, REVIEW);
    row("github.event.discussion.title", Charset.LINE, DISCUSSION);
    row("github.event.discussion.body", Charset.TEXT, DISCUSSION);
    row("github.event.pages.*.page_name", Charset.LINE, WIKI);
    row("github.event.pages.*.title", Charset.LINE, WIKI);
    row("github.event.pages.*.summary", Charset.LINE, WIKI);
    row("github.event.forkee.description", Charset.LINE, Set.of("fork"));
    row("github.event.forkee.default_branch", Charset.REF, Set.of("fork"));
    row("github.event.workflow_run.head_branch", Charset.REF, RUN);
    row("github.event.workflow_run.display_title", Charset.LINE, RUN);
    row("github.event.workflow_run.head_commit.message", Charset.TEXT, RUN);
    row("github.event.workflow_run.head_commit.author.name", Charset.LINE, RUN);
    row("github.event.workflow_run.head_commit.author.email", Charset.NAME, RUN);
    row("github.event.workflow_run.head_commit.committer.name", Charset.LINE, RUN);
    row("github.event.workflow_run.head_commit.committer.email", Charset.NAME, RUN);
    row("github.event.workflow_run.head_repository.description", Charset.LINE, RUN);
    row("github.event.workflow_run.pull_requests.*.head.ref", Charset.REF, RUN);
    row("github.event.workflow_run.referenced_workflows.*.path", Charset.NAME, RUN);
    for (String commit : List.of("commits.*", "head_commit")) {
      row("github.event." + commit + ".message", Charset.TEXT, PUSH);
      row("github.event." + commit + ".author.name", Charset.LINE, PUSH);
      row("github.event." + commit + ".author.email", Charset.NAME, PUSH);
      row("github.event." + commit + ".committer.name", Charset.LINE, PUSH);
      row("github.event." + commit + ".committer.email", Charset.NAME, PUSH);
      row("github.event." + commit + ".added.*", Charset.NAME, PUSH);
      row("github.event." + commit + ".modified.*", Charset.NAME, PUSH);
      row("github.event." + commit + ".removed.*", Charset.NAME, PUSH);
    }
    row("github.event.inputs.*", Charset.TEXT, DISPATCH);
    row("github.event.client_payload.*", Charset.TEXT, Set.of("repository_dispatch"));
    row("github.event.release.name", Charset.LINE, Set.of("release"));
    row("github.event.release.body", Charset.TEXT, Set.of("release"));
    row("github.event.release.tag_name", Charset.REF, Set.of("release"));
    row("github.event.release.target_commitish", Charset.REF, Set.of("release"));
    row("github.event.label.name", Charset.LINE, ANY);
    row("github.event.label.description", Charset.LINE, ANY);
    row("github.event.milestone.title", Charset.LINE, ANY);
    row("github.event.milestone.description", Charset.TEXT, ANY);
    row("github.event.issue.labels.*.name", Charset.LINE, ISSUE);
    row("github.event.pull_request.labels.*.name", Charset.LINE, PULL);
    row("github.event.deployment.ref", Charset.REF, ANY);
    row("github.event.deployment.description", Charset.LINE, ANY);
    row("github.event.deployment.payload.*", Charset.TEXT, ANY);
    row("github.event.check_suite.head_branch", Charset.REF, ANY);
    row("github.event.check_run.name", Charset.LINE, ANY);
    row("github.event.check_run.output.*", Charset.TEXT, ANY);
    row("github.event.ref", Charset.REF, Set.of("push", "create", "delete"));
    row("github.ref_name", Charset.REF, Set.of("push", "create", "workflow_dispatch", "release"));
    row("github.ref", Charset.REF, Set.of("push", "create", "workflow_dispatch", "release"));
  }

  /// What ends in one of these is a value of GitHub's own making, whoever the payload is about.
  private static final Set<String> FIXED =
      Set.of(
          "id",
          "node_id",
          "number",
          "sha",
          "login",
          "type",
          "state",
          "url",
          "html_url",
          "clone_url",
          "git_url",
          "ssh_url",
          "full_name",
          "created_at",
          "updated_at",
          "merged",
          "draft",
          "merge_commit_sha",
          "author_association",
          "action",
          "conclusion",
          "event",
          "fork",
          "private",
          "additions",
          "deletions",
          "changed_files",
          "commits",
          "diff_url",
          "patch_url",
          "avatar_url",
          "site_admin",
          "status",
          "run_id",
          "run_number",
          "head_sha");

  /// Payloads whose keys are chosen by people.
  private static final Set<String> FREE = Set.of("inputs", "client_payload");

  private ContextSources() {}

  private static void row(String path, Charset charset, Set<String> events) {
    ROWS.add(new Row(List.of(path.split("\\.")), new Source(charset, events)));
  }

  /// What an attacker controls of a context path (lower-case segments, `*` for any element, `?` for
  /// an index not known). A whole object holds what its parts hold.
  static List<Source> of(List<String> path) {
    List<Source> out = new ArrayList<>();
    if (path.isEmpty() || !path.getFirst().equals("github")) {
      return out;
    }
    if (path.size() > 3 && !FREE.contains(path.get(2)) && FIXED.contains(path.getLast())) {
      return out;
    }
    for (Row row : ROWS) {
      if (covers(row.path, path)) {
        out.add(row.source);
      }
    }
    return out;
  }

  /// The path is the row's, lies below it (a `*` at the row's end), or holds it as a whole object.
  private static boolean covers(List<String> row, List<String> path) {
    int common = Math.min(row.size(), path.size());
    for (int i = 0; i < common; i++) {
      String wanted = row.get(i);
      String got = path.get(i);
      boolean same = wanted.equals(got) || wanted.equals("*") || got.equals("?") || got.equals("*");
      if (!same) {
        return false;
      }
    }
    return path.size() <= row.size() || row.getLast().equals("*");
  }

  static Optional<Charset> widest(List<Source> sources) {
    return sources.stream().map(Source::charset).max(Charset::compareTo);
  }
}
