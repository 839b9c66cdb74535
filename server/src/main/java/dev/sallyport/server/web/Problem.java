package dev.sallyport.server.web;

import dev.sallyport.base.json.CanonicalJson;
import dev.sallyport.base.json.Json;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.web.servlet.function.ServerResponse;

/// What went wrong with a request (RFC 9457, `application/problem+json`).
///
/// @param status of HTTP
/// @param code stable, for programs; also the anchor of its explanation in `docs/serve.md`
/// @param stage where it was found: `request`, `log`, `server`
/// @param wanted what the server would have taken
/// @param got what it got; never a secret
/// @param remedy what the caller can do
public record Problem(
    // Six: the members that every refusal of this program has.
    int status, String code, String stage, String wanted, String got, String remedy) {

  public static final String TYPE = "application/problem+json";
  private static final String PAGE = "https://sallyport.dev/docs/serve#";

  public byte[] bytes() {
    return CanonicalJson.bytes(
        Json.Obj.of(
            new TreeMap<>(
                Map.of(
                    "type", new Json.Str(link()),
                    "title", new Json.Str(wanted),
                    "status", new Json.Int(status),
                    "code", new Json.Str(code),
                    "stage", new Json.Str(stage),
                    "wanted", new Json.Str(wanted),
                    "got", new Json.Str(got),
                    "remedy", new Json.Str(remedy),
                    "link", new Json.Str(link())))));
  }

  public String link() {
    return PAGE + code;
  }

  public ServerResponse response() {
    return Answers.whole(status, TYPE, Answers.NO_STORE, bytes());
  }
}
