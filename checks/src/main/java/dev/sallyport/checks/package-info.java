/// Checks of the whole: arrows between packages, forbidden calls, docs, scripts.
@NullMarked
package dev.sallyport.checks;

import org.jspecify.annotations.NullMarked;
