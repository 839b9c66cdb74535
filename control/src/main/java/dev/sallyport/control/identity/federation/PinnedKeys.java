package dev.sallyport.control.identity.federation;

import java.security.PublicKey;
import java.time.Instant;

/// Keys that an administrator wrote down, for issuers that cannot be reached.
record PinnedKeys(KeySet keys) implements SigningKeys {

  @Override
  public PublicKey key(String id, Algorithm algorithm, Instant now) throws Refused {
    return keys.key(id, algorithm);
  }
}
