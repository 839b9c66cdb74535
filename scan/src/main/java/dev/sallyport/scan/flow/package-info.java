/// Whole-repository taint, reach, privilege and gates.
@NullMarked
package dev.sallyport.scan.flow;

import org.jspecify.annotations.NullMarked;
