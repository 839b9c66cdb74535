package dev.sallyport.scan.syntax.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Input that was made to hurt: nothing is thrown, no stack overflows, and spans stay in bounds.
class ShellRobustnessTest {

  static Stream<String> openers() {
    return HostileScripts.OPENERS.stream();
  }

  static Stream<Dialect> dialects() {
    return HostileScripts.DIALECTS.stream();
  }

  private static void check(Dialect dialect, String text) {
    Script script = HostileScripts.exercise(dialect, text);
    assertThat(script.troubles()).allMatch(t -> t.span().end() <= text.length());
    assertThat(Commands.of(script)).allMatch(c -> c.span().end() <= text.length());
  }

  @ParameterizedTest
  @MethodSource("openers")
  void repeatedOpeners(String opener) {
    for (Dialect dialect : HostileScripts.DIALECTS) {
      check(dialect, opener.repeat(1_000));
      check(dialect, (opener + "a\n").repeat(500));
    }
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void longAndDeep(Dialect dialect) {
    check(dialect, "a ".repeat(500_000));
    check(dialect, "a".repeat(1_000_000));
    check(dialect, "echo " + "$(".repeat(10_000) + "a" + ")".repeat(10_000));
    check(dialect, "(".repeat(10_000) + "a" + ")".repeat(10_000));
    check(dialect, "%x%".repeat(50_000) + "!x!".repeat(50_000));
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void carriageReturnsAndNulsAreCharactersLikeOthers(Dialect dialect) {
    Script script = Shells.parse(dialect, "a b\r\nc\0d e\r\n");
    assertThat(Render.of(script)).isEqualTo("a b; c\0d e");
    assertThat(script.troubles()).isEmpty();
  }
}
