package dev.sallyport.scan.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.scan.flow.ContextSources.Revision;
import dev.sallyport.scan.flow.ContextSources.Source;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every value of a payload that somebody else chooses: what it can hold, who chooses it at least,
/// what it says about code, and under which events it is there.
class ContextSourcesTest {
  private static final Set<String> PULL =
      Set.of(
          "pull_request",
          "pull_request_target",
          "pull_request_review",
          "pull_request_review_comment");

  private static final String SOURCES =
      """
      github.event.answer.body                              | TEXT | OUTSIDER | NONE | discussion
      github.event.branches.*.name                          | REF  | OUTSIDER | MUTABLE | status
      github.event.changes.body.from                        | TEXT | OUTSIDER | NONE | any text
      github.event.changes.title.from                       | LINE | OUTSIDER | NONE | any text
      github.event.check_run.check_suite.head_branch        | REF  | OUTSIDER | MUTABLE | any
      github.event.check_run.head_sha                       | FIXED | OUTSIDER | COMMIT | any
      github.event.check_run.name                           | LINE | OUTSIDER | NONE | any
      github.event.check_run.output.*                       | TEXT | OUTSIDER | NONE | any
      github.event.check_run.pull_requests.*.head.ref       | REF  | OUTSIDER | MUTABLE | any
      github.event.check_suite.head_branch                  | REF  | OUTSIDER | MUTABLE | any
      github.event.check_suite.head_commit.author.email     | NAME | OUTSIDER | NONE | any
      github.event.check_suite.head_commit.author.name      | LINE | OUTSIDER | NONE | any
      github.event.check_suite.head_commit.committer.email  | NAME | OUTSIDER | NONE | any
      github.event.check_suite.head_commit.committer.name   | LINE | OUTSIDER | NONE | any
      github.event.check_suite.head_commit.message          | TEXT | OUTSIDER | NONE | any
      github.event.check_suite.head_sha                     | FIXED | OUTSIDER | COMMIT | any
      github.event.check_suite.pull_requests.*.head.ref     | REF  | OUTSIDER | MUTABLE | any
      github.event.client_payload.*                         | TEXT | OUTSIDER | NONE | repository_dispatch
      github.event.comment.body                             | TEXT | OUTSIDER | NONE | commit_comment,discussion_comment,issue_comment,pull_request_review_comment
      github.event.comment.diff_hunk                        | TEXT | OUTSIDER | NONE | commit_comment,discussion_comment,issue_comment,pull_request_review_comment
      github.event.comment.path                             | NAME | OUTSIDER | NONE | commit_comment,discussion_comment,issue_comment,pull_request_review_comment
      github.event.comment.url                              | FIXED | OUTSIDER | NONE | commit_comment,discussion_comment,issue_comment,pull_request_review_comment
      github.event.commit.commit.author.email               | NAME | OUTSIDER | NONE | status
      github.event.commit.commit.author.name                | LINE | OUTSIDER | NONE | status
      github.event.commit.commit.committer.email            | NAME | OUTSIDER | NONE | status
      github.event.commit.commit.committer.name             | LINE | OUTSIDER | NONE | status
      github.event.commit.commit.message                    | TEXT | OUTSIDER | NONE | status
      github.event.commits.*.added.*                        | NAME | OUTSIDER | NONE | push
      github.event.commits.*.author.email                   | NAME | OUTSIDER | NONE | push
      github.event.commits.*.author.name                    | LINE | OUTSIDER | NONE | push
      github.event.commits.*.committer.email                | NAME | OUTSIDER | NONE | push
      github.event.commits.*.committer.name                 | LINE | OUTSIDER | NONE | push
      github.event.commits.*.message                        | TEXT | OUTSIDER | NONE | push
      github.event.commits.*.modified.*                     | NAME | OUTSIDER | NONE | push
      github.event.commits.*.removed.*                      | NAME | OUTSIDER | NONE | push
      github.event.deployment.description                   | LINE | OUTSIDER | NONE | any
      github.event.deployment.payload.*                     | TEXT | OUTSIDER | NONE | any
      github.event.deployment.ref                           | REF  | OUTSIDER | MUTABLE | any
      github.event.discussion.body                          | TEXT | OUTSIDER | NONE | discussion,discussion_comment
      github.event.discussion.title                         | LINE | OUTSIDER | NONE | discussion,discussion_comment
      github.event.forkee.default_branch                    | REF  | OUTSIDER | MUTABLE | fork
      github.event.forkee.description                       | LINE | OUTSIDER | NONE | fork
      github.event.head_commit.added.*                      | NAME | OUTSIDER | NONE | push
      github.event.head_commit.author.email                 | NAME | OUTSIDER | NONE | push
      github.event.head_commit.author.name                  | LINE | OUTSIDER | NONE | push
      github.event.head_commit.committer.email              | NAME | OUTSIDER | NONE | push
      github.event.head_commit.committer.name               | LINE | OUTSIDER | NONE | push
      github.event.head_commit.message                      | TEXT | OUTSIDER | NONE | push
      github.event.head_commit.modified.*                   | NAME | OUTSIDER | NONE | push
      github.event.head_commit.removed.*                    | NAME | OUTSIDER | NONE | push
      github.event.inputs.*                                 | TEXT | OUTSIDER | NONE | workflow_dispatch
      github.event.issue.body                               | TEXT | OUTSIDER | NONE | issue_comment,issues
      github.event.issue.labels.*.description               | LINE | TRIAGER | NONE | issue_comment,issues
      github.event.issue.labels.*.name                      | LINE | TRIAGER | NONE | issue_comment,issues
      github.event.issue.milestone.description              | TEXT | TRIAGER | NONE | issue_comment,issues
      github.event.issue.milestone.title                    | LINE | TRIAGER | NONE | issue_comment,issues
      github.event.issue.number                             | FIXED | OUTSIDER | MUTABLE | issue_comment
      github.event.issue.pull_request.diff_url              | FIXED | OUTSIDER | PATCH | issue_comment
      github.event.issue.pull_request.patch_url             | FIXED | OUTSIDER | PATCH | issue_comment
      github.event.issue.pull_request.url                   | FIXED | OUTSIDER | NONE | issue_comment
      github.event.issue.title                              | LINE | OUTSIDER | NONE | issue_comment,issues
      github.event.issue.url                                | FIXED | OUTSIDER | NONE | issue_comment,issues
      github.event.label.description                        | LINE | TRIAGER | NONE | any
      github.event.label.name                               | LINE | TRIAGER | NONE | any
      github.event.merge_group.head_commit.author.email     | NAME | OUTSIDER | NONE | merge_group
      github.event.merge_group.head_commit.author.name      | LINE | OUTSIDER | NONE | merge_group
      github.event.merge_group.head_commit.committer.email  | NAME | OUTSIDER | NONE | merge_group
      github.event.merge_group.head_commit.committer.name   | LINE | OUTSIDER | NONE | merge_group
      github.event.merge_group.head_commit.message          | TEXT | OUTSIDER | NONE | merge_group
      github.event.milestone.description                    | TEXT | TRIAGER | NONE | any
      github.event.milestone.title                          | LINE | TRIAGER | NONE | any
      github.event.number                                   | FIXED | OUTSIDER | MUTABLE | a pull request
      github.event.pages.*.page_name                        | LINE | OUTSIDER | NONE | gollum
      github.event.pages.*.summary                          | LINE | OUTSIDER | NONE | gollum
      github.event.pages.*.title                            | LINE | OUTSIDER | NONE | gollum
      github.event.pull_request.body                        | TEXT | OUTSIDER | NONE | a pull request
      github.event.pull_request.diff_url                    | FIXED | OUTSIDER | PATCH | a pull request
      github.event.pull_request.head.label                  | REF  | OUTSIDER | MUTABLE | a pull request
      github.event.pull_request.head.ref                    | REF  | OUTSIDER | MUTABLE | a pull request
      github.event.pull_request.head.repo.clone_url         | FIXED | OUTSIDER | REPOSITORY | a pull request
      github.event.pull_request.head.repo.default_branch    | REF  | OUTSIDER | MUTABLE | a pull request
      github.event.pull_request.head.repo.description       | LINE | OUTSIDER | NONE | a pull request
      github.event.pull_request.head.repo.full_name         | FIXED | OUTSIDER | REPOSITORY | a pull request
      github.event.pull_request.head.repo.git_url           | FIXED | OUTSIDER | REPOSITORY | a pull request
      github.event.pull_request.head.repo.homepage          | LINE | OUTSIDER | NONE | a pull request
      github.event.pull_request.head.repo.html_url          | FIXED | OUTSIDER | REPOSITORY | a pull request
      github.event.pull_request.head.repo.owner.login       | FIXED | OUTSIDER | REPOSITORY | a pull request
      github.event.pull_request.head.repo.ssh_url           | FIXED | OUTSIDER | REPOSITORY | a pull request
      github.event.pull_request.head.repo.svn_url           | FIXED | OUTSIDER | REPOSITORY | a pull request
      github.event.pull_request.head.sha                    | FIXED | OUTSIDER | COMMIT | a pull request
      github.event.pull_request.head.user.login             | FIXED | OUTSIDER | REPOSITORY | a pull request
      github.event.pull_request.labels.*.description        | LINE | TRIAGER | NONE | a pull request
      github.event.pull_request.labels.*.name               | LINE | TRIAGER | NONE | a pull request
      github.event.pull_request.merge_commit_sha            | FIXED | OUTSIDER | COMMIT | a pull request
      github.event.pull_request.milestone.description       | TEXT | TRIAGER | NONE | a pull request
      github.event.pull_request.milestone.title             | LINE | TRIAGER | NONE | a pull request
      github.event.pull_request.number                      | FIXED | OUTSIDER | MUTABLE | a pull request
      github.event.pull_request.patch_url                   | FIXED | OUTSIDER | PATCH | a pull request
      github.event.pull_request.title                       | LINE | OUTSIDER | NONE | a pull request
      github.event.pull_request.url                         | FIXED | OUTSIDER | NONE | a pull request
      github.event.ref                                      | REF  | OUTSIDER | MUTABLE | create,delete,push
      github.event.release.body                             | TEXT | OUTSIDER | NONE | release
      github.event.release.name                             | LINE | OUTSIDER | NONE | release
      github.event.release.tag_name                         | REF  | OUTSIDER | MUTABLE | release
      github.event.release.target_commitish                 | REF  | OUTSIDER | MUTABLE | release
      github.event.review.body                              | TEXT | OUTSIDER | NONE | pull_request_review
      github.event.workflow_run.display_title               | LINE | OUTSIDER | NONE | workflow_run
      github.event.workflow_run.head_branch                 | REF  | OUTSIDER | MUTABLE | workflow_run
      github.event.workflow_run.head_commit.author.email    | NAME | OUTSIDER | NONE | workflow_run
      github.event.workflow_run.head_commit.author.name     | LINE | OUTSIDER | NONE | workflow_run
      github.event.workflow_run.head_commit.committer.email | NAME | OUTSIDER | NONE | workflow_run
      github.event.workflow_run.head_commit.committer.name  | LINE | OUTSIDER | NONE | workflow_run
      github.event.workflow_run.head_commit.id              | FIXED | OUTSIDER | COMMIT | workflow_run
      github.event.workflow_run.head_commit.message         | TEXT | OUTSIDER | NONE | workflow_run
      github.event.workflow_run.head_repository.clone_url   | FIXED | OUTSIDER | REPOSITORY | workflow_run
      github.event.workflow_run.head_repository.description | LINE | OUTSIDER | NONE | workflow_run
      github.event.workflow_run.head_repository.full_name   | FIXED | OUTSIDER | REPOSITORY | workflow_run
      github.event.workflow_run.head_repository.git_url     | FIXED | OUTSIDER | REPOSITORY | workflow_run
      github.event.workflow_run.head_repository.html_url    | FIXED | OUTSIDER | REPOSITORY | workflow_run
      github.event.workflow_run.head_repository.owner.login | FIXED | OUTSIDER | REPOSITORY | workflow_run
      github.event.workflow_run.head_repository.ssh_url     | FIXED | OUTSIDER | REPOSITORY | workflow_run
      github.event.workflow_run.head_repository.svn_url     | FIXED | OUTSIDER | REPOSITORY | workflow_run
      github.event.workflow_run.head_sha                    | FIXED | OUTSIDER | COMMIT | workflow_run
      github.event.workflow_run.id                          | FIXED | OUTSIDER | NONE | workflow_run
      github.event.workflow_run.pull_requests.*.head.ref    | REF  | OUTSIDER | MUTABLE | workflow_run
      github.event.workflow_run.pull_requests.*.head.sha    | FIXED | OUTSIDER | COMMIT | workflow_run
      github.event.workflow_run.pull_requests.*.number      | FIXED | OUTSIDER | MUTABLE | workflow_run
      github.event.workflow_run.referenced_workflows.*.path | NAME | OUTSIDER | NONE | workflow_run
      github.head_ref                                       | REF  | OUTSIDER | MUTABLE | a pull request
      github.ref                                            | REF  | OUTSIDER | MUTABLE | create,push,release,workflow_dispatch
      github.ref_name                                       | REF  | OUTSIDER | MUTABLE | create,push,release,workflow_dispatch
      """;

  private static List<Source> of(String path) {
    return ContextSources.of(List.of(path.split("\\.")));
  }

  private static Set<String> events(String column) {
    Set<String> texts = new TreeSet<>(PULL);
    texts.addAll(List.of("issues", "issue_comment", "discussion", "discussion_comment"));
    return switch (column) {
      case "any" -> Set.of();
      case "a pull request" -> PULL;
      case "any text" -> texts;
      default -> Set.of(column.split(","));
    };
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = SOURCES)
  void source(String path, Charset charset, Reach cap, Revision revision, String events) {
    assertThat(of(path)).containsExactly(new Source(charset, events(events), cap, revision));
  }

  @Test
  void allAreListed() {
    Set<String> listed =
        SOURCES
            .lines()
            .map(line -> line.substring(0, line.indexOf('|')).strip())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(ContextSources.paths()).isEqualTo(listed);
  }

  /// What the repository, its owner or GitHub itself chooses.
  @ParameterizedTest
  @CsvSource({
    "github.actor",
    "github.repository",
    "github.sha",
    "github.event.action",
    "github.event.sender.login",
    "github.event.pull_request.base.ref",
    "github.event.pull_request.base.sha",
    "github.event.pull_request.user.login",
    "github.event.issue.user.login",
    "github.event.comment.id",
    "github.event.repository.description",
    "github.event.merge_group.head_ref",
    "github.event.workflow_run.conclusion",
    "github.event.workflow_run.name",
    "github.event.release.author.login",
  })
  void ofNobodyElse(String path) {
    assertThat(of(path)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "github.event.*.head.sha, COMMIT",
    "github.event.?.head.sha, COMMIT",
    "github.event.*.number, MUTABLE",
    "github.event.*.base.sha, NONE",
    "github.event.pull_request.head.*, NONE",
    "github.event, NONE",
  })
  void oneFieldOfManyObjects(String path, Revision revision) {
    assertThat(ContextSources.named(List.of(path.split("\\.")))).isEqualTo(revision);
  }
}
