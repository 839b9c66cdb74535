package dev.sallyport.base.model.finding;

import org.jspecify.annotations.Nullable;

/// A finding that somebody decided to live with; it stays visible in every report.
///
/// @param source where the decision is written: `inline`, the configuration's path, or `baseline`
/// @param expires ISO 8601 date, last day on which it holds, or null for none
public record Suppressed(
    Finding finding,
    String source,
    String reason,
    @Nullable String owner,
    @Nullable String expires) {}
