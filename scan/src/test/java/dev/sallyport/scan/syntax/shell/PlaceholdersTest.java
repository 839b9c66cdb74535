package dev.sallyport.scan.syntax.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {

  private static List<String> places(Dialect dialect, String script) {
    return Placeholders.of(Shells.parse(dialect, script)).stream()
        .map(p -> p.placeholder().inner().strip() + " " + p.quoting())
        .toList();
  }

  @Test
  void quotingIsKnown() {
    String script =
        """
        a ${{ n }} '${{ s }}' "${{ d }} $(${{ c }})" $((${{ a }})) ${x:-${{ p }}}
        # ${{ k }} and ${{ l }}
        cat <<E
        ${{ h }}
        E
        cat <<'E'
        ${{ q }}
        E
        if [[ "${{ t }}" == ${{ u }} ]]; then case x in ${{ v }}) b;; esac; fi
        """;
    assertThat(places(Dialect.BASH, script))
        .containsExactly(
            "n NONE",
            "s SINGLE",
            "d DOUBLE",
            "c NONE",
            "a ARITHMETIC",
            "p NONE",
            "k COMMENT",
            "l COMMENT",
            "h HERE_DOCUMENT",
            "q QUOTED_HERE_DOCUMENT",
            "t DOUBLE",
            "u NONE",
            "v NONE");
    assertThat(places(Dialect.POWERSHELL, "a '${{ b }}' # ${{ c }}"))
        .containsExactly("b SINGLE", "c COMMENT");
  }

  @Test
  void everyPlaceholderOfALongCommentIsFound() {
    StringBuilder script = new StringBuilder("# ");
    IntStream.range(0, 500).forEach(i -> script.append("${{ x").append(i).append(" }} "));
    assertThat(places(Dialect.BASH, script.toString())).hasSize(500);
  }
}
