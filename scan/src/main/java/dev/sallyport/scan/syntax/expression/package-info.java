/// GitHub expressions: parser and evaluator.
@NullMarked
package dev.sallyport.scan.syntax.expression;

import org.jspecify.annotations.NullMarked;
