package dev.sallyport.scan.syntax.expression;

import dev.sallyport.base.text.Span;

/// A context access somewhere in an expression.
///
/// @param span of the whole access
public record Access(ContextPath path, Span span) {}
