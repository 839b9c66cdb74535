package dev.sallyport.scan.syntax.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.scan.syntax.shell.EnvFileWrite.Delimiter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellFlowTest {
  private static final Marks<String> MARKS =
      Marks.<String>of(
              name -> name.startsWith("BAD") ? Optional.of(name) : Optional.<String>empty())
          .withOutput(
              command ->
                  command.is("gh") || command.is("git") ? Optional.of("out") : Optional.empty())
          .withPlaceholder(
              p -> p.inner().contains("evil") ? Optional.of("evil") : Optional.empty());

  private static List<Use<String>> uses(Dialect dialect, String script) {
    ShellFlow.Result<String> result = ShellFlow.analyze(Shells.parse(dialect, script), MARKS);
    assertThat(result.complete()).isTrue();
    return result.uses();
  }

  private static List<Use<String>> uses(String script) {
    return uses(Dialect.BASH, script);
  }

  /// Kinds and labels of the uses that matter: all but assignments, tests and arguments.
  private static String sinks(String script) {
    return uses(script).stream()
        .filter(u -> u.kind() != UseKind.ASSIGN && u.kind() != UseKind.TEST)
        .filter(u -> u.kind() != UseKind.ARGUMENT || u.command().orElseThrow().is("cmd"))
        .map(u -> u.kind() + " " + u.label())
        .reduce((a, b) -> a + ", " + b)
        .orElse("-");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "==>",
      quoteCharacter = '\u0001',
      textBlock =
          """
          cmd "$BAD"                                   ==> ARGUMENT BAD
          cmd $GOOD                                    ==> -
          X=$BAD; cmd $X                               ==> ARGUMENT BAD
          X="a $BAD"; Y=${X:-d}; cmd ${Y#p}            ==> ARGUMENT BAD
          X=$(echo "$BAD" | sed s/a/b/); cmd $X        ==> STDIN BAD, ARGUMENT BAD
          read X <<< "$BAD"; cmd $X                    ==> ARGUMENT BAD
          export X=$BAD; cmd $X                        ==> ARGUMENT BAD
          for X in $BAD; do cmd $X; done               ==> ARGUMENT BAD
          printf -v X '%s' "$BAD"; cmd $X              ==> ARGUMENT BAD
          echo "$BAD" | while read -r l; do cmd $l; done ==> ARGUMENT BAD
          f() { cmd "$1"; }; f "$BAD"                  ==> ARGUMENT BAD
          f() { echo "$1"; }; X=$(f "$BAD"); cmd $X    ==> ARGUMENT BAD
          f() { cmd "$BAD"; }                          ==> ARGUMENT BAD
          X=$BAD; X=fixed; cmd $X                      ==> -
          X=fixed; if a; then X=$BAD; fi; cmd $X       ==> ARGUMENT BAD
          (X=$BAD); cmd $X                             ==> -
          echo "$BAD" > f; X=$(cat f); cmd $X          ==> FILE_WRITE BAD, ARGUMENT BAD
          X=$(gh pr view); cmd "$X"                    ==> ARGUMENT out
          cmd ${{ evil }}                              ==> ARGUMENT evil
          $BAD x                                       ==> COMMAND_NAME BAD
          eval "x $BAD"                                ==> EVAL BAD
          bash -c "x $BAD"                             ==> EVAL BAD
          bash -c 'x $BAD'                             ==> -
          bash -c 'cmd "$1"' _ "$BAD"                  ==> ARGUMENT BAD
          python3 -c "print('$BAD')"                   ==> EVAL BAD
          node -e "f('$BAD')"                          ==> EVAL BAD
          awk "/$BAD/" f                               ==> EVAL BAD
          ssh host "x $BAD"                            ==> EVAL BAD
          echo "$BAD" | bash                           ==> EVAL BAD
          bash <<< "x $BAD"                            ==> EVAL BAD
          gh x | sh                                    ==> EVAL out
          source <(echo "$BAD")                        ==> EVAL BAD
          echo "$BAD" > s.sh; bash s.sh                ==> FILE_WRITE BAD, EVAL BAD
          echo $((BAD + 1))                            ==> EVAL BAD
          [[ $BAD -eq 1 ]]                             ==> EVAL BAD
          [ "$BAD" -eq 1 ]                             ==> -
          find . | xargs sh -c "x $BAD"                ==> EVAL BAD
          gh x | xargs -I{} sh -c 'x {}'               ==> EVAL out
          echo "A=$BAD" >> $GITHUB_ENV                 ==> ENV_FILE BAD
          echo "A=$BAD" | tee -a $GITHUB_OUTPUT        ==> ENV_FILE BAD
          gh x >> $GITHUB_ENV                          ==> ENV_FILE out
          { echo A; echo "$BAD"; } >> $GITHUB_ENV      ==> ENV_FILE BAD
          while read -r l; do cmd "$l"; done < <(gh x) ==> ARGUMENT out
          echo "$BAD" | tr -cd 'a-zA-Z0-9' > f         ==> STDIN BAD
          """)
  void propagation(String script, String expected) {
    assertThat(sinks(script)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "==>",
      quoteCharacter = '\u0001',
      textBlock =
          """
          [[ "$BAD" =~ ^[0-9]+$ ]] || exit 1; cmd $BAD ==> -
          [[ "$BAD" =~ ^[0-9]+ ]] || exit 1; cmd $BAD  ==> ARGUMENT BAD
          [[ "$BAD" =~ ^.*$ ]] || exit 1; cmd $BAD     ==> ARGUMENT BAD
          [[ "$BAD" =~ ^[^a]+$ ]] || exit 1; cmd $BAD  ==> ARGUMENT BAD
          re='^[a-z]+$'; [[ $BAD =~ $re ]] || exit; cmd $BAD ==> -
          if [[ ! "$BAD" =~ ^v[0-9]+(\\.[0-9]+)*$ ]]; then echo no; exit 1; fi; cmd $BAD ==> -
          if [[ ! "$BAD" =~ ^[a-z]+$ ]]; then echo no; fi; cmd $BAD ==> ARGUMENT BAD
          if [[ "$BAD" == main ]]; then cmd $BAD; fi   ==> -
          if [[ "$BAD" == main ]]; then a; else cmd $BAD; fi ==> ARGUMENT BAD
          if [ "$BAD" != main ]; then exit; fi; cmd $BAD ==> -
          if [[ "$BAD" == "rel/"* ]]; then cmd $BAD; fi ==> ARGUMENT BAD
          [[ $BAD == a ]] || [[ $BAD == b ]] || exit 1; cmd $BAD ==> -
          [[ $BAD == a || $BAD == b ]] || exit 1; cmd $BAD ==> -
          [ -n "$BAD" ] || exit 1; cmd $BAD            ==> ARGUMENT BAD
          die() { echo x; exit 1; }; [[ $BAD =~ ^[a-z]+$ ]] || die; cmd $BAD ==> -
          case "$BAD" in a|b) cmd $BAD ;; *) exit 1 ;; esac; cmd $BAD ==> -
          case "$BAD" in a) x ;; esac; cmd $BAD        ==> ARGUMENT BAD
          case "$BAD" in *[!a-z0-9]*) exit 1 ;; esac; cmd $BAD ==> -
          X=$(echo "$BAD" | tr -cd 'a-zA-Z0-9_-'); cmd $X ==> STDIN BAD
          X=$(echo "$BAD" | tr -d 'x'); cmd $X         ==> STDIN BAD, ARGUMENT BAD
          X=$(sed 's/[^a-zA-Z0-9]/-/g' <<< "$BAD"); cmd $X ==> STDIN BAD
          X=${BAD//[^a-z0-9]/}; cmd $X                 ==> -
          X=${BAD//[^a-z;]/}; cmd $X                   ==> ARGUMENT BAD
          X=$(echo "$BAD" | wc -c); cmd $X             ==> STDIN BAD
          X=$(echo "$BAD" | base64); cmd $X            ==> STDIN BAD
          X=$(echo "$BAD" | base64 | base64 -d); cmd $X ==> STDIN BAD, ARGUMENT BAD
          X=$(grep -oE '[0-9]+' <<< "$BAD"); cmd $X    ==> STDIN BAD
          X=$(printf '%d' "$BAD"); cmd $X              ==> -
          cmd ${#BAD}                                  ==> -
          X=$(git rev-parse "$BAD"); X=$(date "+$BAD"); cmd $X ==> -
          """)
  void sanitizers(String script, String expected) {
    assertThat(sinks(script)).isEqualTo(expected);
  }

  /// What one round, call or branch assigns reaches all others.
  @ParameterizedTest
  @CsvSource(
      delimiterString = "==>",
      quoteCharacter = '\u0001',
      textBlock =
          """
          while a; do cmd $D; D=$C; C=$B; B=$A; A=$BAD; done ==> ARGUMENT BAD
          for i in 1 2; do for j in 1 2; do cmd $C; C=$B; done; B=$BAD; done ==> ARGUMENT BAD
          for i in 1 2; do bash s.sh; echo "$BAD" > s.sh; done ==> EVAL BAD, FILE_WRITE BAD
          while a; do X=$BAD; break; X=ok; done; cmd $X ==> ARGUMENT BAD
          while a; do if b; then X=$BAD; break; fi; done; cmd $X ==> ARGUMENT BAD
          for i in a; do X=$BAD; [ b ] && continue; X=ok; done; cmd $X ==> ARGUMENT BAD
          for i in a; do X=$BAD; X=ok; done; cmd $X    ==> -
          f() { X=$BAD; [ b ] && return; X=ok; }; f; cmd $X ==> ARGUMENT BAD
          f() { X=$BAD; X=ok; return; }; f; cmd $X     ==> -
          f() { if a; then f "$BAD"; fi; cmd "$1"; }; f x ==> ARGUMENT BAD
          f() { cmd "$3"; f "$2" "$3" "$1"; }; f x "$BAD" y ==> ARGUMENT BAD
          f() { cmd $C; C=$B; B=$BAD; f; }; f          ==> ARGUMENT BAD
          f() { g; }; g() { cmd $C; C=$B; B=$BAD; f; }; f ==> ARGUMENT BAD
          f() { echo "$X"; X=$BAD; }; A=$(f); f > o; B=$(f); cmd $B ==> ARGUMENT BAD
          f() { X=$1; }; f ok; cmd $X; f "$BAD"; f ok; cmd $X ==> -
          f() { X=$1; }; f ok; f "$BAD"; cmd $X        ==> ARGUMENT BAD
          f() { cat s; echo "$1" > s; }; f "$BAD"; X=$(f x); cmd $X ==> FILE_WRITE BAD, ARGUMENT BAD
          f() { local X=ok; }; X=$BAD; f; cmd $X       ==> ARGUMENT BAD
          f() { local X; X=$BAD; }; X=ok; f; cmd $X    ==> -
          f() { declare -g X=$BAD; }; f; cmd $X        ==> ARGUMENT BAD
          if a; then f() { cmd "$1"; }; else f() { :; }; fi; f "$BAD" ==> ARGUMENT BAD
          f() { cmd "$1"; }; f() { :; }; f "$BAD"      ==> -
          if a; then echo "$BAD" > s; else echo > s; fi; bash s ==> FILE_WRITE BAD, EVAL BAD
          f() { eval "$1"; }; f ok; g() { f "$BAD"; }; g ==> EVAL BAD
          for i in a b; do cmd "$1"; set -- "$BAD"; done ==> ARGUMENT BAD
          f() { if a; then shift; fi; cmd "$1"; }; f "$BAD" x ==> ARGUMENT BAD
          f() { set -- ok; cmd "$1"; }; f "$BAD"       ==> -
          if a; then set -- "$BAD"; else set -- ok; fi; cmd "$1" ==> ARGUMENT BAD
          """)
  void everyRoundAndCall(String script, String expected) {
    assertThat(sinks(script)).isEqualTo(expected);
  }

  private static Use<String> only(String script, UseKind kind) {
    return uses(script).stream().filter(u -> u.kind() == kind).findFirst().orElseThrow();
  }

  @Test
  void formsAreKnown() {
    assertThat(only("echo \"A=$BAD\" >> $GITHUB_ENV", UseKind.ENV_FILE).form()).isEqualTo(Form.RAW);
    assertThat(only("echo A=$BAD >> $GITHUB_ENV", UseKind.ENV_FILE).form())
        .isEqualTo(Form.SINGLE_LINE);
    assertThat(
            only("X=$(echo \"$BAD\" | head -n1); echo \"A=$X\" >> $GITHUB_ENV", UseKind.ENV_FILE)
                .form())
        .isEqualTo(Form.SINGLE_LINE);
    assertThat(only("X=$(printf %q \"$BAD\"); eval \"a $X\"", UseKind.EVAL).form())
        .isEqualTo(Form.QUOTED);
    assertThat(only("X=$(jq -n --arg x \"$BAD\" '$x'); eval \"a $X\"", UseKind.EVAL).form())
        .isEqualTo(Form.JSON);
    assertThat(only("X=$(jq -nr --arg x \"$BAD\" '$x'); eval \"a $X\"", UseKind.EVAL).form())
        .isEqualTo(Form.RAW);
  }

  @Test
  void usesKnowWhereTheyAre() {
    String script = "curl -d \"$BAD\" x";
    Use<String> use = only(script, UseKind.ARGUMENT);
    assertThat(use.span().in(script)).isEqualTo("$BAD");
    assertThat(use.argumentIndex()).isEqualTo(1);
    assertThat(use.quoted()).isTrue();
    assertThat(use.command().flatMap(SimpleCommandView::name)).contains("curl");
    assertThat(only("cmd $BAD", UseKind.ARGUMENT).quoted()).isFalse();
    assertThat(only("X=$BAD", UseKind.ASSIGN).target()).contains("X");
  }

  @Test
  void runnerFilesCarryTheirWrite() {
    Use<String> use =
        only("D=$(uuidgen)\ncat <<E >> $GITHUB_ENV\nA<<$D\n$BAD\n$D\nE", UseKind.ENV_FILE);
    assertThat(use.write())
        .hasValueSatisfying(
            w -> {
              assertThat(w.key()).contains("A");
              assertThat(w.target()).isEqualTo(EnvFile.ENV);
              assertThat(w.delimiter()).isEqualTo(Delimiter.RANDOM);
            });
    Use<String> legacy = only("echo \"::set-env name=A::$BAD\"", UseKind.ENV_FILE);
    assertThat(legacy.write().orElseThrow().legacy()).isTrue();
  }

  @Test
  void loopsAndCallsStayBounded() {
    StringBuilder nested = new StringBuilder();
    for (int i = 0; i < 25; i++) {
      nested.append("while a; do X").append(i).append("=$BAD; ");
    }
    nested.append("b; ").append("done; ".repeat(25));
    assertThat(uses(nested.toString())).isNotEmpty();
    StringBuilder calls = new StringBuilder("f0() { cmd \"$1\"; }\n");
    for (int i = 1; i < 40; i++) {
      calls.append("f%d() { f%d \"$1\"; f%d \"$1\"; }\n".formatted(i, i - 1, i - 1));
    }
    calls.append("f39 \"$BAD\"");
    assertThat(sinks(calls.toString())).isEqualTo("ARGUMENT BAD");
  }
}
