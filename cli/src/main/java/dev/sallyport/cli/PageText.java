package dev.sallyport.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A rule's page as text for a terminal: headings bold, prose wrapped, code indented with a mark at
/// the lines that the rule finds. Reads the Markdown that our own pages use, no more.
final class PageText {
  private static final Pattern TITLE = Pattern.compile("title=\"([^\"]*)\"");
  private static final Pattern FIND = Pattern.compile("find=(?:\"([^\"]*)\"|'([^']*)')");
  private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)\\]\\(([^)]*)\\)");
  private static final Pattern ITEM = Pattern.compile("( *)([-*]|[0-9]+\\.) (.*)");
  private static final Pattern CODE = Pattern.compile("`[^`]+`");

  private static final int INDENT = 2;
  private static final int NARROWEST = 40;

  private static final String BOLD = "1";
  private static final String DIM = "2";
  private static final String MARKED = "1;31";
  private static final String CYAN = "36";

  private final boolean colour;
  private final int width;
  private final StringBuilder out = new StringBuilder();
  private final StringBuilder prose = new StringBuilder();
  private int hanging = INDENT;

  private PageText(boolean colour, int width) {
    this.colour = colour;
    this.width = Math.max(NARROWEST, width);
  }

  /// @param colour uses escapes of ECMA-48
  static String of(String markdown, boolean colour, int width) {
    PageText page = new PageText(colour, width);
    List<String> lines = markdown.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("```")) {
        int end = i + 1;
        while (end < lines.size() && !lines.get(end).equals("```")) {
          end++;
        }
        page.code(line, lines.subList(i + 1, end));
        i = end;
      } else {
        page.line(line);
      }
    }
    page.flush();
    return page.out.toString();
  }

  private void line(String line) {
    Matcher item = ITEM.matcher(line);
    if (line.startsWith("#")) {
      flush();
      boolean top = !line.startsWith("###");
      out.append(top ? "" : " ".repeat(INDENT))
          .append(paint(BOLD, linked(line.replaceFirst("^#+ *", ""))))
          .append('\n');
    } else if (line.isBlank()) {
      flush();
      out.append('\n');
    } else if (line.startsWith("|")) {
      flush();
      out.append(" ".repeat(INDENT)).append(linked(line)).append('\n');
    } else if (item.matches()) {
      flush();
      hanging = INDENT + item.group(1).length() + item.group(2).length() + 1;
      prose.append(item.group(2)).append(' ').append(item.group(3));
    } else {
      prose.append(prose.isEmpty() ? "" : " ").append(line.strip());
    }
  }

  private void code(String fence, List<String> lines) {
    flush();
    Matcher title = TITLE.matcher(fence);
    if (title.find()) {
      out.append(" ".repeat(INDENT)).append(paint(DIM, title.group(1) + ":")).append('\n');
    }
    Set<Integer> found = found(fence, lines);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String text = found.contains(i) ? paint(MARKED, "  > " + line) : "    " + line;
      out.append(text.isBlank() ? "" : text).append('\n');
    }
  }

  /// The lines in which the texts that the fence marks begin.
  private static Set<Integer> found(String fence, List<String> lines) {
    Set<Integer> found = new HashSet<>();
    Matcher find = FIND.matcher(fence);
    while (find.find()) {
      String wanted = find.group(1) == null ? find.group(2) : find.group(1);
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).contains(wanted)) {
          found.add(i);
          break;
        }
      }
    }
    return found;
  }

  /// Ends a paragraph or an item of a list.
  private void flush() {
    if (prose.isEmpty()) {
      return;
    }
    int first = hanging == INDENT ? INDENT : hanging - prose.indexOf(" ") - 1;
    String margin = " ".repeat(first);
    for (String line : wrap(linked(prose.toString()), width - hanging)) {
      out.append(margin).append(coded(line)).append('\n');
      margin = " ".repeat(hanging);
    }
    prose.setLength(0);
    hanging = INDENT;
  }

  private static List<String> wrap(String text, int columns) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" +", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > columns) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private static String linked(String text) {
    return LINK.matcher(text).replaceAll("$1 ($2)");
  }

  private String coded(String line) {
    return colour ? CODE.matcher(line).replaceAll("\u001b[" + CYAN + "m$0\u001b[0m") : line;
  }

  private String paint(String style, String text) {
    return colour ? "\u001b[" + style + "m" + text + "\u001b[0m" : text;
  }
}
