package dev.sallyport.trust.log;

/// ASCII decimals without sign and without leading zeros, up to 2^63 - 1.
public final class Decimal {

  private static final int MAX_DIGITS = 19;

  private Decimal() {}

  /// @param what for the message
  public static long parse(String text, String what) {
    boolean digits =
        !text.isEmpty()
            && text.length() <= MAX_DIGITS
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits || text.length() > 1 && text.charAt(0) == '0') {
      throw new MalformedLog("the %s is not a decimal number".formatted(what));
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw new MalformedLog("the %s is too large".formatted(what));
    }
  }
}
