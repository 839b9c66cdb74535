/// Benchmarks of hot parts; `./dev bench` runs them. Nothing that ships knows this.
@NullMarked
package dev.sallyport.bench;

import org.jspecify.annotations.NullMarked;
