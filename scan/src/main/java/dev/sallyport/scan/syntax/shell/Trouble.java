package dev.sallyport.scan.syntax.shell;

import dev.sallyport.base.text.Span;

/// A stretch of a script that was not understood, or not followed to its end.
///
/// @param limit whether a limit ended it: then what stands there, or what follows from it, was not
///     looked at. Otherwise parsing stumbled, as the shell would, and resumed behind it
/// @param message what it was
public record Trouble(Span span, boolean limit, String message) {}
