package dev.sallyport.control.identity.federation;

import dev.sallyport.control.identity.federation.Refusal.Code;
import java.io.IOException;
import java.net.URI;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Keys that the issuer publishes (OpenID Connect Discovery 1.0 section 4). Where they lie follows
/// from what an administrator wrote, never from a token. A token with an unknown key id causes one
/// look at most in a [#COOL_DOWN]; known keys are refreshed beside the requests; keys that could
/// not be confirmed for [#OLDEST] are no longer believed.
final class FetchedKeys implements SigningKeys {

  static final Duration COOL_DOWN = Duration.ofSeconds(30);
  static final Duration FRESH = Duration.ofMinutes(10);
  static final Duration OLDEST = Duration.ofHours(1);

  private static final String WELL_KNOWN = "/.well-known/openid-configuration";

  private record Known(KeySet keys, Instant since) {}

  private final URI issuer;
  private final KeyFetch fetch;
  private final Executor beside;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile @Nullable Known known;
  private volatile @Nullable Instant tried;
  private volatile String failure = "not fetched yet";

  /// @param issuer its exact URL
  /// @param beside runs refreshes that no request waits for
  FetchedKeys(URI issuer, KeyFetch fetch, Executor beside) {
    this.issuer = issuer;
    this.fetch = fetch;
    this.beside = beside;
  }

  @Override
  public PublicKey key(String id, Algorithm algorithm, Instant now) throws Refused {
    Known current = known;
    if (current == null || !current.keys().knows(id) || isOld(current, now, OLDEST)) {
      refresh(now);
    } else if (isOld(current, now, FRESH)) {
      beside.execute(() -> refresh(now));
    }
    current = known;
    if (current == null || isOld(current, now, OLDEST)) {
      throw new Refused(Code.KEYS_UNAVAILABLE, "keys of " + issuer, failure);
    }
    return current.keys().key(id, algorithm);
  }

  /// A clock that went back makes keys old rather than young for ever.
  private static boolean isOld(Known known, Instant now, Duration age) {
    return now.isAfter(known.since().plus(age)) || now.isBefore(known.since().minus(COOL_DOWN));
  }

  private boolean isTooSoon(Instant now) {
    Instant last = tried;
    return last != null && Duration.between(last, now).abs().compareTo(COOL_DOWN) < 0;
  }

  private void refresh(Instant now) {
    fetching.lock();
    try {
      if (!isTooSoon(now)) {
        tried = now;
        known = new Known(fetched(), now);
      }
    } catch (IOException | ValueReader.Malformed e) {
      failure = String.valueOf(e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      failure = "interrupted";
    } finally {
      fetching.unlock();
    }
  }

  private KeySet fetched() throws IOException, InterruptedException, ValueReader.Malformed {
    String base = issuer.toString();
    Value.Members about = ValueReader.read(fetch.get(URI.create(stripped(base) + WELL_KNOWN)));
    if (!(about.members().get("issuer") instanceof Value.Text(String named))
        || !named.equals(base)) {
      throw new IOException("the discovery document names another issuer");
    }
    KeySet keys = KeySet.parse(fetch.get(place(about)));
    if (keys.isEmpty()) {
      throw new IOException("no key that can be used");
    }
    return keys;
  }

  /// OpenID Connect Discovery 1.0 section 4: without a slash at the end.
  private static String stripped(String url) {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  /// Of the same host, so that a document can send us nowhere else.
  private URI place(Value.Members about) throws IOException {
    try {
      if (about.members().get("jwks_uri") instanceof Value.Text(String text)) {
        URI place = URI.create(text);
        if (issuer.getScheme().equals(place.getScheme())
            && issuer.getRawAuthority().equals(place.getRawAuthority())) {
          return place;
        }
      }
    } catch (IllegalArgumentException _) {
      // Said below.
    }
    throw new IOException("the keys do not lie at the issuer's own host");
  }
}
