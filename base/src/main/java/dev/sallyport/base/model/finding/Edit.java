package dev.sallyport.base.model.finding;

import dev.sallyport.base.text.Span;

/// Replace the text of `span` in file `path` by `replacement`. An empty span inserts.
public record Edit(String path, Span span, String replacement) {}
