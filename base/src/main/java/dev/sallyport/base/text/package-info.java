/// Text offsets, lines and columns.
@NullMarked
package dev.sallyport.base.text;

import org.jspecify.annotations.NullMarked;
