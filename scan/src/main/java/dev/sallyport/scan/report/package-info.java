/// One class per output format.
@NullMarked
package dev.sallyport.scan.report;

import org.jspecify.annotations.NullMarked;
