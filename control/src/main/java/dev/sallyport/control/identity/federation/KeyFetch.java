package dev.sallyport.control.identity.federation;

import java.io.IOException;
import java.net.URI;

/// Reads a document of an issuer, bounded in bytes and time.
@FunctionalInterface
interface KeyFetch {

  /// @return the body of the one answer; a redirect is none
  byte[] get(URI from) throws IOException, InterruptedException;
}
