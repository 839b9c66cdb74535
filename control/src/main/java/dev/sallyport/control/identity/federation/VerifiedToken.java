package dev.sallyport.control.identity.federation;

import dev.sallyport.base.model.identity.Run;
import dev.sallyport.base.model.source.Digest;
import java.time.Instant;

/// A token that is right, not yet spent.
///
/// @param replayId unique among the tokens of [Run#issuer]: the `jti`, else the digest
/// @param until when it could last be right, so how long it must be remembered as spent
/// @param digest of what is signed of the token
public record VerifiedToken(Run run, String replayId, Instant until, Digest digest) {}
