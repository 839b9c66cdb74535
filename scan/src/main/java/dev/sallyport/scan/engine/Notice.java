package dev.sallyport.scan.engine;

import dev.sallyport.base.model.source.Location;
import dev.sallyport.scan.syntax.settings.Printable;

/// Something to tell about a suppression or the baseline that is no finding.
public record Notice(Kind kind, Location location, String message) {

  public enum Kind {
    /// It was written to hide something and does not, because it is wrong.
    INVALID,
    /// Its last day is over: it hides nothing any more.
    EXPIRED,
    /// It hides nothing, because nothing is there.
    UNUSED
  }

  /// `path:line:column: message`
  @Override
  public String toString() {
    return Printable.of(location.toString(), Integer.MAX_VALUE) + ": " + message;
  }
}
