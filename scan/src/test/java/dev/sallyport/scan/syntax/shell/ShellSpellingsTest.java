package dev.sallyport.scan.syntax.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The many ways to say one thing.
class ShellSpellingsTest {
  private static final Marks<String> MARKS =
      Marks.<String>of(
              name -> name.startsWith("BAD") ? Optional.of(name) : Optional.<String>empty())
          .withOutput(command -> command.is("gh") ? Optional.of("out") : Optional.empty());

  /// What becomes code, and what goes to the runner's files.
  static String sinks(Dialect dialect, String script) {
    String found =
        ShellFlow.analyze(Shells.parse(dialect, script.replace('⏎', '\n')), MARKS).uses().stream()
            .map(ShellSpellingsTest::sink)
            .filter(sink -> !sink.isEmpty())
            .distinct()
            .collect(Collectors.joining(", "));
    return found.isEmpty() ? "-" : found;
  }

  private static String sink(Use<String> use) {
    return switch (use.kind()) {
      case EVAL, COMMAND_NAME -> (use.form() == Form.QUOTED ? "quoted " : "code ") + use.label();
      case ENV_FILE -> use.write().orElseThrow().target() + " " + use.label();
      case ARGUMENT -> use.command().orElseThrow().is("cmd1") ? "passed " + use.label() : "";
      case FILE_WRITE, STDIN, TEST, ASSIGN -> "";
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "==>",
      quoteCharacter = '\u0001',
      textBlock =
          """
          exec 3>>$GITHUB_PATH; echo "$BAD" >&3        ==> PATH BAD
          exec 3>> "$GITHUB_ENV"; printf 'A=%s\\n' "$BAD" 1>&3 ==> ENV BAD
          exec {fd}>>$GITHUB_ENV; echo "A=$BAD" >&$fd  ==> ENV BAD
          exec {fd}>>$GITHUB_ENV; echo "A=$BAD" >&"${fd}" ==> ENV BAD
          { echo "A=$BAD" >&3; } 3>>$GITHUB_ENV        ==> ENV BAD
          echo "A=$BAD" 3>>$GITHUB_ENV >&3             ==> ENV BAD
          exec >> $GITHUB_ENV; echo "A=$BAD"           ==> ENV BAD
          exec 3>log; echo "A=$BAD" >&3                ==> -
          exec 3>>$GITHUB_ENV; exec 3>log; echo "A=$BAD" >&3 ==> -
          F=$GITHUB_ENV; echo "A=$BAD" >> "$F"         ==> ENV BAD
          A=$GITHUB_ENV; B=$A; C=$B; D=$C; E=$D; F=$E; echo "A=$BAD" >> "$F" ==> ENV BAD
          export F="$GITHUB_ENV"; echo "A=$BAD" >> ${F} ==> ENV BAD
          f() { echo "A=$1" >> "$2"; }; f "$BAD" "$GITHUB_ENV" ==> ENV BAD
          echo "A=$BAD" >> "${GITHUB_ENV:?}"           ==> ENV BAD
          echo "A=$BAD" >> "${GITHUB_ENV:-/dev/null}"  ==> ENV BAD
          echo "A=$BAD" | tee -a "$GITHUB_ENV"         ==> ENV BAD
          echo "A=$BAD" | tee --append $GITHUB_ENV > /dev/null ==> ENV BAD
          echo "A=$BAD" | tee -a log $GITHUB_ENV       ==> ENV BAD
          echo "A=$BAD" | sudo tee -a $GITHUB_ENV      ==> ENV BAD
          tee -a $GITHUB_ENV <<< "A=$BAD"              ==> ENV BAD
          tee -a $GITHUB_ENV < <(echo "A=$BAD")        ==> ENV BAD
          echo "A=$BAD" > >(tee -a $GITHUB_ENV)        ==> ENV BAD
          cat <<E | tee -a $GITHUB_ENV⏎A=$BAD⏎E ==> ENV BAD
          echo "A=$BAD" | cat >> $GITHUB_ENV           ==> ENV BAD
          echo "A=$BAD" | dd of=$GITHUB_ENV            ==> ENV BAD
          python3 -c "open('x')"; gh x >> $GITHUB_ENV  ==> ENV out
          (echo "A=$BAD") >> $GITHUB_ENV               ==> ENV BAD
          if a; then echo "A=$BAD"; fi >> $GITHUB_ENV  ==> ENV BAD
          while a; do echo "A=$BAD"; done >> $GITHUB_ENV ==> ENV BAD
          f() { echo "A=$BAD"; } >> $GITHUB_ENV; f     ==> ENV BAD
          f() { echo "A=$1"; }; f "$BAD" >> $GITHUB_ENV ==> ENV BAD
          """)
  void runnerFiles(String script, String expected) {
    assertThat(sinks(Dialect.BASH, script)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "==>",
      quoteCharacter = '\u0001',
      textBlock =
          """
          command eval "$BAD"                          ==> code BAD
          builtin eval "$BAD"                          ==> code BAD
          \\eval "$BAD"                                ==> code BAD
          'eval' "$BAD"                                ==> code BAD
          e''val "$BAD"                                ==> code BAD
          $"eval" "$BAD"                               ==> code BAD
          env VAR=x bash -c "$BAD"                     ==> code BAD
          env -i bash -c "$BAD"                        ==> code BAD
          env -S "bash -c '$BAD'"                      ==> code BAD
          nohup bash -c "$BAD" &                       ==> code BAD
          timeout 5 bash -c "$BAD"                     ==> code BAD
          timeout --signal=KILL 5m bash -c "$BAD"      ==> code BAD
          time bash -c "$BAD"                          ==> code BAD
          nice -n 10 bash -c "$BAD"                    ==> code BAD
          sudo -E -u x bash -c "$BAD"                  ==> code BAD
          sudo -- bash -c "$BAD"                       ==> code BAD
          sudo su - x -c "$BAD"                        ==> code BAD
          exec bash -c "$BAD"                          ==> code BAD
          env env env env env env env env env env env env env env env env env env bash -c "$BAD" ==> code BAD
          coproc bash -c "$BAD"                        ==> code BAD
          coproc N { eval "$BAD"; }                    ==> code BAD
          xargs -I{} sh -c "$BAD {}"                   ==> code BAD
          echo "$BAD" | xargs -I{} sh -c 'echo {}'     ==> code BAD
          echo "$BAD" | xargs -I @ sh -c 'echo @'      ==> code BAD
          echo "$BAD" | xargs -i sh -c 'echo {}'       ==> code BAD
          echo "$BAD" | xargs bash -c                  ==> code BAD
          gh x | xargs bash -c                         ==> code out
          gh x | xargs -0 sh -c                        ==> code out
          gh x | xargs -n1 -I% bash -c '%'             ==> code out
          echo "$BAD" | xargs -n1 sh -c 'cmd1 "$0"'    ==> passed BAD
          echo "$BAD" | xargs sh -c 'eval "$1"' _      ==> code BAD
          echo "$BAD" | parallel                       ==> code BAD
          echo "$BAD" | parallel echo {}               ==> -
          parallel ::: "$BAD"                          ==> code BAD
          find . -exec sh -c "$BAD" \\;                ==> code BAD
          find . -name x -execdir bash -c "echo $BAD {}" + ==> code BAD
          find . | while read -r f; do sh -c "$BAD $f"; done ==> code BAD
          docker run --rm x sh -c "$BAD"               ==> code BAD
          docker exec x bash -lc "$BAD"                ==> code BAD
          retry() { "$@"; }; retry bash -c "$BAD"      ==> code BAD
          retry() { "$@"; }; retry cmd1 "$BAD"         ==> -
          run() { echo "+ $*"; "$@"; }; run "$BAD" x   ==> code BAD
          run() { $1; }; run "$BAD"                    ==> code BAD
          run() { eval "$*"; }; run echo "$BAD"        ==> code BAD
          f() { shift; eval "$1"; }; f x "$BAD"        ==> code BAD
          f() { shift; eval "$1"; }; f "$BAD" x        ==> -
          while [ $# -gt 0 ]; do case $1 in -c) eval "$2"; shift;; esac; shift; done ==> -
          f() { while a; do eval "$1"; shift; done; }; f x y "$BAD" ==> code BAD
          set -- a "$BAD"; shift; eval "$1"            ==> code BAD
          eval "$(gh x)"                               ==> code out
          bash <(echo "$BAD")                          ==> code BAD
          . <(echo "$BAD")                             ==> code BAD
          source /dev/stdin <<< "$BAD"                 ==> code BAD
          . /dev/stdin <<< "$BAD"                      ==> code BAD
          echo "$BAD" | . /dev/stdin                   ==> code BAD
          echo "$BAD" | source /dev/fd/0               ==> code BAD
          bash <<< "$BAD"                              ==> code BAD
          bash -s <<E⏎echo $BAD⏎E ==> code BAD
          bash -s -- x <<< "$BAD"                      ==> code BAD
          bash -s -- "$BAD" <<< 'cmd1 "$1"'            ==> passed BAD
          bash -s <<'E'⏎echo $BAD⏎E ==> -
          bash < <(gh x)                               ==> code out
          echo "$BAD" > x.sh; chmod +x x.sh; ./x.sh    ==> code BAD
          echo "$BAD" > x.sh; sh < x.sh                ==> code BAD
          echo "$BAD" | tee x.sh; bash x.sh            ==> code BAD
          cat > x.sh <<E⏎echo $BAD⏎E⏎bash x.sh ==> code BAD
          trap "$BAD" EXIT                             ==> code BAD
          trap "echo $BAD" EXIT                        ==> code BAD
          trap 'echo "$BAD"' EXIT                      ==> -
          trap -- "$BAD" EXIT                          ==> code BAD
          alias x="$BAD"                               ==> code BAD
          alias x=y z="$BAD"                           ==> code BAD
          PROMPT_COMMAND=$BAD bash -i -c ls            ==> code BAD
          BASH_ENV=$BAD bash x                         ==> code BAD
          read X <<< "$BAD"; eval "$X"                 ==> code BAD
          read -r A X <<< "$BAD"; eval "$X"            ==> code BAD
          read -ra X <<< "$BAD"; eval "${X[0]}"        ==> code BAD
          IFS=, read -r -a X <<< "$BAD"; eval "${X[@]}" ==> code BAD
          mapfile -t X < <(echo "$BAD"); eval "${X[0]}" ==> code BAD
          mapfile -t X <<< "$BAD"; for i in "${X[@]}"; do eval "$i"; done ==> code BAD
          readarray X < <(gh x); eval "${X[1]}"        ==> code out
          printf -v X '%s' "$BAD"; eval "$X"           ==> code BAD
          printf -v X "$BAD"; eval "$X"                ==> code BAD
          X+=("$BAD"); eval "${X[@]}"                  ==> code BAD
          declare -A X; X[a]="$BAD"; eval "${X[a]}"    ==> code BAD
          declare -A X=([a]="$BAD"); eval "${X[a]}"    ==> code BAD
          N=BAD; eval "${!N}"                          ==> code BAD
          IFS= read -r -d '' X < <(gh x); eval "$X"    ==> code out
          X=${BAD@P}                                   ==> code BAD
          X=${BAD@E}; eval "$X"                        ==> code BAD
          python3 <<E⏎print("$BAD")⏎E ==> code BAD
          python3 - <<< "$BAD"                         ==> code BAD
          echo "$BAD" | python3                        ==> code BAD
          node -e "$BAD"                               ==> code BAD
          node --eval="$BAD"                           ==> code BAD
          perl -e "print '$BAD'"                       ==> code BAD
          perl -lane "print '$BAD'"                    ==> code BAD
          ruby -e "puts '$BAD'"                        ==> code BAD
          php -r "echo '$BAD';"                        ==> code BAD
          deno eval "$BAD"                             ==> code BAD
          awk "BEGIN { print \\"$BAD\\" }"             ==> code BAD
          sed "s/x/$BAD/e" f                           ==> code BAD
          psql -c "select '$BAD'"                      ==> -
          osascript -e "$BAD"                          ==> code BAD
          mysql -e "select '$BAD'"                     ==> -
          jq ".a = \\"$BAD\\"" f                       ==> -
          make "X=$BAD"                                ==> code BAD
          su x -c "$BAD"                               ==> code BAD
          ssh host "$BAD"                              ==> code BAD
          ssh host <<E⏎$BAD⏎E ==> code BAD
          bash -c -- "$BAD"                            ==> code BAD
          bash -ec "$BAD"                              ==> code BAD
          bash -o pipefail -c "$BAD"                   ==> code BAD
          bash --norc -c "$BAD"                        ==> code BAD
          /usr/bin/env bash -c "$BAD"                  ==> code BAD
          busybox sh -c "$BAD"                         ==> code BAD
          watch "$BAD"                                 ==> code BAD
          script -c "$BAD" /dev/null                   ==> code BAD
          script -qec "$BAD" /dev/null                 ==> code BAD
          at now <<< "$BAD"                            ==> code BAD
          flock x -c "$BAD"                            ==> code BAD
          nix-shell --run "$BAD"                       ==> code BAD
          screen -dm bash -c "$BAD"                    ==> code BAD
          """)
  void code(String script, String expected) {
    assertThat(sinks(Dialect.BASH, script)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "==>",
      quoteCharacter = '\u0001',
      textBlock =
          """
          echo $((BAD))                                ==> code BAD
          echo $(($BAD + 1))                           ==> code BAD
          (( BAD > 1 ))                                ==> code BAD
          if (( $BAD )); then a; fi                    ==> code BAD
          let X=BAD                                    ==> code BAD
          let "X = $BAD"                               ==> code BAD
          [[ $BAD -eq 1 ]]                             ==> code BAD
          [[ 1 -lt "$BAD" ]]                           ==> code BAD
          [[ -v $BAD ]]                                ==> code BAD
          [ -v "$BAD" ]                                ==> code BAD
          test -v "$BAD"                               ==> code BAD
          [[ $BAD == 1 ]]                              ==> -
          [ "$BAD" -eq 1 ]                             ==> -
          declare -i X; X=$BAD                         ==> code BAD
          declare -i X=$BAD                            ==> code BAD
          local -i X="$BAD"                            ==> code BAD
          typeset -i X=$BAD                            ==> code BAD
          declare X=$BAD                               ==> -
          echo ${X[$BAD]}                              ==> code BAD
          echo ${X[BAD]}                               ==> code BAD
          X[$BAD]=1                                    ==> code BAD
          X[BAD]=1                                     ==> code BAD
          declare -A X; X[$BAD]=1                      ==> -
          declare -A X; echo "${X[$BAD]}"              ==> -
          echo "${X:$BAD:1}"                           ==> code BAD
          echo "${X:BAD}"                              ==> code BAD
          echo "${X:0:$BAD}"                           ==> code BAD
          for ((i = 0; i < BAD; i++)); do a; done      ==> code BAD
          unset "$BAD"                                 ==> code BAD
          unset 'X[BAD]'                               ==> -
          read "$BAD" <<< x                            ==> code BAD
          printf -v "$BAD" x                           ==> code BAD
          printf -v "X[$BAD]" x                        ==> code BAD
          printf '%d' "$BAD"                           ==> -
          echo "${!BAD}"                               ==> code BAD
          declare "$BAD"                               ==> -
          X=$BAD; echo $((X * 2))                      ==> code BAD
          case $((BAD)) in 1) a ;; esac                ==> code BAD
          seq 1 $((BAD))                               ==> code BAD
          exit $((BAD))                                ==> code BAD
          """)
  void arithmetic(String script, String expected) {
    assertThat(sinks(Dialect.BASH, script)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "==>",
      quoteCharacter = '\u0001',
      textBlock =
          """
          bash -c "echo $(printf %q "$BAD")"           ==> quoted BAD
          X=$(printf '%q' "$BAD"); bash -c "echo $X"   ==> quoted BAD
          printf -v X %q "$BAD"; bash -c "echo $X"     ==> quoted BAD
          printf -v X '%q ' "$BAD"; eval "echo $X"     ==> quoted BAD
          bash -c "echo ${BAD@Q}"                      ==> quoted BAD
          eval "echo ${BAD@Q}"                         ==> quoted BAD
          X=${BAD@Q}; eval "echo $X"                   ==> quoted BAD
          ssh h "echo ${BAD@Q}"                        ==> quoted BAD
          python3 -c 'import sys; print(sys.argv[1])' "$BAD" ==> -
          node -e 'f(process.argv)' -- "$BAD"          ==> -
          node -p 'process.argv[1]' "$BAD"             ==> -
          perl -e 'print $ARGV[0]' "$BAD"              ==> -
          ruby -e 'puts ARGV[0]' -- "$BAD"             ==> -
          awk -v x="$BAD" '{ print x }' f              ==> -
          awk '{ print }' "$BAD"                       ==> -
          jq --arg x "$BAD" '.a = $x' f                ==> -
          bash -c 'cmd1 "$1"' name "$BAD"              ==> passed BAD
          bash -c 'cmd1 "$0"' "$BAD"                   ==> passed BAD
          bash -c 'cmd1 "$@"' name "$BAD"              ==> passed BAD
          sh -c 'cmd1 "$BAD"'                          ==> passed BAD
          bash script.sh "$BAD"                        ==> -
          bash -x script.sh "$BAD"                     ==> -
          python3 script.py "$BAD"                     ==> -
          env X="$BAD" bash -c 'cmd1 "$X"'             ==> passed BAD
          X="$BAD" bash -c 'cmd1 "$X"'                 ==> passed BAD
          export X="$BAD"; bash -c 'cmd1 "$X"'         ==> passed BAD
          docker run -e X="$BAD" x sh -c 'cmd1 "$X"'   ==> -
          xargs -I{} sh -c 'cmd1 "$1"' _ {} <<< "$BAD" ==> passed BAD
          find . -exec sh -c 'cmd1 "$1"' _ {} \\;      ==> -
          find . -name "$BAD" -exec sh -c 'cmd1 "$1"' _ {} \\; ==> -
          [[ "$BAD" =~ ^[0-9]+$ ]] || exit 1; eval "a $BAD" ==> -
          [[ "$BAD" =~ ^[0-9]+$ ]] || { echo no; exit 1; }; eval "a $BAD" ==> -
          if ! [[ "$BAD" =~ ^[a-z.-]+$ ]]; then exit 1; fi; eval "a $BAD" ==> -
          [[ ! "$BAD" =~ [^a-zA-Z0-9] ]] || exit 1; eval "a $BAD" ==> -
          if [[ "$BAD" =~ [^a-zA-Z0-9] ]]; then exit 1; fi; eval "a $BAD" ==> -
          if [[ "$BAD" == *[!a-z0-9]* ]]; then exit 1; fi; eval "a $BAD" ==> -
          [[ "$BAD" != *[^a-z0-9]* ]] || exit 1; eval "a $BAD" ==> -
          case "$BAD" in *[!a-z0-9]*) exit 1 ;; esac; eval "a $BAD" ==> -
          case "$BAD" in *[^a-z0-9]*|'') exit 1 ;; esac; eval "a $BAD" ==> -
          case "$BAD" in a|b) ;; *) exit 1 ;; esac; eval "a $BAD" ==> -
          case "$BAD" in a|b) ;; *) echo no >&2; exit 1 ;; esac; eval "a $BAD" ==> -
          case "$BAD" in [0-9]) ;; *) exit 1 ;; esac; eval "a $BAD" ==> -
          if ! echo "$BAD" | grep -qE '^[0-9]+$'; then exit 1; fi; eval "a $BAD" ==> code BAD
          if ! grep -qxE '[0-9]+' <<< "$BAD"; then exit 1; fi; eval "a $BAD" ==> code BAD
          [ "$BAD" = a ] || [ "$BAD" = b ] || exit 1; eval "a $BAD" ==> -
          test "$BAD" = a || exit 1; eval "a $BAD"     ==> -
          [[ "$BAD" =~ ^(a|b)$ ]] || exit 1; eval "a $BAD" ==> -
          [[ "$BAD" =~ ^v?[0-9]+\\.[0-9]+(-rc[0-9]+)?$ ]] || exit 1; eval "a $BAD" ==> -
          [[ "$BAD" =~ ^[0-9]+$ ]] && eval "a $BAD"    ==> -
          [[ "$BAD" =~ ^[0-9]+$ ]] || (exit 1); eval "a $BAD" ==> code BAD
          [[ "$BAD" =~ ^[[:alnum:]_-]+$ ]] || exit 1; eval "a $BAD" ==> -
          [[ "$BAD" =~ ^[0-9a-f]{40}$ ]] || exit 1; eval "a $BAD" ==> -
          [[ "$BAD" =~ ^v[0-9] ]] || exit 1; eval "a $BAD" ==> code BAD
          ok() { [[ "$1" =~ ^[0-9]+$ ]]; }; ok "$BAD" || exit 1; eval "a $BAD" ==> code BAD
          """)
  void data(String script, String expected) {
    assertThat(sinks(Dialect.BASH, script)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "==>",
      quoteCharacter = '\u0001',
      textBlock =
          """
          Invoke-Expression $env:BAD                   ==> code BAD
          iex "a $env:BAD"                             ==> code BAD
          IEX -Command "a $env:BAD"                    ==> code BAD
          $env:BAD | iex                               ==> code BAD
          $env:BAD | Invoke-Expression                 ==> code BAD
          $x = $env:BAD; iex $x                        ==> code BAD
          [scriptblock]::Create($env:BAD)              ==> code BAD
          & ([scriptblock]::Create($env:BAD))          ==> code BAD
          $s = [ScriptBlock]::Create("a $env:BAD"); & $s ==> code BAD
          $ExecutionContext.InvokeCommand.ExpandString($env:BAD) ==> code BAD
          $ExecutionContext.InvokeCommand.InvokeScript($env:BAD) ==> code BAD
          $x = $ExecutionContext.InvokeCommand.NewScriptBlock($env:BAD) ==> code BAD
          & $env:BAD                                   ==> code BAD
          . $env:BAD                                   ==> code BAD
          & "$env:BAD" x                               ==> code BAD
          $x = $env:BAD; & $x                          ==> code BAD
          cmd /c $env:BAD                              ==> code BAD
          cmd.exe /c "a $env:BAD"                      ==> code BAD
          cmd /s /c "a $env:BAD"                       ==> code BAD
          cmd /k "a $env:BAD"                          ==> code BAD
          bash -c $env:BAD                             ==> code BAD
          bash -c "a $env:BAD"                         ==> code BAD
          pwsh -Command "a $env:BAD"                   ==> code BAD
          pwsh -c $env:BAD                             ==> code BAD
          powershell "a $env:BAD"                      ==> code BAD
          pwsh -NoProfile -Command $env:BAD            ==> code BAD
          Start-Process $env:BAD                       ==> code BAD
          Start-Process -FilePath $env:BAD             ==> code BAD
          Start-Process powershell -ArgumentList "-Command $env:BAD" ==> code BAD
          Start-Process pwsh -ArgumentList '-c', $env:BAD ==> code BAD
          Start-Process git -ArgumentList $env:BAD     ==> -
          start cmd "/c $env:BAD"                      ==> code BAD
          Invoke-Command -ScriptBlock ([scriptblock]::Create($env:BAD)) ==> code BAD
          Start-Job -ScriptBlock ([scriptblock]::Create($env:BAD)) ==> code BAD
          Add-Type -TypeDefinition $env:BAD            ==> code BAD
          python -c "print('$env:BAD')"                ==> code BAD
          [System.Diagnostics.Process]::Start($env:BAD) ==> code BAD
          "A=$env:BAD" >> $env:GITHUB_ENV              ==> ENV BAD
          "A=$env:BAD" | Out-File -Append $env:GITHUB_ENV ==> ENV BAD
          Add-Content $env:GITHUB_PATH $env:BAD        ==> PATH BAD
          $f = $env:GITHUB_ENV; "A=$env:BAD" >> $f     ==> ENV BAD
          echo $env:BAD                                ==> -
          Write-Host "$env:BAD"                        ==> -
          git commit -m "$env:BAD"                     ==> -
          if ($env:BAD -notmatch '^[0-9]+$') { throw }; iex $env:BAD ==> -
          if ($env:BAD -notmatch '\\A[0-9]+\\z') { exit 1 }; iex $env:BAD ==> -
          """)
  void powerShell(String script, String expected) {
    assertThat(sinks(Dialect.POWERSHELL, script)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "==>",
      quoteCharacter = '\u0001',
      textBlock =
          """
          echo %BAD%                                   ==> code BAD
          git commit -m "%BAD%"                        ==> code BAD
          if "%BAD%"=="x" echo y                       ==> code BAD
          echo !BAD!                                   ==> -
          cmd /c %BAD%                                 ==> code BAD
          for /f %%i in ('echo %BAD%') do echo x       ==> code BAD
          %BAD%                                        ==> code BAD
          echo A=%BAD%>>%GITHUB_ENV%                   ==> code BAD, ENV BAD
          echo fine                                    ==> -
          """)
  void cmd(String script, String expected) {
    assertThat(sinks(Dialect.CMD, script)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "==>",
      quoteCharacter = '\u0001',
      textBlock =
          """
          e=eval; $e "$BAD"                            ==> code BAD
          E=bash; $E -c "$BAD"                         ==> code BAD
          E=bash; "$E" -c "$BAD"                       ==> code BAD
          E=bash; F=$E; sudo ${F} -c "$BAD"            ==> code BAD
          E="bash -c"; $E "$BAD"                       ==> code BAD
          export E=bash; $E -c "$BAD"                  ==> code BAD
          f() { local E=bash; $E -c "$1"; }; f "$BAD"  ==> code BAD
          if a; then E=sh; else E=echo; fi; $E -c "$BAD" ==> code BAD
          c=(bash -c); "${c[@]}" "$BAD"                ==> code BAD
          c=(sudo bash); ${c[@]} -c "$BAD"             ==> code BAD
          c=(eval cmd1); "${c[@]}" "$BAD"              ==> code BAD
          $BASH -c "$BAD"                              ==> code BAD
          "${SHELL:-bash}" -c "$BAD"                   ==> code BAD
          $0 -c "$BAD"                                 ==> code BAD
          $(which bash) -c "$BAD"                      ==> code BAD
          `command -v sh` -c "$BAD"                    ==> code BAD
          ${X:=eval} "$BAD"                            ==> code BAD
          ${X-eval} "$BAD"                             ==> code BAD
          E=bash; $E <<< "$BAD"                        ==> code BAD
          echo "$BAD" | $SHELL                         ==> code BAD
          E=cmd1; $E "$BAD"                            ==> passed BAD
          c=(cmd1 -c); "${c[@]}" "$BAD"                ==> passed BAD
          E=echo; $E -c "$BAD"                         ==> -
          $(which cmd1) -c "$BAD"                      ==> passed BAD
          A=$B; B=$A; $A -c "$BAD"                     ==> -
          E=$BAD; $E x                                 ==> code BAD
          """)
  void commandsInVariables(String script, String expected) {
    assertThat(sinks(Dialect.BASH, script)).isEqualTo(expected);
  }
}
