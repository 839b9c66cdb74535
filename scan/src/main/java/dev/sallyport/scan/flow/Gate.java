package dev.sallyport.scan.flow;

import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.source.Location;

/// A check that stands between an attacker and a job or step, and for whom it holds.
///
/// @param leaves the weakest person who still gets through
/// @param text as written, or a short description
public record Gate(Kind kind, Reach leaves, Location location, String text) {

  public enum Kind {
    /// `github.event_name == …`, `github.event.action == …`.
    EVENT,
    /// The head lies in this very repository.
    SAME_REPOSITORY,
    /// A named person or bot acts.
    ACTOR,
    /// `author_association` of the person who acts.
    ASSOCIATION,
    /// A label that only people with triage rights can set.
    LABEL,
    /// The pull request was merged, so somebody with write access took it.
    MERGED,
    /// An earlier step or job asks for the actor's permission and fails otherwise.
    PERMISSION,
    /// The job names an environment, which may ask for approval.
    ENVIRONMENT,
    /// A branch or tag that only people with write access can push.
    REF
  }

  /// Whether it is a label that stays while others than those who set labels start the run again.
  /// That it had to be set once is worth no more than an approval that somebody may ask for.
  public boolean stays() {
    return kind == Kind.LABEL && leaves == Reach.OUTSIDER;
  }

  /// Whether the check says something about the code and not only about who started the run: then
  /// code that changes after the check is not covered.
  public boolean aboutPerson() {
    return kind == Kind.ACTOR
        || kind == Kind.ASSOCIATION
        || kind == Kind.LABEL
        || kind == Kind.PERMISSION
        || kind == Kind.ENVIRONMENT;
  }
}
