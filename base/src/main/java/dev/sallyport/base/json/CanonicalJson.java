package dev.sallyport.base.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.Map;

/// Writes the one form that RFC 8785 gives a value: no spaces, sorted members, the shortest
/// escapes,
/// UTF-8.
public final class CanonicalJson {

  private static final HexFormat HEX = HexFormat.of();

  private final StringBuilder out = new StringBuilder(256);

  private CanonicalJson() {}

  /// @throws MalformedJson for a string with half a surrogate pair, which has no UTF-8 form (RFC
  ///     8785 section 3.2.2.2)
  public static byte[] bytes(Json value) {
    var writer = new CanonicalJson();
    writer.value(value);
    return writer.out.toString().getBytes(UTF_8);
  }

  private void value(Json value) {
    switch (value) {
      case Json.Obj object -> object(object);
      case Json.Arr array -> array(array);
      case Json.Str(String text) -> string(text);
      case Json.Int(long number) -> out.append(number);
      case Json.Bool(boolean bool) -> out.append(bool);
    }
  }

  private void object(Json.Obj object) {
    char before = '{';
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      out.append(before);
      string(member.getKey());
      out.append(':');
      value(member.getValue());
      before = ',';
    }
    out.append(before == '{' ? "{}" : "}");
  }

  private void array(Json.Arr array) {
    char before = '[';
    for (Json item : array.items()) {
      out.append(before);
      value(item);
      before = ',';
    }
    out.append(before == '[' ? "[]" : "]");
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        i = pair(text, i);
      } else {
        character(c);
      }
    }
    out.append('"');
  }

  private int pair(String text, int at) {
    if (at + 1 == text.length()
        || !Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1))) {
      throw new MalformedJson("half a surrogate pair at character " + at);
    }
    out.append(text, at, at + 2);
    return at + 1;
  }

  private void character(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case '\f' -> out.append("\\f");
      case '\r' -> out.append("\\r");
      default -> {
        if (c < ' ') {
          out.append("\\u").append(HEX.toHexDigits(c));
        } else {
          out.append(c);
        }
      }
    }
  }
}
