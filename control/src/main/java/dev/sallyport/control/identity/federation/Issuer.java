package dev.sallyport.control.identity.federation;

import java.net.URI;
import java.time.Duration;

/// Who may sign tokens, as an administrator of a tenant wrote it down.
///
/// @param url compared with `iss` character by character
/// @param adapter what its claims mean
/// @param algorithm the one that it signs with
/// @param longest the longest life of its tokens, from `iat` to `exp`
/// @param leeway how far its clock may be off, at most [#MOST_LEEWAY]
/// @param keys where its keys come from
record Issuer(
    int tenant,
    String url,
    Adapter adapter,
    Algorithm algorithm,
    Duration longest,
    Duration leeway,
    SigningKeys keys) {

  static final Duration MOST_LEEWAY = Duration.ofSeconds(30);

  Issuer {
    URI uri = URI.create(url);
    if (!"https".equals(uri.getScheme())
        || uri.getHost() == null
        || uri.getRawUserInfo() != null
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("an issuer is an https URL without query and fragment");
    }
    if (leeway.isNegative() || leeway.compareTo(MOST_LEEWAY) > 0) {
      throw new IllegalArgumentException("a leeway is 0 to 30 seconds");
    }
    if (longest.isNegative() || longest.isZero()) {
      throw new IllegalArgumentException("the longest life of a token is more than nothing");
    }
  }
}
