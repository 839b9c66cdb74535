package dev.sallyport.base.model.event;

import dev.sallyport.base.json.CanonicalJson;
import dev.sallyport.base.json.Json;
import dev.sallyport.base.json.JsonReader;
import dev.sallyport.base.json.MalformedJson;
import java.time.DateTimeException;
import java.util.List;

/// An event as it is hashed: canonical JSON of media type
/// `application/vnd.sallyport.audit.v1+json`, without its own index.
public final class Leaf {

  /// What a bundle of the log can carry (C2SP tlog-tiles, "Log entries").
  public static final int MAX_BYTES = 0xffff;

  /// The tenant that every installation has. Its entries do not name it.
  public static final int FIRST_TENANT = 1;

  /// The longest name or id in an entry, in characters.
  public static final int MAX_NAME = EventReader.MAX_TEXT;

  private final byte[] bytes;
  private final List<Personal.Known> personal;

  private Leaf(byte[] bytes, List<Personal.Known> personal) {
    this.bytes = bytes;
    this.personal = List.copyOf(personal);
  }

  /// An entry of an installation's first tenant.
  public static Leaf of(Event event) {
    return of(FIRST_TENANT, event);
  }

  /// @param tenant whose entry it is, from 1
  /// @throws IllegalArgumentException for an event that the format cannot carry
  public static Leaf of(int tenant, Event event) {
    var writer = new EventWriter();
    byte[] bytes;
    try {
      Json json = writer.write(tenant, event);
      bytes = CanonicalJson.bytes(json);
      if (bytes.length > MAX_BYTES) {
        throw new IllegalArgumentException("an event of %d bytes".formatted(bytes.length));
      }
      // What the reader would refuse must not get in: an entry stays for ever.
      new EventReader(json).entry();
    } catch (MalformedJson | DateTimeException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    return new Leaf(bytes, writer.personal());
  }

  /// What an entry says.
  ///
  /// @param tenant whose it is
  public record Entry(int tenant, Event event) {}

  /// Reads an entry of version 1.
  ///
  /// @throws MalformedJson for everything else
  public static Entry read(byte[] bytes) {
    return new EventReader(JsonReader.readCanonical(bytes, MAX_BYTES)).entry();
  }

  /// As [#read], for whoever needs the event alone.
  public static Event parse(byte[] bytes) {
    return read(bytes).event();
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /// What lies beside the log, to be read or deleted.
  public List<Personal.Known> personal() {
    return personal;
  }
}
