package dev.sallyport.scan.ci.github.knowledge;

/// Whether something holds for a step as written; MAYBE where an expression decides at run time.
public enum Truth {
  NO,
  MAYBE,
  YES;

  static Truth of(boolean holds) {
    return holds ? YES : NO;
  }

  Truth and(Truth other) {
    return compareTo(other) <= 0 ? this : other;
  }

  Truth not() {
    return switch (this) {
      case NO -> YES;
      case MAYBE -> MAYBE;
      case YES -> NO;
    };
  }
}
