/// How fast the log is: its appends, proofs, opening and verification, each beside what
/// PostgreSQL alone does with the same rows. `./dev bench log` runs it.
@NullMarked
package dev.sallyport.bench.log;

import org.jspecify.annotations.NullMarked;
