package dev.sallyport.base.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/// What others wrote, made harmless for a terminal: control characters and those that turn the
/// direction of writing are shown as escapes.
public final class Plain {

  private Plain() {}

  public static String line(String text) {
    var plain = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (isHarmless(c)) {
                plain.appendCodePoint(c);
              } else {
                plain.append("\\u{").append(Integer.toHexString(c)).append('}');
              }
            });
    return plain.toString();
  }

  /// As text where the bytes are UTF-8, else as hexadecimal.
  public static String entry(byte[] bytes) {
    return utf8(bytes).map(Plain::line).orElseGet(() -> "hex " + HexFormat.of().formatHex(bytes));
  }

  private static Optional<String> utf8(byte[] bytes) {
    try {
      var decoder = StandardCharsets.UTF_8.newDecoder();
      return Optional.of(decoder.decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  /// Whether a terminal shows this code point and does nothing else.
  public static boolean isHarmless(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
