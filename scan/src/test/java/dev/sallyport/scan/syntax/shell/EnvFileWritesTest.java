package dev.sallyport.scan.syntax.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.scan.syntax.shell.EnvFileWrite.Delimiter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvFileWritesTest {

  private static List<EnvFileWrite> writes(String script) {
    return EnvFileWrites.of(Shells.parse(Dialect.BASH, script));
  }

  private static String show(EnvFileWrite write) {
    return write.target() + " " + write.key().orElse("?") + "=" + Render.parts(write.value());
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "==>",
      quoteCharacter = '\u0001',
      textBlock =
          """
          echo "A=$x" >> $GITHUB_ENV                   ==> ENV A=$x
          echo A=b >> "${GITHUB_OUTPUT}"               ==> OUTPUT A=b
          echo "$HOME/bin" >> "$GITHUB_PATH"           ==> PATH ?=$HOME/bin
          echo "A=$x" | tee -a "$GITHUB_ENV"           ==> ENV A=$x
          echo "A=$x" | sudo tee -a $GITHUB_ENV        ==> ENV A=$x
          echo "A=$x" >> ${{ github.env }}             ==> ENV A=$x
          { echo A=b; } >> $GITHUB_STATE               ==> STATE A=b
          printf 'A=%s\\n' "$x" >> $GITHUB_ENV         ==> ENV A=$x
          printf "A=$x\\n" >> $GITHUB_ENV              ==> ENV A=$x
          cmd --x >> $GITHUB_ENV                       ==> ENV ?=$(cmd --x)
          a | sed s/b/c/ >> $GITHUB_ENV                ==> ENV ?=$(pipe(a | sed s/b/c/))
          a | tee -a $GITHUB_ENV                       ==> ENV ?=$(a)
          echo "$k=$v" >> $GITHUB_ENV                  ==> ENV ?=$v
          f=$GITHUB_ENV; echo "A=$x" >> "$f"           ==> ENV A=$x
          bash -c 'echo "A=$x" >> $GITHUB_ENV'         ==> ENV A=$x
          echo "::set-output name=A::$x"               ==> OUTPUT A=$x
          echo "::set-env name=A::b"                   ==> ENV A=b
          echo "::add-path::$x"                        ==> PATH ?=$x
          echo "# Hi $x" >> $GITHUB_STEP_SUMMARY       ==> STEP_SUMMARY ?=# Hi $x\\n
          cp file $GITHUB_ENV                          ==> ENV ?=$(cp file $GITHUB_ENV)
          """)
  void forms(String script, String expected) {
    assertThat(writes(script)).extracting(EnvFileWritesTest::show).containsExactly(expected);
  }

  @Test
  void severalLines() {
    assertThat(writes("cat <<EOF >> $GITHUB_ENV\nA=$x\nB=2\nEOF"))
        .extracting(EnvFileWritesTest::show)
        .containsExactly("ENV A=$x", "ENV B=2");
    assertThat(writes("echo -e \"A=1\\nB=$x\" >> $GITHUB_OUTPUT"))
        .extracting(EnvFileWritesTest::show)
        .containsExactly("OUTPUT A=1", "OUTPUT B=$x");
  }

  @Test
  void delimitersAreGraded() {
    EnvFileWrite fixed =
        writes("echo 'A<<EOF' >> $GITHUB_ENV\ncat f >> $GITHUB_ENV\necho EOF >> $GITHUB_ENV")
            .getFirst();
    assertThat(show(fixed)).isEqualTo("ENV A=$(cat f)\\n");
    assertThat(fixed.delimiter()).isEqualTo(Delimiter.FIXED);
    String random =
        "E=$(openssl rand -hex 8)\n{ echo \"A<<$E\"; echo \"$x\"; echo \"$E\"; } >> $GITHUB_OUTPUT";
    assertThat(writes(random))
        .singleElement()
        .satisfies(
            w -> {
              assertThat(show(w)).isEqualTo("OUTPUT A=$x\\n");
              assertThat(w.delimiter()).isEqualTo(Delimiter.RANDOM);
            });
    assertThat(
            writes("E=x$(date)\n{ echo \"A<<$E\"; y; echo \"$E\"; } >> $GITHUB_OUTPUT")
                .getFirst()
                .delimiter())
        .isEqualTo(Delimiter.VARIABLE);
    assertThat(writes("echo A=b >> $GITHUB_ENV").getFirst().delimiter()).isEqualTo(Delimiter.NONE);
  }

  @Test
  void whatPrintsNothingWritesNothing() {
    assertThat(writes("{ X=1; cd d; if check; then echo A=$X; fi; } >> $GITHUB_ENV"))
        .extracting(EnvFileWritesTest::show)
        .containsExactly("ENV A=$X");
  }

  @Test
  void otherFilesAndDescriptorsAreNoWrites() {
    assertThat(
            writes(
                "echo A=b >> other; echo \"::notice::x\"; cat $GITHUB_ENV; echo A=b 2>> $GITHUB_ENV"))
        .isEmpty();
  }
}
