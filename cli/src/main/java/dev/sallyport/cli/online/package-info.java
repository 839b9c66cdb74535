/// The only code that speaks to another machine, and only when it is asked to.
@NullMarked
package dev.sallyport.cli.online;

import org.jspecify.annotations.NullMarked;
