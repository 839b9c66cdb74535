package dev.sallyport.base.model.identity;

import org.jspecify.annotations.Nullable;

/// A run of a CI system, as a token that its issuer signed tells of it; the same for all systems.
/// Decisions rest on [#issuer] and immutable ids. Names can be given up and taken by somebody else,
/// so they are for people to read.
///
/// @param issuer the exact URL
/// @param system which adapter read the token, such as `github`
/// @param subject the `sub` claim, whose form the CI's user may have chosen
public record Run(
    String issuer,
    String system,
    String subject,
    Repository repository,
    Revision revision,
    Trigger trigger,
    Definition definition,
    @Nullable Definition callee,
    @Nullable Environment environment,
    Execution execution) {

  /// @param id immutable at its issuer, and never given to another repository
  /// @param owner the immutable id of who owns it
  /// @param visibility such as `public`
  public record Repository(
      String id, @Nullable String owner, @Nullable String name, @Nullable String visibility) {}

  /// @param commit in hexadecimal
  /// @param ref in full, such as `refs/heads/main`
  public record Revision(@Nullable String commit, @Nullable String ref) {}

  /// @param event what started it, in the words of its system
  public record Trigger(@Nullable String event, Trust trust) {}

  /// The file that says what runs.
  ///
  /// @param file with the repository and ref that it was taken from, in the form of its system
  /// @param commit of that file
  public record Definition(@Nullable String file, @Nullable String commit) {
    public static final Definition UNKNOWN = new Definition(null, null);
  }

  /// The environment that the job names, where the system has such.
  ///
  /// @param guarded whether the system says that it restricts who may deploy there; null when it
  ///     says nothing
  public record Environment(String name, @Nullable Boolean guarded) {}

  /// @param id of the run
  /// @param attempt counts from 1
  /// @param job its id, where the token has one
  /// @param runner its kind: `hosted`, `self-hosted` or `unknown`
  /// @param actor immutable id of who started it
  public record Execution(
      String id, long attempt, @Nullable String job, String runner, @Nullable String actor) {}
}
