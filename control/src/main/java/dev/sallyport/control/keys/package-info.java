/// The root key, what is sealed under it, and the signing key of the log.
@NullMarked
package dev.sallyport.control.keys;

import org.jspecify.annotations.NullMarked;
