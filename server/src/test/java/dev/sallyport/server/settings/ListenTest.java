package dev.sallyport.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ListenTest {

  @ParameterizedTest
  @CsvSource({"127.0.0.1:8443,127.0.0.1,8443", "[::1]:0,::1,0", "0.0.0.0:65535,0.0.0.0,65535"})
  void reads(String text, String host, int port) {
    assertThat(Listen.parse(text)).contains(new InetSocketAddress(host, port));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "8443",
        ":8443",
        "127.0.0.1",
        "127.0.0.1:",
        "127.0.0.1:65536",
        "127.0.0.1:-1",
        "127.0.0.1:+1",
        "::1:80",
        "127.0.0.1:١",
        "host.invalid:1",
        "[::1:80",
        "http://127.0.0.1:1"
      })
  void refuses(String text) {
    assertThat(Listen.parse(text)).isEmpty();
  }

  @Test
  void isShownAsInAUrl() {
    assertThat(Listen.shown(Listen.DEFAULT, 1)).isEqualTo("127.0.0.1:1");
    assertThat(Listen.shown(new InetSocketAddress(InetAddress.ofLiteral("::1"), 2), 2))
        .isEqualTo("[0:0:0:0:0:0:0:1]:2");
  }
}
