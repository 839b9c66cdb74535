package dev.sallyport.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.springframework.web.servlet.function.ServerResponse;

/// Answers that are bytes already. Spring's converters would choose a form by what the caller asks
/// for; here each address has one.
public final class Answers {

  public static final String PLAIN = "text/plain; charset=utf-8";

  /// Asked for again each time, and kept nowhere.
  public static final String NO_STORE = "no-store";

  private Answers() {}

  /// @param cache the value of `Cache-Control`
  public static ServerResponse whole(int status, String type, String cache, byte[] body) {
    return ServerResponse.status(status)
        .header("Content-Type", type)
        .header("Cache-Control", cache)
        .header("Content-Length", Integer.toString(body.length))
        .build(
            (_, response) -> {
              response.getOutputStream().write(body);
              return null;
            });
  }

  public static ServerResponse plain(int status, String text) {
    return whole(status, PLAIN, NO_STORE, text.getBytes(UTF_8));
  }
}
