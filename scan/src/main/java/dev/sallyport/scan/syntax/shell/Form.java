package dev.sallyport.scan.syntax.shell;

/// What is known about the characters of a marked value, from nothing to most.
public enum Form {
  /// Anything, line breaks included.
  RAW,
  /// One of its lines was matched from end to end by a strict expression, as `grep -qx` does; the
  /// other lines can be anything.
  LINE_CHECKED,
  /// No line break: it was split into words, read as a line, or cut to one.
  SINGLE_LINE,
  /// Written as JSON: one line, one token there. In a shell it is not safe, for JSON's quotes do
  /// not keep `$(…)` from running.
  JSON,
  /// Escaped for a shell, so that it is one word of its code.
  QUOTED,
  /// Base64 or the like: harmless until decoded. A use in this form is not reported.
  ENCODED
}
