/// Shows the outcome of a scan: one class per output format, all behind [ReportFormat].
@NullMarked
package dev.sallyport.scan.report;

import org.jspecify.annotations.NullMarked;
