package dev.sallyport.scan.syntax.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Input that was made to hurt. The time limits are some hundred times what is needed, so that only
/// a quadratic or worse parser fails them.
class ShellRobustnessTest {
  private static final Marks<String> MARKS = Marks.of(_ -> Optional.of("x"));

  private static void check(Dialect dialect, String text) {
    Assertions.assertTimeout(
        Duration.ofSeconds(20),
        () -> {
          Script script = Shells.parse(dialect, text);
          List<SimpleCommandView> commands = Commands.of(script);
          EnvFileWrites.of(commands);
          ShellFlow.analyze(script, commands, MARKS);
          assertThat(script.troubles()).allMatch(t -> t.span().end() <= text.length());
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$(", "`", "(", "((", "$((", "{ ", "\"$(", "'", "\"", "${", "${a:-", "${{", "<(", "[[ ", "if ",
        "case x in a) ", "while a; do ", "a=(", "<<E\n", "<<E <<F\n", "f() ", "function f ", "! ",
        "a | ", "a && ", ";;", "eval ", "eval '", "bash -c \"", "\\", "\\\n", "$'", "@(", "a[", "$((1+",
        "x=$(a ", "\"${a:-\"", "@\"\n", "@'\n", "<#", "if (", "@{", "@(", "[", "[a]::", "-not (", "$x.",
        "%{", "%a:", "!a:", "^", "for /f %%i in ('", "if a==", "sudo ", "env a=b ", "& ", "#", "\r",
        "\0", "\uE000", "echo $a$a | ", "echo \"a<<$x\" >> $GITHUB_ENV\n", "printf %s a ",
        "X=$X ", "X=$X\n", "while a; do X=$X; ", "f() { g; g; }\n", "echo \\\\n"
      })
  void repeatedOpeners(String opener) {
    for (Dialect dialect : Dialect.values()) {
      check(dialect, opener.repeat(20_000));
      check(dialect, (opener + "a\n").repeat(5_000));
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void longAndDeep(Dialect dialect) {
    check(dialect, "a ".repeat(500_000));
    check(dialect, "a".repeat(1_000_000));
    check(dialect, "echo " + "$(".repeat(10_000) + "a" + ")".repeat(10_000));
    check(dialect, "(".repeat(10_000) + "a" + ")".repeat(10_000));
    check(dialect, "\"$x\"".repeat(100_000));
    check(dialect, "%x%".repeat(100_000) + "!x!".repeat(100_000));
    check(dialect, "a=$b;".repeat(100_000));
    check(dialect, "a | ".repeat(50_000) + "b");
    check(dialect, "a && ".repeat(50_000) + "b");
  }
}
