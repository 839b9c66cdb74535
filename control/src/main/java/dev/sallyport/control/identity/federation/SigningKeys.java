package dev.sallyport.control.identity.federation;

import java.security.PublicKey;
import java.time.Instant;

/// Where the public keys of an issuer come from.
sealed interface SigningKeys permits PinnedKeys, FetchedKeys {

  /// @throws Refused when there is none of this id, or none can be had
  PublicKey key(String id, Algorithm algorithm, Instant now) throws Refused;
}
