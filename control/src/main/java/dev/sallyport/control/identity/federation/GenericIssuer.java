package dev.sallyport.control.identity.federation;

import dev.sallyport.base.model.identity.Run;
import dev.sallyport.base.model.identity.Trust;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An issuer that we know nothing about: an administrator says which claim is what, and of which
/// type. What is not said stays unknown.
///
/// @param repository the immutable id of what runs
/// @param run the id of the run
/// @param event what started it
/// @param members values of `event` that only members can cause; without any, no run is trusted
record GenericIssuer(
    Named repository,
    Named run,
    @Nullable Named owner,
    @Nullable Named commit,
    @Nullable Named ref,
    @Nullable Named environment,
    @Nullable Named event,
    Set<String> members)
    implements Adapter {

  GenericIssuer {
    members = Set.copyOf(members);
  }

  /// A claim by name.
  ///
  /// @param number whether it is a whole number rather than a text
  record Named(String claim, boolean number) {

    String of(Claims claims) throws Refused {
      return number ? Long.toString(claims.number(claim)) : claims.text(claim);
    }

    @Nullable String find(Claims claims) throws Refused {
      return claims.has(claim) ? of(claims) : null;
    }
  }

  @Override
  public Run run(Claims claims) throws Refused {
    String started = find(event, claims);
    String place = find(environment, claims);
    return new Run(
        claims.text("iss"),
        "generic",
        claims.text("sub"),
        new Run.Repository(repository.of(claims), find(owner, claims), null, null),
        new Run.Revision(find(commit, claims), find(ref, claims)),
        new Run.Trigger(
            started, started != null && members.contains(started) ? Trust.TRUSTED : Trust.UNKNOWN),
        Run.Definition.UNKNOWN,
        null,
        place == null ? null : new Run.Environment(place, null),
        new Run.Execution(run.of(claims), 1, null, "unknown", null));
  }

  private static @Nullable String find(@Nullable Named named, Claims claims) throws Refused {
    return named == null ? null : named.find(claims);
  }
}
