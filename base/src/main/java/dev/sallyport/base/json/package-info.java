/// Small JSON for what is hashed and signed: one value type, one strict reader, one canonical form.
@NullMarked
package dev.sallyport.base.json;

import org.jspecify.annotations.NullMarked;
