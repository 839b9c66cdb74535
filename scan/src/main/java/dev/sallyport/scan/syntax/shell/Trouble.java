package dev.sallyport.scan.syntax.shell;

import dev.sallyport.base.text.Span;

/// A stretch of a script that could not be understood; parsing resumed behind it.
public record Trouble(Span span, String message) {}
