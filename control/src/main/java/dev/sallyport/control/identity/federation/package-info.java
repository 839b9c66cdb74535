/// Verifies the tokens of CI systems: a signed token comes in, a [Run] or a refusal with a stable
/// code comes out. One adapter for each kind of issuer; nothing is fetched because a token names
/// it.
@NullMarked
package dev.sallyport.control.identity.federation;

import org.jspecify.annotations.NullMarked;
