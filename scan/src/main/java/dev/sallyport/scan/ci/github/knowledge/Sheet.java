package dev.sallyport.scan.ci.github.knowledge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A table read from a text resource: comment lines with `#`, a line with the names of the columns,
/// then one row per line. Fields are parted by one or more tabs; `-` is an empty field.
///
/// A row that cannot be read is left out and told in [#problems()]; a test demands that there are
/// none, so that a slip in a table breaks the build and never a user's scan.
record Sheet<T>(List<T> rows, List<String> problems) {

  static <T> Sheet<T> read(String resource, Function<Row, T> reader) {
    return parse(resource, text(resource), reader);
  }

  static <T> Sheet<T> parse(String name, String text, Function<Row, T> reader) {
    List<String> lines = lines(text);
    Columns columns = Columns.of(lines.getFirst());
    List<T> rows = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      try {
        rows.add(reader.apply(columns.row(line)));
      } catch (BadField e) {
        problems.add(name + ": " + e.getMessage() + " in: " + line.replace('\t', ' '));
      }
    }
    return new Sheet<>(List.copyOf(rows), List.copyOf(problems));
  }

  /// The line with the names of the columns, then the rows.
  static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int end;
    for (int at = 0; at < text.length(); at = end + 1) {
      int found = text.indexOf('\n', at);
      end = found < 0 ? text.length() : found;
      if (end > at && text.charAt(at) != '#') {
        lines.add(text.substring(at, end));
      }
    }
    return lines;
  }

  static String text(String resource) {
    try (InputStream in = Sheet.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no table " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The places of the columns by their names.
  record Columns(Map<String, Integer> places) {

    static Columns of(String head) {
      Map<String, Integer> places = new HashMap<>();
      for (String name : fields(head)) {
        places.put(name, places.size());
      }
      return new Columns(places);
    }

    Row row(String line) {
      return new Row(places, fields(line));
    }

    private static List<String> fields(String line) {
      List<String> fields = new ArrayList<>(8);
      int end;
      for (int at = 0; at <= line.length(); at = end + 1) {
        int found = line.indexOf('\t', at);
        end = found < 0 ? line.length() : found;
        // Several tabs in a row part two fields only, so that tables can be aligned.
        if (end > at) {
          fields.add(line.substring(at, end));
        }
      }
      return fields;
    }
  }

  /// One row's fields by the names of the columns.
  static final class Row {
    private final Map<String, Integer> columns;
    private final List<String> fields;

    private Row(Map<String, Integer> columns, List<String> fields) {
      this.columns = columns;
      this.fields = fields;
      require(fields.size() == columns.size(), fields.size() + " fields");
    }

    /// The field, empty for `-`.
    String text(String column) {
      String text = field(column);
      return text.equals("-") ? "" : text;
    }

    String filled(String column) {
      String text = text(column);
      require(!text.isBlank(), "nothing in " + column);
      return text;
    }

    /// Parts joined by commas; empty for `-`.
    List<String> list(String column) {
      String text = text(column);
      return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
    }

    /// Words parted by single spaces; empty for `-`.
    List<String> words(String column) {
      String text = text(column);
      return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
    }

    /// An ISO date, null for `-`.
    @Nullable LocalDate date(String column) {
      String text = text(column);
      try {
        return text.isEmpty() ? null : LocalDate.parse(text);
      } catch (DateTimeParseException _) {
        throw new BadField("not a date: " + text);
      }
    }

    /// A constant by its name in lower case, with hyphens.
    <E extends Enum<E>> E keyword(String column, Class<E> type) {
      return constant(column, field(column), type);
    }

    <E extends Enum<E>> List<E> keywords(String column, Class<E> type) {
      return list(column).stream().map(word -> constant(column, word, type)).toList();
    }

    private String field(String column) {
      @Nullable Integer at = columns.get(column);
      if (at == null) {
        throw new BadField("no column " + column);
      }
      return fields.get(at).strip();
    }
  }

  static <E extends Enum<E>> E constant(String column, String word, Class<E> type) {
    for (E value : type.getEnumConstants()) {
      if (spelled(value).equals(word)) {
        return value;
      }
    }
    throw new BadField(column + " knows no '" + word + "'");
  }

  static String spelled(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new BadField(otherwise);
    }
  }

  /// A field says something that its column does not allow.
  static final class BadField extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    BadField(String message) {
      super(message);
    }
  }
}
