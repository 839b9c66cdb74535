/// What the running server says: one line for each thing that happened.
@NullMarked
package dev.sallyport.server.output;

import org.jspecify.annotations.NullMarked;
