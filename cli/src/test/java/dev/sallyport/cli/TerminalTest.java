package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TerminalTest {

  @ParameterizedTest
  @CsvSource({
    "auto,   true,  '', xterm, true",
    "auto,   true,  1,  xterm, false",
    "auto,   true,  '', dumb,  false",
    "auto,   false, '', xterm, false",
    "always, false, 1,  dumb,  true",
    "never,  true,  '', xterm, false",
  })
  void anOptionWinsOverTheEnvironment(
      String when, boolean interactive, String noColor, String term, boolean colour) {
    Terminal terminal = Terminal.of(when, interactive, Map.of("NO_COLOR", noColor, "TERM", term));
    assertThat(terminal.style().colour()).isEqualTo(colour);
  }

  @ParameterizedTest
  @CsvSource({
    "132, true,  132",
    "132, false, 132",
    "'',  true,  80",
    "'',  false, 100",
    "0,   true,  80",
    "-5,  false, 100",
    "x,   true,  80",
    "99999999999, true, 80",
  })
  void widthIsWhatTheTerminalTells(String columns, boolean interactive, int width) {
    Terminal terminal = Terminal.of("auto", interactive, Map.of("COLUMNS", columns));
    assertThat(terminal.width()).isEqualTo(width);
  }

  @Test
  void withoutAnyVariable() {
    assertThat(Terminal.of("auto", true, Map.of()).style().colour()).isTrue();
    assertThat(Terminal.of("auto", true, Map.of()).width()).isEqualTo(80);
  }

  @Test
  void otherWordsAreRefused() {
    assertThatThrownBy(() -> Terminal.of("alway", true, Map.of()))
        .isInstanceOf(UsageException.class)
        .hasMessage("--color: expected auto, always or never, got 'alway'; did you mean 'always'?");
  }
}
