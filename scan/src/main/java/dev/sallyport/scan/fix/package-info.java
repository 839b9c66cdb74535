/// Applies edits.
@NullMarked
package dev.sallyport.scan.fix;

import org.jspecify.annotations.NullMarked;
