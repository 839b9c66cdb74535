package dev.sallyport.scan.ci.github.knowledge;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A value made at the first call, once.
final class Lazy<T> {
  private final Supplier<T> make;
  private volatile @Nullable T made;

  Lazy(Supplier<T> make) {
    this.make = make;
  }

  T get() {
    T value = made;
    if (value == null) {
      synchronized (this) {
        value = made;
        if (value == null) {
          value = make.get();
          made = value;
        }
      }
    }
    return value;
  }
}
