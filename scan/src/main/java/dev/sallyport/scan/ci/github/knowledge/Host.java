package dev.sallyport.scan.ci.github.knowledge;

/// A host to which nobody sends a secret for a good reason.
///
/// @param host lower case; all hosts below it count
public record Host(String host, Kind kind, String why) {

  public enum Kind {
    /// Shows anyone's requests to whoever asked for an address.
    COLLECTOR,
    /// Leads to anyone's machine.
    TUNNEL,
    PASTE,
    FILES,
    /// Proves that code ran.
    CALLBACK,
    /// A chat: often meant, and as often used to carry things out.
    MESSENGER,
    /// Seen in a known attack.
    ATTACK
  }

  static Host read(Sheet.Row row) {
    String host = row.filled("host");
    Sheet.require(host.matches("[a-z0-9-]+(\\.[a-z0-9-]+)+"), "not a host: " + host);
    return new Host(host, row.keyword("kind", Kind.class), row.filled("why"));
  }
}
