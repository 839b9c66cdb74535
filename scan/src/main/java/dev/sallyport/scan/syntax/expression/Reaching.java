package dev.sallyport.scan.syntax.expression;

import dev.sallyport.base.text.Span;

/// A context access whose text can be part of an expression's result.
///
/// @param path what is read; `github.event` stands for everything below it
/// @param span of the whole access
/// @param viaJson whether it arrives as JSON text, with line breaks and double quotes escaped and
///     everything else, such as `$(…)` and single quotes, as it was
public record Reaching(ContextPath path, Span span, boolean viaJson) {}
