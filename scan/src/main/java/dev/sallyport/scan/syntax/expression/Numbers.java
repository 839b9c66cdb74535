package dev.sallyport.scan.syntax.expression;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Numbers from and to text.
final class Numbers {
  private static final MathContext PRECISION = new MathContext(15, RoundingMode.HALF_EVEN);

  private Numbers() {}

  /// Decimal with optional sign, fraction and exponent; `0x` and `0o` (32 bits, two's
  /// complement); `Infinity`. Empty text is 0, anything else NaN.
  static double parse(String text) {
    String number = Strings.trim(text);
    if (number.isEmpty()) {
      return 0;
    }
    if (isDecimal(number)) {
      return Double.parseDouble(number);
    }
    if (number.startsWith("0x")) {
      return unsigned(number, 16);
    }
    if (number.startsWith("0o")) {
      return unsigned(number, 8);
    }
    return switch (number) {
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> Double.NaN;
    };
  }

  private static double unsigned(String number, int radix) {
    long value = 0;
    for (int i = 2; i < number.length(); i++) {
      char c = number.charAt(i);
      int digit = c <= 0x7f ? Character.digit(c, radix) : -1;
      value = value * radix + digit;
      if (digit < 0 || value > 0xffff_ffffL) {
        return Double.NaN;
      }
    }
    return number.length() > 2 ? (int) value : Double.NaN;
  }

  /// Double.parseDouble alone would also take `1d`, `0x1p3` and `NaN`.
  private static boolean isDecimal(String number) {
    int i = sign(number, 0);
    int whole = digits(number, i);
    int end = whole;
    int count = whole - i;
    if (end < number.length() && number.charAt(end) == '.') {
      end = digits(number, whole + 1);
      count += end - whole - 1;
    }
    if (count == 0) {
      return false;
    }
    if (end < number.length() && (number.charAt(end) | 0x20) == 'e') {
      int exponent = sign(number, end + 1);
      end = digits(number, exponent);
      return end > exponent && end == number.length();
    }
    return end == number.length();
  }

  private static int sign(String number, int at) {
    boolean signed = at < number.length() && (number.charAt(at) == '-' || number.charAt(at) == '+');
    return signed ? at + 1 : at;
  }

  private static int digits(String number, int from) {
    int at = from;
    while (at < number.length() && number.charAt(at) >= '0' && number.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  /// At most 15 significant digits; exponential from 1E+15 upwards and below 0.0001.
  static String text(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.toString(value);
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(value).round(PRECISION).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -5 && exponent < 15) {
      return rounded.toPlainString();
    }
    String mantissa = rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString();
    String digits = (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    return mantissa + "E" + (exponent < 0 ? "-" : "+") + digits;
  }

  /// A literal that parses to exactly this number.
  static String literal(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    if (whole && Double.compare(value, -0.0) != 0) {
      return Long.toString((long) value);
    }
    return Double.toString(value);
  }
}
