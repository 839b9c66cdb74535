package dev.sallyport.scan.syntax.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerShellTest {

  private static Script parse(String text) {
    return Shells.parse(Dialect.POWERSHELL, text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "==>",
      quoteCharacter = '\u0001',
      textBlock =
          """
          Get-Item -Path a -Force:$true            ==> Get-Item -Path a -Force:$true
          a | b; c && d || e                       ==> pipe(a | b); c && d || e
          & "$p\\x.exe" /y `z                      ==> "$p\\x.exe" /y z
          $x = "a $env:B ${c} $(d)"                ==> x="a $env:B $c $(d)"
          $env:P = 'a''b' + $y                     ==> env:P='a'b'$y
          $x += gh pr view | ConvertFrom-Json      ==> x+=$(pipe(gh pr view | ConvertFrom-Json))
          [string]$x = $y.Name.Trim($z)            ==> x=$y$z
          "a=b" >> $env:GITHUB_ENV                 ==> expr("a=b") >>$env:GITHUB_ENV
          if ($a -eq 'b') { c } elseif (d) { e } else { f } ==> if(test($a -eq 'b')){c} if(d){e} else{f}
          foreach ($i in $l) { a $i }              ==> for(i: $(expr($l))){a $i}
          while ($true) { a }                      ==> while(expr($true)){a}
          try { a } catch { b } finally { c }      ==> group(a); group(b); group(c)
          function F($a, [int]$b = 1) { c $a }     ==> def F{c $a}
          ls | ForEach-Object { a $_ }             ==> pipe(ls | ForEach-Object {a $_})
          switch ($x) { 'a' { b } default { c } }  ==> case($x){'a' => b; default => c}
          7z x -y a.zip                            ==> 7z x -y a.zip
          a # c                                    ==> a
          a <# b #> c                              ==> a c
          a (b) @(c)                               ==> a $(b) $(c)
          a -b:${{ c }} "${{ d }}"                 ==> a -b:<c> "<d>"
          [IO.File]::AppendAllText($p, "a$b")      ==> [IO.File]::AppendAllText $p "a$b"
          a 2>&1 > $null                           ==> a 2>&1 >$null
          iex "a $x"                               ==> iex "a $x"
          1..3 | % { a }                           ==> pipe(expr(1..3) | % {a})
          """)
  void shapes(String script, String shape) {
    Script parsed = parse(script);
    assertThat(Render.of(parsed)).isEqualTo(shape);
    assertThat(parsed.troubles()).isEmpty();
  }

  @Test
  void hereStringsAndContinuedLines() {
    assertThat(Render.of(parse("$x = @\"\na $y\n\"quoted\"\n\"@\nb `\n  c\nd |\n e")))
        .isEqualTo("x=\"a $y\\n\"quoted\"\"; b c; pipe(d | e)");
    assertThat(Render.of(parse("@'\r\n$no\r\n'@ | Out-File f")))
        .isEqualTo("pipe(expr('$no') | Out-File f)");
  }

  @Test
  void anUnterminatedStringCostsItsLineOnly() {
    Script script = parse("a\nb \"c\nd 'e'\nf");
    assertThat(script.troubles()).hasSize(1);
    assertThat(Render.of(script)).isEqualTo("a; d 'e'; f");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "==>",
      quoteCharacter = '\u0001',
      textBlock =
          """
          "A=$x" >> $env:GITHUB_ENV                                ==> ENV A=$x
          echo "A=$x" >> ${env:GITHUB_OUTPUT}                      ==> OUTPUT A=$x
          "A=b" | Out-File -FilePath $env:GITHUB_ENV -Append       ==> ENV A=b
          "A=b" | Out-File $Env:GITHUB_ENV -Encoding utf8 -Append  ==> ENV A=b
          Add-Content -Path $env:GITHUB_PATH -Value "$x\\bin"      ==> PATH ?=$x\\bin
          Add-Content $env:GITHUB_ENV "A=$x"                       ==> ENV A=$x
          "A=b" | Add-Content $env:GITHUB_ENV                      ==> ENV A=b
          Write-Output "A=b" | Tee-Object -Append $env:GITHUB_ENV  ==> ENV A=b
          [System.IO.File]::AppendAllText($env:GITHUB_ENV, "A=$x") ==> ENV A=$x
          Write-Host "::set-output name=A::$x"                     ==> OUTPUT A=$x
          if ($a) { "A=$x" >> $env:GITHUB_ENV }                    ==> ENV A=$x
          """)
  void writesToRunnerFiles(String script, String expected) {
    assertThat(EnvFileWrites.of(parse(script)))
        .extracting(w -> w.target() + " " + w.key().orElse("?") + "=" + Render.parts(w.value()))
        .containsExactly(expected);
  }

  private static final Marks<String> MARKS =
      Marks.of(name -> name.equals("BAD") ? Optional.of("BAD") : Optional.<String>empty());

  private static List<UseKind> kinds(String script) {
    return ShellFlow.analyze(parse(script), MARKS).uses().stream()
        .map(Use::kind)
        .filter(k -> k != UseKind.ASSIGN)
        .toList();
  }

  @Test
  void marksFlow() {
    assertThat(kinds("a $env:bad")).containsExactly(UseKind.ARGUMENT);
    assertThat(kinds("a $BAD")).isEmpty();
    assertThat(kinds("$X = $env:BAD\na $x")).containsExactly(UseKind.ARGUMENT);
    assertThat(kinds("iex \"a $env:BAD\"")).containsExactly(UseKind.EVAL);
    assertThat(kinds("\"a $env:BAD\" | Invoke-Expression")).containsExactly(UseKind.EVAL);
    assertThat(kinds("& $env:BAD")).containsExactly(UseKind.COMMAND_NAME);
    assertThat(kinds("\"A=$env:BAD\" >> $env:GITHUB_ENV")).containsExactly(UseKind.ENV_FILE);
    assertThat(kinds("function f($p) { a $p }\nf -p $env:BAD")).containsExactly(UseKind.ARGUMENT);
    assertThat(kinds("if ($env:BAD -notmatch '^[0-9]+$') { throw 'x' }\na $env:BAD"))
        .containsExactly(UseKind.TEST);
    assertThat(kinds("if (-not ($env:BAD -match '^[0-9]+$')) { exit 1 }\na $env:BAD"))
        .containsExactly(UseKind.TEST);
    assertThat(kinds("if ($env:BAD -notmatch '[0-9]+') { throw 'x' }\na $env:BAD"))
        .containsExactly(UseKind.TEST, UseKind.ARGUMENT);
  }
}
