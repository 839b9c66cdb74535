package dev.sallyport.control.identity.federation;

import dev.sallyport.base.model.identity.Run;

/// Reads the claims of one CI system.
sealed interface Adapter permits GitHubIssuer, GitLabIssuer, GenericIssuer {

  /// @param claims of a token whose signature, times and audience are right
  /// @throws Refused when a claim that a decision may rest on is missing, of another type, or
  ///     contradicts another
  Run run(Claims claims) throws Refused;
}
