package dev.sallyport.control.identity.federation;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.Optional;

/// The signature algorithms of CI systems (RFC 7518 section 3.1). Which of them an issuer uses is
/// fixed beforehand and never chosen by a token.
public enum Algorithm {
  RS256,
  ES256;

  JWSAlgorithm jose() {
    return switch (this) {
      case RS256 -> JWSAlgorithm.RS256;
      case ES256 -> JWSAlgorithm.ES256;
    };
  }

  static Optional<Algorithm> of(String name) {
    return switch (name) {
      case "RS256" -> Optional.of(RS256);
      case "ES256" -> Optional.of(ES256);
      default -> Optional.empty();
    };
  }
}
