/// The verifiable log: tree, proofs, tiles, notes, checkpoints, cosignatures and their files.
///
/// One file for one idea of a specification: RFC 9162 section 2 (tree and proofs), C2SP
/// `tlog-tiles`, `signed-note`, `tlog-checkpoint`, `tlog-cosignature`, `tlog-proof` and
/// `tlog-policy`. Nothing here knows where entries come from or what they mean.
@NullMarked
package dev.sallyport.trust.log;

import org.jspecify.annotations.NullMarked;
