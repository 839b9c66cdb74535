/// The published log over HTTP, for readers that trust nobody.
@NullMarked
package dev.sallyport.server.web.log;

import org.jspecify.annotations.NullMarked;
