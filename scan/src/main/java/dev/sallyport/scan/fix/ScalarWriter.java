package dev.sallyport.scan.fix;

import dev.sallyport.scan.syntax.yaml.YamlScalar.Style;
import java.util.Locale;
import java.util.Set;

/// Writes strings as YAML scalars (YAML 1.2.2, chapter 7 and section 10.3.2).
final class ScalarWriter {
  // The last six are booleans for YAML 1.1 readers, which some editors and linters still are.
  private static final Set<String> WORDS =
      Set.of("null", "~", "true", "false", "y", "n", "yes", "no", "on", "off");
  private static final String INDICATORS = "-?:,[]{}#&*!|>'\"%@`";
  private static final String FLOW_INDICATORS = ",[]{}";

  private ScalarWriter() {}

  /// A string in the plainest form that reads back as this very string.
  static String string(String value, boolean flow) {
    return plain(value, flow) && !otherType(value) ? value : quoted(value);
  }

  /// As a key: `on` needs no quotes there.
  static String key(String value, boolean flow) {
    return plain(value, flow) ? value : quoted(value);
  }

  /// A string in the wanted style, or in the nearest one that can hold it.
  static String styled(String value, Style style, boolean flow) {
    return switch (style) {
      case SINGLE_QUOTED -> quoted(value);
      case DOUBLE_QUOTED -> doubleQuoted(value);
      case PLAIN, LITERAL, FOLDED -> string(value, flow);
    };
  }

  private static String quoted(String value) {
    return singleQuotable(value) ? "'" + value.replace("'", "''") + "'" : doubleQuoted(value);
  }

  /// Whether single quotes can hold it on one line.
  static boolean singleQuotable(String value) {
    return value.chars().allMatch(c -> c >= ' ' && printable((char) c));
  }

  static String doubleQuoted(String value) {
    return '"' + escaped(value) + '"';
  }

  /// What stands between double quotes.
  static String escaped(String value) {
    StringBuilder out = new StringBuilder(value.length() + 8);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || !printable(c)) {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.toString();
  }

  private static boolean printable(char c) {
    return !(c >= 0x7f && c <= 0x9f) && c != 0x2028 && c != 0x2029 && c != 0xfeff && c < 0xfffe;
  }

  /// Whether a plain scalar can hold it on one line.
  static boolean plain(String value, boolean flow) {
    if (value.isEmpty()
        || value.charAt(0) == ' '
        || value.charAt(value.length() - 1) == ' '
        || value.startsWith("---")
        || value.startsWith("...")
        || !plainStart(value)
        || !singleQuotable(value)) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean last = i + 1 == value.length();
      if ((c == ':' && (last || value.charAt(i + 1) == ' '))
          || (c == '#' && i > 0 && value.charAt(i - 1) == ' ')
          || (flow && FLOW_INDICATORS.indexOf(c) >= 0)
          || (flow && c == ':' && FLOW_INDICATORS.indexOf(value.charAt(i + 1)) >= 0)) {
        return false;
      }
    }
    return true;
  }

  private static boolean plainStart(String value) {
    char first = value.charAt(0);
    if (INDICATORS.indexOf(first) < 0) {
      return true;
    }
    return "-?:".indexOf(first) >= 0
        && value.length() > 1
        && value.charAt(1) > ' '
        && FLOW_INDICATORS.indexOf(value.charAt(1)) < 0;
  }

  /// Whether a plain scalar of this text would be a boolean, a number or null.
  static boolean otherType(String value) {
    return WORDS.contains(value.toLowerCase(Locale.ROOT)) || number(value);
  }

  private static boolean number(String value) {
    int at = !value.isEmpty() && "+-".indexOf(value.charAt(0)) >= 0 ? 1 : 0;
    if (at == value.length()) {
      return false;
    }
    if (value.startsWith(".inf", at) || value.startsWith(".nan", at)) {
      return true;
    }
    boolean prefixed = value.startsWith("0x") || value.startsWith("0o");
    boolean digit = false;
    for (int i = prefixed ? 2 : at; i < value.length(); i++) {
      char c = value.charAt(i);
      digit |= c >= '0' && c <= '9';
      boolean hex = prefixed && Character.digit(c, 16) >= 0;
      if (!hex && "0123456789.eE+-_:".indexOf(c) < 0) {
        return false;
      }
    }
    // Looser than the core schema: dates and sexagesimals of YAML 1.1 get quotes too.
    return digit || prefixed;
  }
}
