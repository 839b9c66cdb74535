/// PostgreSQL, embedded or external: state directory, server process, migrations, transactions.
@NullMarked
package dev.sallyport.control.store;

import org.jspecify.annotations.NullMarked;
