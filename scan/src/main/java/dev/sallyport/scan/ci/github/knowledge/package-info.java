/// Hand-written knowledge about actions, commands and runners, as tables beside these classes. A
/// table is data: rules ask it and hold no names themselves. An action or command that no row names
/// is unknown, never harmless.
@NullMarked
package dev.sallyport.scan.ci.github.knowledge;

import org.jspecify.annotations.NullMarked;
