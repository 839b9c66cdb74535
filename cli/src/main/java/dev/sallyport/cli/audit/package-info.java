/// `sallyport audit`: reads, proves, verifies and mirrors a log from outside, with no trust in who
/// serves it.
@NullMarked
package dev.sallyport.cli.audit;

import org.jspecify.annotations.NullMarked;
