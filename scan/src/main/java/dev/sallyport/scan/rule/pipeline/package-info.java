/// Rules on pipeline definitions.
@NullMarked
package dev.sallyport.scan.rule.pipeline;

import org.jspecify.annotations.NullMarked;
