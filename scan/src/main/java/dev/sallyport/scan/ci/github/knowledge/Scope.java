package dev.sallyport.scan.ci.github.knowledge;

/// A scope of the job's token, as `permissions:` spells it.
public enum Scope {
  ACTIONS,
  ARTIFACT_METADATA,
  ATTESTATIONS,
  CHECKS,
  CONTENTS,
  DEPLOYMENTS,
  DISCUSSIONS,
  ID_TOKEN,
  ISSUES,
  MODELS,
  PACKAGES,
  PAGES,
  PULL_REQUESTS,
  REPOSITORY_PROJECTS,
  SECURITY_EVENTS,
  STATUSES;

  /// What a scope allows; a later one includes the earlier.
  public enum Access {
    READ,
    WRITE
  }

  /// `pull-requests`.
  public String key() {
    return Sheet.spelled(this);
  }
}
