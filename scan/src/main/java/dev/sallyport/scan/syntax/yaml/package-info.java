/// YAML with positions.
@NullMarked
package dev.sallyport.scan.syntax.yaml;

import org.jspecify.annotations.NullMarked;
