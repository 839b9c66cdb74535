package dev.sallyport.scan.syntax.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// JSON for `fromJSON` and `toJSON`. Reads strict RFC 8259 at most 64 levels deep; what the
/// lenient reader of a runner would take beyond that stays unknown here.
final class Json {
  private static final int MAX_DEPTH = 64;

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  static Optional<Value> read(String text) {
    Json json = new Json(text);
    Value value = json.value(0);
    json.skipSpace();
    return value == null || json.at < text.length() ? Optional.empty() : Optional.of(value);
  }

  /// Null, here and below, when it is not JSON.
  private @Nullable Value value(int depth) {
    skipSpace();
    if (depth > MAX_DEPTH || at == text.length()) {
      return null;
    }
    return switch (text.charAt(at)) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> {
        String string = string();
        yield string == null ? null : Value.of(string);
      }
      default -> word();
    };
  }

  private @Nullable Value object(int depth) {
    Map<String, Value> entries = new LinkedHashMap<>();
    at++;
    if (skip('}')) {
      return new Value.Obj(entries);
    }
    do {
      skipSpace();
      String key = at < text.length() && text.charAt(at) == '"' ? string() : null;
      Value value = key != null && skip(':') ? value(depth + 1) : null;
      if (key == null || value == null) {
        return null;
      }
      entries.put(key, value);
    } while (skip(','));
    return skip('}') ? new Value.Obj(entries) : null;
  }

  private @Nullable Value array(int depth) {
    List<Value> items = new ArrayList<>();
    at++;
    if (skip(']')) {
      return new Value.Arr(items);
    }
    do {
      Value item = value(depth + 1);
      if (item == null) {
        return null;
      }
      items.add(item);
    } while (skip(','));
    return skip(']') ? new Value.Arr(items) : null;
  }

  private @Nullable String string() {
    StringBuilder out = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return out.toString();
      }
      int unit = c == '\\' ? escape() : c;
      if (unit < 0 || c < ' ') {
        return null;
      }
      out.append((char) unit);
    }
    return null;
  }

  private int escape() {
    if (at == text.length()) {
      return -1;
    }
    char c = text.charAt(at++);
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> hex();
      default -> -1;
    };
  }

  private int hex() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      char c = at < text.length() ? text.charAt(at++) : ' ';
      int digit = c <= 0x7f ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * 16 + digit;
    }
    return value;
  }

  private @Nullable Value word() {
    int start = at;
    while (at < text.length() && " \t\r\n,]}:".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(start, at);
    return switch (word) {
      case "null" -> Values.NULL;
      case "true" -> Values.TRUE;
      case "false" -> Values.FALSE;
      default -> isNumber(word) ? Value.of(Double.parseDouble(word)) : null;
    };
  }

  /// `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`
  private static boolean isNumber(String word) {
    int start = word.startsWith("-") ? 1 : 0;
    int end = digits(word, start);
    if (end == start || (end > start + 1 && word.charAt(start) == '0')) {
      return false;
    }
    if (end < word.length() && word.charAt(end) == '.') {
      start = end + 1;
      end = digits(word, start);
      if (end == start) {
        return false;
      }
    }
    if (end < word.length() && (word.charAt(end) == 'e' || word.charAt(end) == 'E')) {
      start = end + 1;
      if (start < word.length() && "+-".indexOf(word.charAt(start)) >= 0) {
        start++;
      }
      end = digits(word, start);
      if (end == start) {
        return false;
      }
    }
    return end == word.length();
  }

  private static int digits(String word, int from) {
    int at = from;
    while (at < word.length() && word.charAt(at) >= '0' && word.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean skip(char c) {
    skipSpace();
    boolean found = at < text.length() && text.charAt(at) == c;
    at += found ? 1 : 0;
    return found;
  }

  /// Indented by two spaces per level. Only for values that are known.
  static String write(Value value) {
    StringBuilder out = new StringBuilder();
    write(value, 0, out);
    return out.toString();
  }

  private static void write(Value value, int indent, StringBuilder out) {
    switch (value) {
      case Value.Null() -> out.append("null");
      case Value.Bool _, Value.Num _ -> out.append(value.asText().orElseThrow());
      case Value.Str(String string) -> write(string, out);
      case Value.Arr(List<Value> items, _) -> {
        out.append('[');
        String glue = "";
        for (Value item : items) {
          line(indent + 1, out.append(glue));
          write(item, indent + 1, out);
          glue = ",";
        }
        end(items.isEmpty(), indent, ']', out);
      }
      case Value.Obj(Map<String, Value> entries) -> {
        out.append('{');
        String glue = "";
        for (Map.Entry<String, Value> entry : entries.entrySet()) {
          line(indent + 1, out.append(glue));
          write(entry.getKey(), out);
          write(entry.getValue(), indent + 1, out.append(": "));
          glue = ",";
        }
        end(entries.isEmpty(), indent, '}', out);
      }
      case Value.Unknown _ -> throw new IllegalArgumentException("an unknown value has no JSON");
    }
  }

  private static void line(int indent, StringBuilder out) {
    out.append('\n').append("  ".repeat(indent));
  }

  private static void end(boolean empty, int indent, char bracket, StringBuilder out) {
    if (!empty) {
      line(indent, out);
    }
    out.append(bracket);
  }

  private static void write(String string, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          // Line separators are escaped as well, so no line of a script can begin inside.
          if (c < ' ' || c == '\u0085' || c == '\u2028' || c == '\u2029') {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
