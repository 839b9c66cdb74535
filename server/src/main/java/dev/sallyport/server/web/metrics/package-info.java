/// Figures about the running server, for Prometheus.
@NullMarked
package dev.sallyport.server.web.metrics;

import org.jspecify.annotations.NullMarked;
