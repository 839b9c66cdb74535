package dev.sallyport.scan.ci.github.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SheetTest {
  private static final String HEAD = "# comment\naction\tversions\tinput\tlanguage\tplace\twhy\n";

  @Test
  void slipsAreToldAndLeftOut() {
    Sheet<CodeInput> sheet =
        Sheet.parse(
            "t",
            HEAD
                + "a/b\t-\tx\tshell\t\trunner\tgood\n"
                + "a/b\t-\tx\tshel\trunner\tkeyword\n"
                + "a/b\t~4\tx\tshell\trunner\tbound\n"
                + "ab\t-\tx\tshell\trunner\tno action\n"
                + "a/b\t-\t-\tshell\trunner\tno input\n"
                + "a/b\t-\tx\tshell\trunner\n",
            CodeInput::read);
    assertThat(sheet.rows()).hasSize(1);
    assertThat(sheet.problems())
        .containsExactly(
            "t: language knows no 'shel' in: a/b - x shel runner keyword",
            "t: not a bound: ~4 in: a/b ~4 x shell runner bound",
            "t: not an action: ab in: ab - x shell runner no action",
            "t: nothing in input in: a/b - - shell runner no input",
            "t: 5 fields in: a/b - x shell runner");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "with.", "!with.a=b", "with.a=", "with.a=@other", "with.a b"})
  void conditionsAreStrict(String text) {
    assertThatThrownBy(() -> Condition.parse(text)).isInstanceOf(Sheet.BadField.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "::",
      textBlock =
          """
          with.a              :: YES   :: v
          with.a              :: YES   :: ${{ inputs.x }}
          with.a              :: NO    :: ''
          !with.b             :: YES   :: v
          with.a=V            :: YES   :: v
          with.a=w            :: NO    :: v
          with.a=w            :: MAYBE :: ${{ inputs.x }}
          with.a!=w           :: YES   :: v
          with.b!=w           :: YES   :: v
          with.a~ghcr.io      :: YES   :: ghcr.io/${{ github.repository }}
          with.a~ghcr.io      :: MAYBE :: ${{ env.IMAGE }}
          with.a!~ghcr.io     :: YES   :: docker.io/x
          with.a=@default     :: YES   :: ${{ github.token }}
          with.a=@default     :: YES   :: ${{ secrets.GITHUB_TOKEN }}
          with.b=@default     :: YES   :: v
          with.b=@job         :: NO    :: v
          with.a=@default     :: NO    :: ${{ secrets.PAT }}
          with.a=@default     :: MAYBE :: ${{ secrets.PAT || github.token }}
          with.A=v;with.b     :: NO    :: v
          with.A=v;!with.b    :: YES   :: v
          env.HOME_URL=x      :: NO    :: v
          """)
  void conditionsHold(String condition, Truth truth, String value) {
    Inputs inputs = Inputs.with(Map.of("a", value));
    assertThat(Condition.parse(condition.strip()).holds(inputs)).isEqualTo(truth);
  }
}
