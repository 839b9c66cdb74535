/// What is known about published actions without asking a network: version tags and their commits,
/// advisories, tag takeovers and popularity, as of the date of the data bundle. See `docs/data.md`.
@NullMarked
package dev.sallyport.scan.ci.github.facts;

import org.jspecify.annotations.NullMarked;
