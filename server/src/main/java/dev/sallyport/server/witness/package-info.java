/// Witnesses on other hosts, asked for this installation's log.
@NullMarked
package dev.sallyport.server.witness;

import org.jspecify.annotations.NullMarked;
