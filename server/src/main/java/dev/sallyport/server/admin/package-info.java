/// Commands for whoever has the state directory before them.
@NullMarked
package dev.sallyport.server.admin;

import org.jspecify.annotations.NullMarked;
