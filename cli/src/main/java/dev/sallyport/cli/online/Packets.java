package dev.sallyport.cli.online;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Git's packet lines (gitprotocol-common(5)), read from an answer that is in memory, and written.
final class Packets {
  enum Kind {
    DATA,
    FLUSH,
    DELIMITER,
    END
  }

  private static final String FLUSH = "0000";
  private static final String DELIMITER = "0001";
  private static final int LONGEST = 65_520;

  private final byte[] bytes;
  private int at;
  private int start;
  private int end;

  Packets(byte[] bytes) {
    this.bytes = bytes;
  }

  /// A request of protocol version 2 (gitprotocol-v2(5)).
  static byte[] request(String command, List<String> arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out, "command=" + command + "\n");
    write(out, "agent=sallyport\n");
    write(out, "object-format=sha1\n");
    out.writeBytes(DELIMITER.getBytes(StandardCharsets.US_ASCII));
    arguments.forEach(argument -> write(out, argument + "\n"));
    out.writeBytes(FLUSH.getBytes(StandardCharsets.US_ASCII));
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, String line) {
    byte[] payload = line.getBytes(StandardCharsets.UTF_8);
    String length = Integer.toHexString(payload.length + 4);
    out.writeBytes("0".repeat(4 - length.length()).getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(length.getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(payload);
  }

  /// Goes to the next packet. An `ERR` packet is what the server has to say, and the end.
  Kind next() throws IOException {
    if (at == bytes.length) {
      return Kind.END;
    }
    if (bytes.length - at < 4) {
      throw new IOException("the answer ends within a packet");
    }
    int length = 0;
    for (int i = 0; i < 4; i++) {
      length = length << 4 | digit(bytes[at + i]);
    }
    start = at + 4;
    if (length < 4) {
      at = start;
      end = start;
      return length == 1 ? Kind.DELIMITER : Kind.FLUSH;
    }
    end = at + length;
    if (length > LONGEST || end > bytes.length) {
      throw new IOException("the answer ends within a packet");
    }
    at = end;
    if (text().startsWith("ERR ")) {
      throw new Refusal(text().substring("ERR ".length()));
    }
    return Kind.DATA;
  }

  /// The packet's text without the line break at its end.
  String text() {
    int stop = end > start && bytes[end - 1] == '\n' ? end - 1 : end;
    return new String(bytes, start, stop - start, StandardCharsets.UTF_8);
  }

  /// The pack that follows, taken out of its side band: 1 is data, 2 is progress, 3 an error.
  InputStream pack() throws IOException {
    List<InputStream> parts = new ArrayList<>();
    while (next() == Kind.DATA) {
      int band = end > start ? bytes[start] : 0;
      if (band == 1) {
        parts.add(new ByteArrayInputStream(bytes, start + 1, end - start - 1));
      } else if (band == 3) {
        throw new Refusal(new String(bytes, start + 1, end - start - 1, StandardCharsets.UTF_8));
      } else if (band != 2) {
        throw new IOException("the answer has an unknown side band");
      }
    }
    return new SequenceInputStream(Collections.enumeration(parts));
  }

  private static int digit(byte b) throws IOException {
    int digit = Character.digit(b, 16);
    if (digit < 0) {
      throw new IOException("the answer is not in git's protocol");
    }
    return digit;
  }

  /// The server understood and says no.
  static final class Refusal extends IOException {
    private static final long serialVersionUID = 1L;

    Refusal(String said) {
      super("the server says: " + printable(said));
    }

    /// The id is known neither to the repository nor to the network of forks that it belongs to.
    boolean unknownObject() {
      String message = getMessage();
      return message != null && message.contains("not our ref");
    }

    private static String printable(String said) {
      StringBuilder text = new StringBuilder();
      said.codePoints().limit(200).forEach(c -> text.append(c < 32 || c > 126 ? '?' : (char) c));
      return text.toString();
    }
  }
}
