/// JavaScript and Python bodies of pipelines: one tolerant, bounded parser for both into
/// expressions and assignments, as far as following a value needs them.
@NullMarked
package dev.sallyport.scan.syntax.program;

import org.jspecify.annotations.NullMarked;
