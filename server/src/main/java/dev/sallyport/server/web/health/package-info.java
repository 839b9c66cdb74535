/// Whether the server lives, and whether it can do its work.
@NullMarked
package dev.sallyport.server.web.health;

import org.jspecify.annotations.NullMarked;
