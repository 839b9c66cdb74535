package dev.sallyport.scan.syntax.yaml;

import dev.sallyport.base.text.Span;

/// One key with its value.
public record YamlEntry(YamlScalar key, YamlNode value) {

  /// Key and value together. An aliased value lies elsewhere and is left out.
  public Span span() {
    Span of = value.span();
    return of.start() >= key.span().end() ? key.span().cover(of) : key.span();
  }
}
