package dev.sallyport.cli.online;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/// A token for the code host. It leaves this class as the value of one header and in no other way.
public final class Token {
  /// The environment variable that a user puts it in. Those that other programs use are left alone:
  /// a scan sends a credential only when told to.
  public static final String VARIABLE = "SALLYPORT_GITHUB_TOKEN";

  private final String secret;

  private Token(String secret) {
    this.secret = secret;
  }

  /// Empty when there is none, or when it holds what no token and no header may hold.
  public static Optional<Token> from(Map<String, String> environment) {
    String value = environment.getOrDefault(VARIABLE, "").strip();
    boolean printable = value.chars().allMatch(c -> c > ' ' && c < 127);
    return value.isEmpty() || !printable ? Optional.empty() : Optional.of(new Token(value));
  }

  /// As GitHub takes a token over git's HTTP protocol: as the password of any user name.
  String header() {
    String basic = "x-access-token:" + secret;
    return "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "Token";
  }
}
