package dev.sallyport.scan.syntax.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CmdTest {

  @ParameterizedTest
  @CsvSource(
      delimiterString = "==>",
      quoteCharacter = '\u0001',
      textBlock =
          """
          a %X% "b !Y!" %1 & c                      ==> a $X "b $Y" $1; c
          a && b || c | d                           ==> a && b || pipe(c | d)
          @echo off                                 ==> echo off
          echo A=%X%>>%GITHUB_ENV%                  ==> echo A=$X >>$GITHUB_ENV
          set "X=a b"                               ==> X=a b
          set X=%Y:~0,3%                            ==> X=${Y :}
          set /p X=                                 ==> set /p X=
          if not exist a ( b ) else ( c )           ==> if(test(not exist a)){group(b)} else{group(c)}
          if "%a%"=="b" c                           ==> if(test("$a"=="b")){c}
          for /f %%i in ('a b') do c %%i            ==> for(i: $(a b)){c $i}
          for %%f in (1 2) do (a %%f)               ==> for(f: 1 2){group(a $f)}
          a ^& b                                    ==> a & b
          a 2>nul                                   ==> a 2>nul
          rem a b                                   ==>
          a ${{ b }}                                ==> a <b>
          """)
  void shapes(String script, String shape) {
    Script parsed = Shells.parse(Dialect.CMD, script);
    assertThat(Render.of(parsed)).isEqualTo(shape == null ? "" : shape);
    assertThat(parsed.troubles()).isEmpty();
  }

  @Test
  void linesLabelsAndComments() {
    Script script = Shells.parse(Dialect.CMD, "a ^\r\n b\r\n:: c\r\n:label\r\nREM d\r\ne");
    assertThat(Render.of(script)).isEqualTo("a b; e");
    assertThat(script.comments()).hasSize(3);
  }

  @Test
  void writesAndFlow() {
    Script script = Shells.parse(Dialect.CMD, "set X=%BAD%\necho A=%x% >> %GITHUB_ENV%");
    assertThat(EnvFileWrites.of(script))
        .singleElement()
        .satisfies(w -> assertThat(w.key()).contains("A"));
    Marks<String> marks =
        Marks.of(name -> name.equals("BAD") ? Optional.of("BAD") : Optional.<String>empty());
    assertThat(ShellFlow.analyze(script, marks).uses())
        .extracting(Use::kind)
        .containsExactlyInAnyOrder(UseKind.EVAL, UseKind.ASSIGN, UseKind.EVAL, UseKind.ENV_FILE);
  }
}
