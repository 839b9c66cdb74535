package dev.sallyport.control.identity.federation;

import dev.sallyport.base.model.identity.Run;
import dev.sallyport.base.model.identity.Trust;
import dev.sallyport.control.identity.federation.Refusal.Code;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The tokens of GitHub Actions, github.com and enterprise servers alike (GitHub Docs, "OpenID
/// Connect reference"). All ids are texts there.
final class GitHubIssuer implements Adapter {

  /// Events that only who may write to the repository can cause.
  private static final Set<String> MEMBERS =
      Set.of(
          "create",
          "delete",
          "deployment",
          "merge_group",
          "push",
          "registry_package",
          "release",
          "repository_dispatch",
          "schedule",
          "workflow_dispatch");

  private static final List<String> REF_TYPES = List.of("branch", "tag");
  private static final List<String> RUNNERS = List.of("github-hosted", "self-hosted");

  @Override
  public Run run(Claims claims) throws Refused {
    return new Run(
        claims.text("iss"),
        "github",
        claims.text("sub"),
        new Run.Repository(
            claims.id("repository_id"),
            claims.id("repository_owner_id"),
            claims.findText("repository"),
            claims.findText("repository_visibility")),
        new Run.Revision(commit(claims, "sha"), ref(claims)),
        trigger(claims),
        definition(claims, "workflow"),
        claims.findText("job_workflow_ref") == null ? null : definition(claims, "job_workflow"),
        environment(claims),
        execution(claims));
  }

  private static @Nullable String commit(Claims claims, String name) throws Refused {
    return claims.findText(name, Claims::isCommit, "a commit");
  }

  /// `refs/pull/N/merge` is of type `branch`.
  private static @Nullable String ref(Claims claims) throws Refused {
    String ref = claims.findText("ref", text -> text.startsWith("refs/"), "a ref in full");
    String type = claims.findText("ref_type", REF_TYPES::contains, "branch or tag");
    if (ref != null && type != null && ref.startsWith("refs/tags/") != type.equals("tag")) {
      throw new Refused(Code.CLAIM_CONTRADICTION, "'ref_type' that fits 'ref'", type + " " + ref);
    }
    return ref;
  }

  private static Run.Trigger trigger(Claims claims) throws Refused {
    String event = claims.findText("event_name");
    return new Run.Trigger(
        event, event != null && MEMBERS.contains(event) ? Trust.TRUSTED : Trust.UNKNOWN);
  }

  private static Run.Definition definition(Claims claims, String prefix) throws Refused {
    return new Run.Definition(claims.findText(prefix + "_ref"), commit(claims, prefix + "_sha"));
  }

  private static Run.@Nullable Environment environment(Claims claims) throws Refused {
    String name = claims.findText("environment");
    return name == null ? null : new Run.Environment(name, null);
  }

  private static Run.Execution execution(Claims claims) throws Refused {
    String runner = claims.findText("runner_environment", RUNNERS::contains, "a kind of runner");
    String attempt = claims.findId("run_attempt");
    return new Run.Execution(
        claims.id("run_id"),
        attempt == null ? 1 : Long.parseLong(attempt),
        claims.findId("check_run_id"),
        runner == null ? "unknown" : runner.equals("github-hosted") ? "hosted" : runner,
        claims.findId("actor_id"));
  }
}
