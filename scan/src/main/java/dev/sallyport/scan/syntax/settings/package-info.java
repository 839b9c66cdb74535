/// Configuration files, read strictly: by type, with all problems at once and a place for each.
@NullMarked
package dev.sallyport.scan.syntax.settings;

import org.jspecify.annotations.NullMarked;
