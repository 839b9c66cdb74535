package dev.sallyport.cli.audit;

import java.io.FileNotFoundException;
import java.io.UncheckedIOException;

/// There is no log at the place that was named, so that nothing of it can be wrong.
final class NoLog extends UncheckedIOException {
  private static final long serialVersionUID = 1L;

  NoLog(String message) {
    super(message, new FileNotFoundException(message));
  }
}
