package dev.sallyport.base.model.finding;

import dev.sallyport.base.model.source.Location;

/// A second place that helps to understand a finding.
public record Related(Location location, String message) {}
