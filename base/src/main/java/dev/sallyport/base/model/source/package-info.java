/// What is read: one file's text and a place in it.
@NullMarked
package dev.sallyport.base.model.source;

import org.jspecify.annotations.NullMarked;
