package dev.sallyport.control.audit.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;

/// An entry as a message of RFC 5424, framed by RFC 5425 section 4.3: its length in bytes, a space,
/// the message.
///
/// `<110>1 TIME HOST sallyport - VERB [sallyport@N id="…" index="…" origin="…" verb="…"] LEAF`
///
/// An entry that does not fit comes without the leaf and with `bytes` and `leaf` (its length and
/// its hash in the log) instead: the receiver sees that it is there, and where to look it up.
final class SyslogMessage {

  /// "log audit" (RFC 5424 section 6.2.1, table 1).
  private static final int FACILITY = 13;

  private static final int WARNING = 4;
  private static final int INFORMATIONAL = 6;

  private static final Set<String> WARNINGS =
      Set.of(
          "identity.rejected",
          "evidence.rejected",
          "credential.refused",
          "credential.revoked",
          "breakglass.opened",
          "log.gap",
          "sink.lagging");

  // Six digits at most: RFC 5424 section 6.2.3. All nine are in the leaf.
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
  private static final int LONGEST_ID = 32;

  private final SyslogSettings.Format format;

  SyslogMessage(SyslogSettings.Format format) {
    this.format = format;
  }

  /// @throws IOException when not even what names the entry fits
  void frame(Delivery entry, ByteArrayOutputStream out) throws IOException {
    byte[] message = message(entry);
    out.writeBytes((message.length + " ").getBytes(UTF_8));
    out.writeBytes(message);
  }

  private byte[] message(Delivery entry) throws IOException {
    var view = EntryView.of(entry.leaf());
    String header = header(view);
    String names = names(entry, view);
    byte[] start = (header + names + "] ").getBytes(UTF_8);
    int mark = format.mark() ? MARK.length : 0;
    if (start.length + mark + entry.leaf().length <= format.maxBytes()) {
      var out = new ByteArrayOutputStream(start.length + mark + entry.leaf().length);
      out.writeBytes(start);
      out.write(MARK, 0, mark);
      out.writeBytes(entry.leaf());
      return out.toByteArray();
    }
    String instead = " bytes=\"%d\" leaf=\"%s\"]".formatted(entry.leaf().length, entry.leafHash());
    byte[] reference = (header + names + instead).getBytes(UTF_8);
    if (reference.length > format.maxBytes()) {
      throw new IOException(
          "%s: what names it has %d bytes, a message may have %d"
              .formatted(entry.id(), reference.length, format.maxBytes()));
    }
    return reference;
  }

  private String header(EntryView view) {
    return "<%d>1 %s %s sallyport - %s "
        .formatted(
            FACILITY * 8 + severity(view),
            view.when().map(TIME::format).orElse("-"),
            format.hostname(),
            messageId(view.verb()));
  }

  private static int severity(EntryView view) {
    boolean warns =
        WARNINGS.contains(view.verb())
            || view.text("decision").filter(verdict -> !verdict.equals("allow")).isPresent();
    return warns ? WARNING : INFORMATIONAL;
  }

  private static String messageId(String verb) {
    boolean valid = verb.length() <= LONGEST_ID && verb.chars().allMatch(c -> c > ' ' && c < 127);
    return valid && !verb.isEmpty() ? verb : "-";
  }

  private String names(Delivery entry, EntryView view) {
    return "[sallyport@%d id=\"%s\" index=\"%d\" origin=\"%s\" verb=\"%s\""
        .formatted(
            format.enterprise(),
            escaped(entry.id()),
            entry.index(),
            escaped(entry.origin()),
            escaped(view.verb()));
  }

  /// RFC 5424 section 6.3.3.
  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("]", "\\]");
  }
}
