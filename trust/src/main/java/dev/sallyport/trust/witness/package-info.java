/// A witness: signs the checkpoints of logs that it has seen grow, on another host than theirs, so
/// that nobody can be shown a history that others are not (C2SP tlog-witness).
@NullMarked
package dev.sallyport.trust.witness;

import org.jspecify.annotations.NullMarked;
