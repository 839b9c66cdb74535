package dev.sallyport.control.audit.sink;

/// An entry on its way to a receiver. The leaf alone: what is kept beside the log stays there.
///
/// @param origin of the log
/// @param index of the entry; the receiver sees a gap by it
/// @param leaf canonical JSON
public record Delivery(String origin, long index, byte[] leaf) {

  /// The same whenever the entry is sent: the receiver drops what it has already by it.
  public String id() {
    return origin + "#" + index;
  }
}
