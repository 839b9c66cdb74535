package dev.sallyport.scan.source;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// From bytes to text, strictly: UTF-8, or what a byte order mark says (YAML 1.2.2, section 5.2).
/// No replacement characters, no guesses: a rule must see what the runner sees.
public final class Decoding {
  private Decoding() {}

  /// How the bytes of a file were made of its text.
  ///
  /// @param mark length of its byte order mark, in bytes
  public record Encoding(Charset charset, int mark) {

    /// The inverse of decoding, for who writes a mended text back.
    public byte[] encode(String text) {
      ByteBuffer body = charset.encode(mark > 0 ? "\ufeff" + text : text);
      byte[] bytes = new byte[body.remaining()];
      body.get(bytes);
      return bytes;
    }
  }

  public sealed interface Decoded {
    record Text(String text, Encoding encoding) implements Decoded {}

    /// Bytes that no text has.
    ///
    /// @param line from 1, where the first wrong byte stands; 0 when the whole file is wrong
    record NotText(int line, String why) implements Decoded {}
  }

  private static final Encoding UTF_8 = new Encoding(StandardCharsets.UTF_8, 0);

  public static Decoded decode(byte[] bytes) {
    Encoding encoding = encoding(bytes);
    int start = skipped(encoding);
    String text = new String(bytes, start, bytes.length - start, encoding.charset());
    // Wrong bytes leave a replacement character behind. It may also stand in the file itself, so
    // only then the slow and exact way is worth its time.
    if (text.indexOf('\ufffd') >= 0) {
      Optional<Decoded> wrong = firstWrong(bytes, encoding);
      if (wrong.isPresent()) {
        return wrong.get();
      }
    }
    int nul = text.indexOf('\0');
    if (nul >= 0) {
      return new Decoded.NotText(
          lines(text, nul), "Holds a NUL character at offset " + nul + ": it is not text.");
    }
    return new Decoded.Text(text, encoding);
  }

  private static Encoding encoding(byte[] b) {
    if (starts(b, 0xef, 0xbb, 0xbf)) {
      return new Encoding(StandardCharsets.UTF_8, 3);
    }
    // UTF-32LE first: its mark begins with that of UTF-16LE.
    if (starts(b, 0xff, 0xfe, 0, 0)) {
      return new Encoding(StandardCharsets.UTF_32LE, 4);
    }
    if (starts(b, 0, 0, 0xfe, 0xff)) {
      return new Encoding(StandardCharsets.UTF_32BE, 4);
    }
    if (starts(b, 0xff, 0xfe)) {
      return new Encoding(StandardCharsets.UTF_16LE, 2);
    }
    return starts(b, 0xfe, 0xff) ? new Encoding(StandardCharsets.UTF_16BE, 2) : UTF_8;
  }

  /// The JDK takes a mark off itself in UTF-32, and then a second one should be left alone.
  private static int skipped(Encoding encoding) {
    return encoding.mark() == 4 ? 0 : encoding.mark();
  }

  private static boolean starts(byte[] bytes, int... mark) {
    if (bytes.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((bytes[i] & 0xff) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private static Optional<Decoded> firstWrong(byte[] bytes, Encoding encoding) {
    int start = skipped(encoding);
    CharsetDecoder decoder =
        encoding
            .charset()
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = decoder.decode(in, out, true);
    if (!result.isError()) {
      return Optional.empty();
    }
    int at = in.position();
    String before = out.flip().toString();
    String name = encoding.charset().name().toUpperCase(Locale.ROOT);
    return Optional.of(
        new Decoded.NotText(
            lines(before, before.length()),
            "Is not valid %s: byte 0x%02x at offset %d.".formatted(name, bytes[at], at)));
  }

  private static int lines(String text, int end) {
    int lines = 1;
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      lines +=
          c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'))
              ? 1
              : 0;
    }
    return lines;
  }
}
