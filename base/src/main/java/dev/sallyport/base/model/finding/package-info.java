/// What is wrong, where, how an attacker gets there and how to mend it.
@NullMarked
package dev.sallyport.base.model.finding;

import org.jspecify.annotations.NullMarked;
