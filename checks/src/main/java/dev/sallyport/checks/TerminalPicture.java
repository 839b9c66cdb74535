package dev.sallyport.checks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Draws what a terminal would show: text with ANSI escapes in, SVG out. The same text gives the
/// same picture. Knows the escapes that Sallyport writes: SGR styles (ECMA-48, 8.3.117) and
/// hyperlinks (OSC 8), which are left out. Runs alone, as a single source file.
public final class TerminalPicture {

  private static final double CHARACTER = 8.4;
  private static final int LINE = 19;
  private static final int MARGIN = 18;
  private static final int HEAD = 44;

  private static final String PLAIN = "#e6edf3";
  private static final String[] COLOURS = {
    "#6e7681", "#ff7b72", "#7ee787", "#f2cc60", "#79c0ff", "#d2a8ff", "#76e3ea", "#e6edf3"
  };

  /// How a run of characters looks.
  private record Style(
      String colour, boolean bold, boolean dim, boolean italic, boolean underline) {

    static final Style NONE = new Style(PLAIN, false, false, false, false);

    Style with(int code) {
      return switch (code) {
        case 0 -> NONE;
        case 1 -> new Style(colour, true, dim, italic, underline);
        case 2 -> new Style(colour, bold, true, italic, underline);
        case 3 -> new Style(colour, bold, dim, true, underline);
        case 4 -> new Style(colour, bold, dim, italic, true);
        case 22 -> new Style(colour, false, false, italic, underline);
        case 23 -> new Style(colour, bold, dim, false, underline);
        case 24 -> new Style(colour, bold, dim, italic, false);
        case 39 -> coloured(PLAIN);
        default -> {
          if (code >= 30 && code <= 37) {
            yield coloured(COLOURS[code - 30]);
          }
          yield code >= 90 && code <= 97 ? coloured(COLOURS[code - 90]) : this;
        }
      };
    }

    Style coloured(String wanted) {
      return new Style(wanted, bold, dim, italic, underline);
    }

    String attributes() {
      return "fill=\"%s\"%s%s%s%s"
          .formatted(
              colour,
              bold ? " font-weight=\"bold\"" : "",
              dim ? " opacity=\"0.65\"" : "",
              italic ? " font-style=\"italic\"" : "",
              underline ? " text-decoration=\"underline\"" : "");
    }
  }

  private final StringBuilder body = new StringBuilder();
  private final StringBuilder run = new StringBuilder();
  private Style style = Style.NONE;
  private int line;
  private int column;
  private int widest;

  private TerminalPicture() {}

  /// @param args the command that the picture shows
  public static void main(String[] args) throws IOException {
    String text = new String(System.in.readAllBytes(), UTF_8);
    var out = new PrintStream(System.out, false, UTF_8);
    out.print(of(args.length == 0 ? "" : args[0], text));
    out.flush();
  }

  /// @param command shown in the window's head
  /// @param text what the command wrote
  static String of(String command, String text) {
    var picture = new TerminalPicture();
    picture.draw(text.stripTrailing());
    return picture.framed(command);
  }

  private void draw(String text) {
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      if (character == '\u001b') {
        flush();
        i = escape(text, i + 1);
        continue;
      }
      if (character == '\n') {
        flush();
        line++;
        column = 0;
      } else if (!Character.isISOControl(character)) {
        run.appendCodePoint(character);
      }
      i += Character.charCount(character);
    }
    flush();
  }

  /// Reads one escape that begins at `i`, after its ESC, and returns where it ends.
  private int escape(String text, int i) {
    if (text.startsWith("]", i)) {
      int end = text.indexOf("\u001b\\", i);
      return end < 0 ? text.length() : end + 2;
    }
    int end = i;
    while (end < text.length() && !Character.isLetter(text.charAt(end))) {
      end++;
    }
    if (text.startsWith("[", i) && end < text.length() && text.charAt(end) == 'm') {
      style = styled(numbers(text.substring(i + 1, end)));
    }
    return Math.min(end + 1, text.length());
  }

  private Style styled(List<Integer> codes) {
    Style result = style;
    for (int i = 0; i < codes.size(); i++) {
      boolean indexed = codes.get(i) == 38 && i + 2 < codes.size() && codes.get(i + 1) == 5;
      boolean direct = codes.get(i) == 38 && i + 4 < codes.size() && codes.get(i + 1) == 2;
      if (indexed) {
        result = result.coloured(indexed(codes.get(i + 2)));
        i += 2;
      } else if (direct) {
        result = result.coloured(hex(codes.get(i + 2), codes.get(i + 3), codes.get(i + 4)));
        i += 4;
      } else {
        result = result.with(codes.get(i));
      }
    }
    return result;
  }

  /// The 256 colours: 16 named, a cube of 6 x 6 x 6, 24 greys.
  private static String indexed(int index) {
    if (index < 16) {
      return COLOURS[index % 8];
    }
    if (index >= 232) {
      int grey = 8 + 10 * (index - 232);
      return hex(grey, grey, grey);
    }
    int cube = index - 16;
    return hex(level(cube / 36), level(cube / 6 % 6), level(cube % 6));
  }

  private static int level(int step) {
    return step == 0 ? 0 : 55 + 40 * step;
  }

  private static String hex(int red, int green, int blue) {
    return String.format(Locale.ROOT, "#%02x%02x%02x", red & 255, green & 255, blue & 255);
  }

  private static List<Integer> numbers(String text) {
    var numbers = new ArrayList<Integer>();
    for (String part : text.split(";", -1)) {
      numbers.add(part.matches("[0-9]{1,3}") ? Integer.parseInt(part) : 0);
    }
    return numbers;
  }

  private void flush() {
    String text = run.toString();
    String visible = text.strip();
    if (!visible.isEmpty()) {
      int before = text.indexOf(visible);
      body.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"%d\" textLength=\"%.1f\" %s>%s</text>\n",
              MARGIN + (column + before) * CHARACTER,
              HEAD + (line + 1) * LINE,
              visible.codePointCount(0, visible.length()) * CHARACTER,
              style.attributes(),
              // Viewers fold ordinary blanks, which would break the columns.
              escaped(visible).replace(' ', '\u00a0')));
    }
    column += text.codePointCount(0, text.length());
    widest = Math.max(widest, column);
    run.setLength(0);
  }

  private String framed(String command) {
    int width = (int) Math.ceil(2 * MARGIN + Math.max(widest, 60) * CHARACTER);
    int height = HEAD + (line + 1) * LINE + MARGIN;
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" \
    role="img" aria-label="%3$s" \
    font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace" \
    font-size="14">
    <rect width="%1$d" height="%2$d" rx="8" fill="#0d1117"/>
    <circle cx="22" cy="20" r="6" fill="#ff5f57"/>
    <circle cx="42" cy="20" r="6" fill="#febc2e"/>
    <circle cx="62" cy="20" r="6" fill="#28c840"/>
    <text x="84" y="25" fill="#8b949e">$ %3$s</text>
    %4$s</svg>
    """
        .formatted(width, height, escaped(command), body);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
