package dev.sallyport.control.identity.federation;

import dev.sallyport.base.model.identity.Run;
import dev.sallyport.base.model.identity.Trust;
import dev.sallyport.control.identity.federation.Refusal.Code;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The ID tokens of GitLab CI/CD (GitLab Docs, "OpenID Connect (OIDC) authentication using ID
/// tokens"). Ids and truths are texts there, `runner_id` is a number. Only the file at the top is
/// named, not what it includes.
final class GitLabIssuer implements Adapter {

  /// Sources that only members can cause.
  private static final Set<String> MEMBERS =
      Set.of(
          "api",
          "chat",
          "ondemand_dast_scan",
          "ondemand_dast_validation",
          "parent_pipeline",
          "pipeline",
          "push",
          "schedule",
          "security_orchestration_policy",
          "trigger",
          "web",
          "webide");

  private static final List<String> REF_TYPES = List.of("branch", "tag");
  private static final List<String> RUNNERS = List.of("gitlab-hosted", "self-hosted");

  @Override
  public Run run(Claims claims) throws Refused {
    return new Run(
        claims.text("iss"),
        "gitlab",
        claims.text("sub"),
        new Run.Repository(
            claims.id("project_id"),
            claims.id("namespace_id"),
            claims.findText("project_path"),
            claims.findText("project_visibility")),
        new Run.Revision(commit(claims, "sha"), ref(claims)),
        trigger(claims),
        new Run.Definition(claims.findText("ci_config_ref_uri"), commit(claims, "ci_config_sha")),
        null,
        environment(claims),
        execution(claims));
  }

  private static @Nullable String commit(Claims claims, String name) throws Refused {
    return claims.findText(name, Claims::isCommit, "a commit");
  }

  /// `ref` is short: a branch may be named `refs/tags/v1`, so its type decides and not its text.
  private static @Nullable String ref(Claims claims) throws Refused {
    String name = claims.findText("ref");
    String type = claims.findText("ref_type", REF_TYPES::contains, "branch or tag");
    if (name == null || type == null) {
      return null;
    }
    String ref = (type.equals("tag") ? "refs/tags/" : "refs/heads/") + name;
    String path = claims.findText("ref_path");
    if (path != null && !path.equals(ref) && !path.startsWith("refs/merge-requests/")) {
      throw new Refused(Code.CLAIM_CONTRADICTION, "'ref_path' as " + ref, path);
    }
    return path == null ? ref : path;
  }

  private static Run.Trigger trigger(Claims claims) throws Refused {
    String source = claims.findText("pipeline_source");
    String job = claims.findId("job_project_id");
    if (job != null && !job.equals(claims.id("project_id"))) {
      return new Run.Trigger(source, Trust.FORK);
    }
    return new Run.Trigger(
        source, source != null && MEMBERS.contains(source) ? Trust.TRUSTED : Trust.UNKNOWN);
  }

  private static Run.@Nullable Environment environment(Claims claims) throws Refused {
    String name = claims.findText("environment");
    return name == null
        ? null
        : new Run.Environment(name, claims.findTruthText("environment_protected"));
  }

  private static Run.Execution execution(Claims claims) throws Refused {
    String runner = claims.findText("runner_environment", RUNNERS::contains, "a kind of runner");
    return new Run.Execution(
        claims.id("pipeline_id"),
        1,
        claims.id("job_id"),
        runner == null ? "unknown" : runner.equals("gitlab-hosted") ? "hosted" : runner,
        claims.findId("user_id"));
  }
}
