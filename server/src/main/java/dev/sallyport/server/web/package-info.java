/// The server over HTTP. Knows the features' public faces and nothing that is behind them.
@NullMarked
package dev.sallyport.server.web;

import org.jspecify.annotations.NullMarked;
