/// The log of the control plane: entries become durable in PostgreSQL, in one order, together with
/// the rows that they are about, and are published from there as files that everybody can check.
@NullMarked
package dev.sallyport.control.audit;

import org.jspecify.annotations.NullMarked;
