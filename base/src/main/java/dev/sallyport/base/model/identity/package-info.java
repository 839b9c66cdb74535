/// Who asks: verified identities in the one form that policies, leases and the log speak of.
@NullMarked
package dev.sallyport.base.model.identity;

import org.jspecify.annotations.NullMarked;
