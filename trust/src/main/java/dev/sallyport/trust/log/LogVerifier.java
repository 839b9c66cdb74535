package dev.sallyport.trust.log;

import java.util.Optional;

/// Reads a whole log and believes nothing of it: every entry is hashed, every tile of every level
/// is computed and compared, the root is the one that the policy's keys signed. Where the source
/// can list its files, partial, unreferenced and unknown ones are read and compared, too. Each
/// deviation names its file and place. Of two files that disagree, the one is named that the tiles
/// above and the signed root contradict.
///
/// Memory does not grow with the log. A failing source ends it with a
/// [java.io.UncheckedIOException]; the state that the listener got last is where to go on.
public final class LogVerifier {

  /// Hears how far a verification is, about every 65,536 entries.
  public interface Listener {

    /// @param entries verified up to here
    /// @param size of the checkpoint
    void progress(long entries, long size);

    /// Everything before this state is without a problem so far.
    default void state(VerifierState state) {}
  }

  private final LogSource source;
  private final WitnessPolicy policy;

  public LogVerifier(LogSource source, WitnessPolicy policy) {
    this.source = source;
    this.policy = policy;
  }

  /// @param from where an earlier run stood; files before it are not read again, but the log must
  ///     be the continuation of what that run saw
  public VerifyReport verify(Optional<VerifierState> from, Listener listener) {
    return new VerifierRun(source, policy, listener).run(from);
  }
}
