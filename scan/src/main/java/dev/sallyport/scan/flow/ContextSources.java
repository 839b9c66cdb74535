package dev.sallyport.scan.flow;

import dev.sallyport.base.model.finding.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Which context values an outsider or a writer can choose, what they can hold, and under which
/// events (GitHub docs, "Webhook events and payloads", "Contexts reference").
final class ContextSources {

  /// What a value says about code that somebody proposes.
  enum Revision {
    NONE,
    /// A commit id: what it names cannot change.
    COMMIT,
    /// A branch, or a pull request's number: what it names can change at any time.
    MUTABLE,
    /// The repository that the code lies in.
    REPOSITORY,
    /// The change itself, or where it is to be had, as text for `git apply`.
    PATCH
  }

  /// @param events under which the value is there; empty means all that have such a payload
  /// @param cap nobody weaker than this sets it, whoever starts the run
  record Source(Charset charset, Set<String> events, Reach cap, Revision revision) {}

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
          "issue_comment", "pull_request_review_comment", "discussion_comment", "commit_comment");
  private static final Set<String> REVIEW = Set.of("pull_request_review");
  private static final Set<String> DISCUSSION = Set.of("discussion", "discussion_comment");
  private static final Set<String> RUN = Set.of("workflow_run");
  private static final Set<String> PUSH = Set.of("push");
  private static final Set<String> WIKI = Set.of("gollum");
  private static final Set<String> DISPATCH = Set.of("workflow_dispatch");

  /// Events of texts that can be edited: the payload has what they were before.
  private static final Set<String> EDITED =
      Set.of(
          "pull_request",
          "pull_request_target",
          "pull_request_review",
          "pull_request_review_comment",
          "issues",
          "issue_comment",
          "discussion",
          "discussion_comment");

  private static final Set<String> QUEUE = Set.of("merge_group");
  private static final Set<String> STATUS = Set.of("status");
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
    triager("github.event.pull_request.milestone.title", Charset.LINE, PULL);
    row("github.event.changes.title.from", Charset.LINE, EDITED);
    row("github.event.changes.body.from", Charset.TEXT, EDITED);
    row("github.event.issue.title", Charset.LINE, ISSUE);
    row("github.event.issue.body", Charset.TEXT, ISSUE);
    row("github.event.comment.body", Charset.TEXT, COMMENT);
    row("github.event.comment.path", Charset.NAME, COMMENT);
    row("github.event.comment.diff_hunk", Charset.TEXT, COMMENT);
    row("github.event.review.body", Charset.TEXT, REVIEW);
    row("github.event.discussion.title", Charset.LINE, DISCUSSION);
    row("github.event.discussion.body", Charset.TEXT, DISCUSSION);
    row("github.event.answer.body", Charset.TEXT, Set.of("discussion"));
    row("github.event.pages.*.page_name", Charset.LINE, WIKI);
    row("github.event.pages.*.title", Charset.LINE, WIKI);
    row("github.event.pages.*.summary", Charset.LINE, WIKI);
    row("github.event.forkee.description", Charset.LINE, Set.of("fork"));
    row("github.event.forkee.default_branch", Charset.REF, Set.of("fork"));
    row("github.event.workflow_run.head_branch", Charset.REF, RUN);
    row("github.event.workflow_run.display_title", Charset.LINE, RUN);
    commit("github.event.workflow_run.head_commit", RUN);
    commit("github.event.merge_group.head_commit", QUEUE);
    commit("github.event.commit.commit", STATUS);
    row("github.event.branches.*.name", Charset.REF, STATUS);
    commit("github.event.check_suite.head_commit", ANY);
    row("github.event.check_suite.pull_requests.*.head.ref", Charset.REF, ANY);
    row("github.event.check_run.check_suite.head_branch", Charset.REF, ANY);
    row("github.event.check_run.pull_requests.*.head.ref", Charset.REF, ANY);
    row("github.event.workflow_run.head_repository.description", Charset.LINE, RUN);
    row("github.event.workflow_run.pull_requests.*.head.ref", Charset.REF, RUN);
    row("github.event.workflow_run.referenced_workflows.*.path", Charset.NAME, RUN);
    for (String commit : List.of("commits.*", "head_commit")) {
      commit("github.event." + commit, PUSH);
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
    triager("github.event.label.name", Charset.LINE, ANY);
    triager("github.event.label.description", Charset.LINE, ANY);
    triager("github.event.milestone.title", Charset.LINE, ANY);
    triager("github.event.milestone.description", Charset.TEXT, ANY);
    triager("github.event.issue.milestone.title", Charset.LINE, ISSUE);
    triager("github.event.issue.milestone.description", Charset.TEXT, ISSUE);
    triager("github.event.pull_request.milestone.description", Charset.TEXT, PULL);
    triager("github.event.issue.labels.*.name", Charset.LINE, ISSUE);
    triager("github.event.issue.labels.*.description", Charset.LINE, ISSUE);
    triager("github.event.pull_request.labels.*.description", Charset.LINE, PULL);
    triager("github.event.pull_request.labels.*.name", Charset.LINE, PULL);
    row("github.event.deployment.ref", Charset.REF, ANY);
    row("github.event.deployment.description", Charset.LINE, ANY);
    row("github.event.deployment.payload.*", Charset.TEXT, ANY);
    row("github.event.check_suite.head_branch", Charset.REF, ANY);
    row("github.event.check_run.name", Charset.LINE, ANY);
    row("github.event.check_run.output.*", Charset.TEXT, ANY);
    row("github.event.ref", Charset.REF, Set.of("push", "create", "delete"));
    code("github.event.pull_request.head.sha", PULL, Revision.COMMIT);
    code("github.event.pull_request.merge_commit_sha", PULL, Revision.COMMIT);
    code("github.event.pull_request.number", PULL, Revision.MUTABLE);
    code("github.event.pull_request.head.repo.full_name", PULL, Revision.REPOSITORY);
    for (String url : List.of("clone_url", "ssh_url", "git_url", "html_url", "svn_url")) {
      code("github.event.pull_request.head.repo." + url, PULL, Revision.REPOSITORY);
      code("github.event.workflow_run.head_repository." + url, RUN, Revision.REPOSITORY);
    }
    code("github.event.pull_request.head.repo.owner.login", PULL, Revision.REPOSITORY);
    code("github.event.pull_request.head.user.login", PULL, Revision.REPOSITORY);
    code("github.event.workflow_run.head_repository.owner.login", RUN, Revision.REPOSITORY);
    for (String url : List.of("patch_url", "diff_url")) {
      code("github.event.pull_request." + url, PULL, Revision.PATCH);
      code("github.event.issue.pull_request." + url, Set.of("issue_comment"), Revision.PATCH);
    }
    // Addresses of the API: what they answer with is told where they are asked.
    code("github.event.pull_request.url", PULL, Revision.NONE);
    code("github.event.issue.url", ISSUE, Revision.NONE);
    code("github.event.issue.pull_request.url", Set.of("issue_comment"), Revision.NONE);
    code("github.event.comment.url", COMMENT, Revision.NONE);
    code("github.event.number", PULL, Revision.MUTABLE);
    code("github.event.issue.number", Set.of("issue_comment"), Revision.MUTABLE);
    code("github.event.workflow_run.head_sha", RUN, Revision.COMMIT);
    code("github.event.workflow_run.head_commit.id", RUN, Revision.COMMIT);
    code("github.event.workflow_run.id", RUN, Revision.NONE);
    code("github.event.workflow_run.head_repository.full_name", RUN, Revision.REPOSITORY);
    code("github.event.workflow_run.pull_requests.*.head.sha", RUN, Revision.COMMIT);
    code("github.event.workflow_run.pull_requests.*.number", RUN, Revision.MUTABLE);
    code("github.event.check_suite.head_sha", ANY, Revision.COMMIT);
    code("github.event.check_run.head_sha", ANY, Revision.COMMIT);
    row("github.ref_name", Charset.REF, Set.of("push", "create", "workflow_dispatch", "release"));
    row("github.ref", Charset.REF, Set.of("push", "create", "workflow_dispatch", "release"));
  }

  private ContextSources() {}

  private static void row(String path, Charset charset, Set<String> events) {
    Revision revision = charset == Charset.REF ? Revision.MUTABLE : Revision.NONE;
    row(path, charset, events, Reach.OUTSIDER, revision);
  }

  private static void commit(String path, Set<String> events) {
    row(path + ".message", Charset.TEXT, events);
    for (String who : List.of("author", "committer")) {
      row(path + "." + who + ".name", Charset.LINE, events);
      row(path + "." + who + ".email", Charset.NAME, events);
    }
  }

  /// Set by people with triage rights only.
  private static void triager(String path, Charset charset, Set<String> events) {
    row(path, charset, events, Reach.TRIAGER, Revision.NONE);
  }

  /// Fixed text that names somebody's code.
  private static void code(String path, Set<String> events, Revision revision) {
    row(path, Charset.FIXED, events, Reach.OUTSIDER, revision);
  }

  private static void row(
      String path, Charset charset, Set<String> events, Reach cap, Revision revision) {
    ROWS.add(new Row(List.of(path.split("\\.")), new Source(charset, events, cap, revision)));
  }

  /// All paths, for whoever checks that none is forgotten.
  static Set<String> paths() {
    Set<String> paths = new TreeSet<>();
    ROWS.forEach(row -> paths.add(String.join(".", row.path)));
    return paths;
  }

  /// What an attacker controls of a context path (lower-case segments, `*` for any element, `?` for
  /// an index not known). A whole object holds what its parts hold.
  static List<Source> of(List<String> path) {
    List<Source> out = new ArrayList<>();
    if (path.isEmpty() || !path.getFirst().equals("github")) {
      return out;
    }
    for (Row row : ROWS) {
      if (covers(row.path, path)) {
        out.add(row.source);
      }
    }
    return out;
  }

  /// What a path with a `*` on its way, as `github.event.*.head.sha`, says about code: it names one
  /// field, whatever else the `*` stands for.
  static Revision named(List<String> path) {
    return ROWS.stream()
        .filter(row -> row.path.size() == path.size() && row.path.getLast().equals(path.getLast()))
        .filter(row -> covers(row.path, path))
        .map(row -> row.source.revision())
        .filter(revision -> revision != Revision.NONE)
        .findFirst()
        .orElse(Revision.NONE);
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
}
