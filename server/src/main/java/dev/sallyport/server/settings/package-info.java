/// How the server is set up: its configuration file, read strictly.
@NullMarked
package dev.sallyport.server.settings;

import org.jspecify.annotations.NullMarked;
