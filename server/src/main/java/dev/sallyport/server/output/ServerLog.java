package dev.sallyport.server.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.base.json.CanonicalJson;
import dev.sallyport.base.json.Json;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The server's own log, for whoever runs it: one line for each thing that happened, JSON for
/// machines or plain for a person at a terminal. Not the audit log. What goes in is chosen by name:
/// there is no way to hand in a request, a header or a setting as a whole, so no secret gets in
/// with
/// one.
public final class ServerLog {

  /// How lines look.
  public enum Form {
    JSON,
    PLAIN
  }

  private enum Level {
    INFO,
    WARNING,
    ERROR
  }

  private static final int MAX_VALUE = 4000;

  private final PrintWriter out;
  private final Form form;
  private final Clock clock;

  public ServerLog(PrintWriter out, Form form, Clock clock) {
    this.out = out;
    this.form = form;
    this.clock = clock;
  }

  public void info(String message) {
    info(message, Map.of());
  }

  /// Several lines of our own: as they are for a person, one warning for a machine.
  public void paragraph(String text) {
    if (form == Form.JSON) {
      warning(text.strip(), Map.of());
    } else {
      print(text.stripTrailing());
    }
  }

  /// @param fields by their names, such as `sink`
  public void info(String message, Map<String, String> fields) {
    write(Level.INFO, message, fields);
  }

  public void warning(String message, Map<String, String> fields) {
    write(Level.WARNING, message, fields);
  }

  /// A mistake of ours, or a world that is broken.
  public void error(String message, Map<String, String> fields) {
    write(Level.ERROR, message, fields);
  }

  private void write(Level level, String message, Map<String, String> fields) {
    String line =
        switch (form) {
          case JSON -> json(level, message, fields);
          case PLAIN -> plain(level, message, fields);
        };
    print(line);
  }

  private void print(String line) {
    synchronized (out) {
      out.print(line + "\n");
      out.flush();
    }
  }

  private String json(Level level, String message, Map<String, String> fields) {
    var members = new TreeMap<String, Json>();
    fields.forEach((name, value) -> members.put(name, new Json.Str(bounded(value))));
    members.put("time", new Json.Str(clock.instant().toString()));
    members.put("level", new Json.Str(level.name().toLowerCase(Locale.ROOT)));
    members.put("message", new Json.Str(bounded(message)));
    return new String(CanonicalJson.bytes(Json.Obj.of(members)), UTF_8);
  }

  private String plain(Level level, String message, Map<String, String> fields) {
    String more =
        new TreeMap<>(fields)
            .entrySet().stream()
                .map(field -> "  " + field.getKey() + "=" + oneLine(bounded(field.getValue())))
                .collect(Collectors.joining());
    String mark = level == Level.INFO ? "" : level.name().toLowerCase(Locale.ROOT) + ": ";
    return "sallyport: " + mark + oneLine(bounded(message)) + more;
  }

  /// Shortened, and without halves of characters, which JSON has no form for.
  private static String bounded(String text) {
    String part = text.length() > MAX_VALUE ? text.substring(0, MAX_VALUE) + "…" : text;
    var out = new StringBuilder(part.length());
    part.codePoints()
        .map(point -> Character.getType(point) == Character.SURROGATE ? 0xfffd : point)
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  /// Nothing that came from outside begins a line of its own or moves a terminal's cursor.
  private static String oneLine(String text) {
    var out = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> Character.isISOControl(point) ? ' ' : point)
        .forEach(out::appendCodePoint);
    return out.toString();
  }
}
