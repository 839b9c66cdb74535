/// Shared by tests only: generators, fakes, contracts.
@NullMarked
package dev.sallyport.testkit;

import org.jspecify.annotations.NullMarked;
