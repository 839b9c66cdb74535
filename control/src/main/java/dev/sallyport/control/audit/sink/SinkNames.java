package dev.sallyport.control.audit.sink;

/// Names of sinks.
final class SinkNames {

  private static final int LONGEST = 64;

  private SinkNames() {}

  /// The table of cursors takes no other name.
  static String check(String name) {
    boolean plain =
        name.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-');
    if (name.isEmpty() || name.length() > LONGEST || !plain) {
      throw new IllegalArgumentException(
          "the name of a sink: 1 to %d lower-case letters, digits and -".formatted(LONGEST));
    }
    return name;
  }
}
