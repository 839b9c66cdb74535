package dev.sallyport.server.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

final class ServerLogTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T01:02:03Z"), ZoneOffset.UTC);

  private final StringWriter said = new StringWriter();

  private ServerLog log(ServerLog.Form form) {
    return new ServerLog(new PrintWriter(said), form, CLOCK);
  }

  @Test
  void oneObjectForEachLine() {
    log(ServerLog.Form.JSON).warning("a \"b\"\n\ud800", Map.of("sink", "s\u0000"));
    assertThat(said)
        .hasToString(
            "{\"level\":\"warning\",\"message\":\"a \\\"b\\\"\\n\ufffd\",\"sink\":\"s\\u0000\","
                + "\"time\":\"2026-11-24T01:02:03Z\"}\n");
  }

  @Test
  void nothingFromOutsideMovesTheTerminal() {
    log(ServerLog.Form.PLAIN).error("a\nb", Map.of("x", "\u001b[2J"));
    assertThat(said).hasToString("sallyport: error: a b  x= [2J\n");
  }

  @Test
  void longTextsAreCut() {
    log(ServerLog.Form.JSON).info("x".repeat(5000));
    assertThat(said.toString()).hasSizeLessThan(4200).contains("xx…\"");
  }

  @Test
  void librariesWarnWithoutTheMessagesOfWhatTheyThrow() {
    Libraries.warnTo(log(ServerLog.Form.JSON));
    Logger library = Logger.getLogger("org.example.library");
    library.info("chatter");
    library.log(Level.WARNING, "no luck", new IllegalStateException("password=x"));
    Libraries.silence();
    assertThat(said.toString())
        .contains("\"message\":\"no luck\"", "\"logger\":\"org.example.library\"")
        .contains("java.lang.IllegalStateException")
        .doesNotContain("chatter", "password");
  }
}
