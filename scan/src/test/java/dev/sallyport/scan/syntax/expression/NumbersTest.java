package dev.sallyport.scan.syntax.expression;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "711, 711",
    "-9.2, -9.2",
    "0.1, 0.1",
    "0.0001, 0.0001",
    "0.00001, 0.00001",
    "0.000001, 1E-06",
    "123456789012345, 123456789012345",
    "999999999999999.9, 1E+15",
    "1234567890123456, 1.23456789012346E+15",
    "1e100, 1E+100",
    "-1.5e-7, -1.5E-07",
    "0.30000000000000004, 0.3",
    "Infinity, Infinity",
    "NaN, NaN"
  })
  void printsFifteenDigits(double value, String text) {
    assertThat(Numbers.text(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "1x",
        "1e",
        "e1",
        "+",
        "--1",
        "0x",
        "0xg",
        "0o8",
        "0O7",
        "0X1",
        "1d",
        "0x1p3",
        "1_000",
        "infinity",
        "+Infinity",
        "1 2",
        "\u0661"
      })
  void refusesWhatIsNoNumber(String text) {
    assertThat(Numbers.parse(text)).isNaN();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.0, 1, 0.1, 1e300, -1e-300, 1e15, 123456789012345680.0, 4.9e-324})
  void literalsAreExact(double value) {
    assertThat(Numbers.parse(Numbers.literal(value))).isEqualTo(value);
  }
}
