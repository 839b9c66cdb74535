package dev.sallyport.base.model.finding;

import dev.sallyport.base.model.source.Location;

/// One step on the attacker's way, in order: from what he controls to what he gets.
public record PathStep(Location location, String message) {}
