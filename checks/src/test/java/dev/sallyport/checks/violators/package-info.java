/// Classes that break each rule on purpose: a check that does not find them is blind.
@NullMarked
package dev.sallyport.checks.violators;

import org.jspecify.annotations.NullMarked;
