/// What every rule family shares.
@NullMarked
package dev.sallyport.scan.rule;

import org.jspecify.annotations.NullMarked;
