package dev.sallyport.scan.engine;

import dev.sallyport.base.model.source.Location;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// One entry of `suppressions` in the configuration: a decision to live with findings.
///
/// @param rule id of the rule
/// @param path which files; null for all
/// @param fingerprint of the one finding; null for any
/// @param match text that the lines of the finding contain, white space folded; null for any
/// @param reason never blank
/// @param expires last day on which it holds; null for none
/// @param location of the entry in the configuration
public record Suppression(
    String rule,
    @Nullable Glob path,
    @Nullable String fingerprint,
    @Nullable String match,
    String reason,
    @Nullable String owner,
    @Nullable LocalDate expires,
    Location location) {}
