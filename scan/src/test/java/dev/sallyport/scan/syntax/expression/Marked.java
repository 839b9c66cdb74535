package dev.sallyport.scan.syntax.expression;

import dev.sallyport.base.text.Span;

/// A sample with «the expected range» marked in it.
record Marked(String text, Span span) {
  static Marked of(String sample) {
    int start = sample.indexOf('«');
    int end = sample.indexOf('»') - 1;
    return new Marked(sample.replace("«", "").replace("»", ""), new Span(start, end));
  }
}
