/// Reads a tree once: walk, limits, git index.
@NullMarked
package dev.sallyport.scan.source;

import org.jspecify.annotations.NullMarked;
