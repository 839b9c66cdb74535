/// GitHub Actions: workflows, actions and their events, typed.
@NullMarked
package dev.sallyport.scan.ci.github;

import org.jspecify.annotations.NullMarked;
