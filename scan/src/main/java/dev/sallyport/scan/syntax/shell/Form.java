package dev.sallyport.scan.syntax.shell;

/// What is known about the characters of a marked value, from nothing to most.
public enum Form {
  /// Anything, line breaks included.
  RAW,
  /// No line break: it was split into words, read as a line, or cut to one.
  SINGLE_LINE,
  /// Escaped for a shell or as JSON, so that it stays one token there.
  QUOTED,
  /// Base64 or the like: harmless until decoded. A use in this form is not reported.
  ENCODED
}
