/// The program that runs on the server's own machine.
@NullMarked
package dev.sallyport.server;

import org.jspecify.annotations.NullMarked;
