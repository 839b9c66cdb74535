package dev.sallyport.base.model.event;

import dev.sallyport.base.model.source.Digest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What every entry says, whatever its verb.
///
/// @param when by the clock of the server; the order of entries is their index, not this
public record Facts(Actor who, Instant when, From from, Target on, Correlation correlation) {

  /// The field of an address in commitments.
  public static final String ADDRESS = "from.address";

  public Facts(Actor who, Instant when) {
    this(who, when, From.UNKNOWN, Target.NONE, Correlation.NONE);
  }

  /// Where it came from.
  ///
  /// @param address of the network, or the name of a host
  public record From(@Nullable Personal address, @Nullable Run run) {
    public static final From UNKNOWN = new From(null, null);
  }

  /// A run of a CI system.
  ///
  /// @param attempt counts from 1
  /// @param runner its kind, such as `hosted` or `self-hosted`
  public record Run(String id, long attempt, String runner) {}

  /// On which thing.
  ///
  /// @param repository its immutable id
  public record Target(
      @Nullable String environment,
      @Nullable Digest artifact,
      @Nullable String repository,
      @Nullable String commit,
      @Nullable Digest policy) {
    public static final Target NONE = new Target(null, null, null, null, null);

    /// An artifact in an environment.
    public static Target of(String environment, Digest artifact) {
      return new Target(environment, artifact, null, null, null);
    }
  }

  /// What it belongs together with.
  public record Correlation(@Nullable String request, @Nullable String trace) {
    public static final Correlation NONE = new Correlation(null, null);
  }
}
