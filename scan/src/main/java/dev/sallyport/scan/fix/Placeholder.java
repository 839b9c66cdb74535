package dev.sallyport.scan.fix;

import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.expression.Expr;

/// An expression to be replaced in a script.
///
/// @param outer with `${{` and `}}`, in the script
/// @param name of the environment variable that takes its place
/// @param oneWord whether the value is known to be at most one word of a shell, see [OneWord]
record Placeholder(Span outer, Expr expr, String name, boolean oneWord) {}
