/// What the log can say: a closed list of verbs, one record each, and the one form that is hashed.
@NullMarked
package dev.sallyport.base.model.event;

import org.jspecify.annotations.NullMarked;
