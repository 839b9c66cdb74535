/// Runs rules over files and collects findings, suppressions and gaps.
@NullMarked
package dev.sallyport.scan.engine;

import org.jspecify.annotations.NullMarked;
