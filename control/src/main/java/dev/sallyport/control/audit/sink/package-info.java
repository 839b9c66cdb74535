/// Where entries go besides the log: the contract of a receiver, and receivers.
@NullMarked
package dev.sallyport.control.audit.sink;

import org.jspecify.annotations.NullMarked;
