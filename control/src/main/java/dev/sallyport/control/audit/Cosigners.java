package dev.sallyport.control.audit;

import dev.sallyport.trust.log.HashReader;
import dev.sallyport.trust.log.SignedNote;
import java.util.Optional;

/// Witnesses on other hosts, who sign a checkpoint of this log when it continues what they saw. How
/// they are reached is not known here. For one thread at a time.
public interface Cosigners {

  /// Nobody: what this log signs is published as it is.
  Cosigners NONE =
      new Cosigners() {
        @Override
        public SignedNote ask(SignedNote note, HashReader tree) {
          return note;
        }

        @Override
        public Optional<String> missing(SignedNote note) {
          return Optional.empty();
        }

        @Override
        public boolean isRequired() {
          return false;
        }
      };

  /// Asks all of them, and waits no longer than a limit of its own. Who does not answer or refuses
  /// is left out.
  ///
  /// @param note a checkpoint that this log signed
  /// @param tree of that checkpoint
  /// @return the note with the cosignatures that came, which were verified
  SignedNote ask(SignedNote note, HashReader tree);

  /// Which quorum the note does not meet; empty when it meets it.
  Optional<String> missing(SignedNote note);

  /// Whether a checkpoint without its quorum is kept back. If not, it is published at once, and
  /// again with the cosignatures when they come.
  boolean isRequired();
}
