package dev.sallyport.base.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.TreeMap;

/// Reads JSON strictly: UTF-8, no member twice, integers only, no `null`, nothing after the value,
/// bounded in bytes and depth. Linear in its input.
public final class JsonReader {

  static final int MAX_DEPTH = 16;

  private final String text;
  private int at;
  private int depth;

  private JsonReader(String text) {
    this.text = text;
  }

  /// @param limit the most bytes
  public static Json read(byte[] bytes, int limit) {
    if (bytes.length > limit) {
      throw new MalformedJson("more than %d bytes".formatted(limit));
    }
    var reader = new JsonReader(decode(bytes));
    reader.space();
    Json value = reader.value();
    reader.space();
    if (reader.at < reader.text.length()) {
      throw reader.malformed("something after the value");
    }
    return value;
  }

  /// As [#read], and the bytes are the canonical form of the value, so that nothing is hashed in
  /// two
  /// forms.
  public static Json readCanonical(byte[] bytes, int limit) {
    Json value = read(bytes, limit);
    int difference = Arrays.mismatch(bytes, CanonicalJson.bytes(value));
    if (difference >= 0) {
      throw new MalformedJson("byte %d is not canonical (RFC 8785)".formatted(difference));
    }
    return value;
  }

  private static String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      throw new MalformedJson("not UTF-8");
    }
  }

  private Json value() {
    char c = peek();
    return switch (c) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> new Json.Str(string());
      case 't' -> word("true", new Json.Bool(true));
      case 'f' -> word("false", new Json.Bool(false));
      default -> number();
    };
  }

  private Json object() {
    enter();
    var members = new TreeMap<String, Json>();
    if (!next('}')) {
      do {
        space();
        String name = string();
        space();
        expect(':');
        space();
        if (members.putIfAbsent(name, value()) != null) {
          throw malformed("a member twice");
        }
        space();
      } while (next(','));
      expect('}');
    }
    depth--;
    return new Json.Obj(members);
  }

  private Json array() {
    enter();
    var items = new ArrayList<Json>();
    if (!next(']')) {
      do {
        space();
        items.add(value());
        space();
      } while (next(','));
      expect(']');
    }
    depth--;
    return new Json.Arr(items);
  }

  /// Into an object or array, past its bracket and the spaces after it.
  private void enter() {
    if (++depth > MAX_DEPTH) {
      throw malformed("deeper than %d".formatted(MAX_DEPTH));
    }
    at++;
    space();
  }

  private String string() {
    expect('"');
    var value = new StringBuilder();
    for (char c = take(); c != '"'; c = take()) {
      if (c < ' ') {
        throw malformed("a control character in a string");
      }
      value.append(c == '\\' ? escaped() : c);
    }
    return value.toString();
  }

  private char escaped() {
    char c = take();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unit();
      default -> throw malformed("an unknown escape");
    };
  }

  private char unit() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      char c = take();
      // Character.digit alone also takes the digits of other scripts.
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw malformed("four hexadecimal digits expected");
      }
      value = value << 4 | digit;
    }
    return (char) value;
  }

  private Json word(String word, Json value) {
    if (!text.startsWith(word, at)) {
      throw malformed("a value expected");
    }
    at += word.length();
    return value;
  }

  private Json number() {
    boolean negative = next('-');
    int start = at;
    long value = 0;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      value = value * 10 + text.charAt(at++) - '0';
      if (value > Json.MAX_INT) {
        throw malformed("a number beyond 2^53 - 1");
      }
    }
    if (at == start) {
      throw malformed("a value expected");
    }
    boolean zeroFirst = text.charAt(start) == '0' && (at - start > 1 || negative);
    if (zeroFirst || at < text.length() && ".eE".indexOf(text.charAt(at)) >= 0) {
      throw malformed("not a plain integer");
    }
    return new Json.Int(negative ? -value : value);
  }

  private void space() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean next(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) {
    if (!next(c)) {
      throw malformed("'%c' expected".formatted(c));
    }
  }

  private char peek() {
    if (at == text.length()) {
      throw malformed("the text ends in the middle");
    }
    return text.charAt(at);
  }

  private char take() {
    char c = peek();
    at++;
    return c;
  }

  private MalformedJson malformed(String what) {
    return new MalformedJson("character %d: %s".formatted(at, what));
  }
}
