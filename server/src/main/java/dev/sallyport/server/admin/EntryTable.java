package dev.sallyport.server.admin;

import dev.sallyport.base.model.event.Actor;
import dev.sallyport.base.model.event.Event;
import dev.sallyport.base.model.event.Facts;
import dev.sallyport.base.model.source.Digest;
import dev.sallyport.base.text.Plain;
import dev.sallyport.control.audit.Search;
import java.io.PrintWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Entries for people to read, one in each line. Everything that others wrote is escaped.
final class EntryTable {

  private static final List<String> HEAD =
      List.of("INDEX", "WHEN (UTC)", "VERB", "ENVIRONMENT", "ARTIFACT", "WHO", "FROM");

  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final String NONE = "-";
  private static final int WIDEST = 40;

  /// `sha256:` and twelve digits, as people compare them.
  private static final int DIGEST = 19;

  private final List<List<String>> rows = new ArrayList<>();

  EntryTable(List<Search.Found> entries) {
    if (!entries.isEmpty()) {
      rows.add(HEAD);
    }
    entries.forEach(entry -> rows.add(row(entry)));
  }

  void print(PrintWriter out) {
    int[] widths = new int[HEAD.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private static List<String> row(Search.Found found) {
    String index = Long.toString(found.index());
    Event event = found.event();
    if (event == null) {
      return List.of(index, NONE, "unreadable, see 'audit verify --state'", NONE, NONE, NONE, NONE);
    }
    Facts facts = event.facts();
    var people = new PersonalFields(event, found);
    return List.of(
        index,
        WHEN.format(facts.when()),
        event.verb().text(),
        cell(facts.on().environment()),
        artifact(facts.on().artifact()),
        cell(who(facts.who(), people)),
        cell(from(facts.from(), people)));
  }

  private static String who(Actor who, PersonalFields people) {
    return switch (who) {
      case Actor.Human _ -> people.shown(Actor.SUBJECT);
      case Actor.Workload workload -> workload.subject();
      case Actor.Part(String name) -> name;
    };
  }

  private static @Nullable String from(Facts.From from, PersonalFields people) {
    Facts.Run run = from.run();
    if (run != null) {
      return "run %s, attempt %d".formatted(run.id(), run.attempt());
    }
    return from.address() == null ? null : people.shown(Facts.ADDRESS);
  }

  private static String artifact(@Nullable Digest artifact) {
    return artifact == null ? NONE : artifact.value().substring(0, DIGEST);
  }

  private static String cell(@Nullable String text) {
    if (text == null) {
      return NONE;
    }
    String plain = Plain.line(text);
    return plain.length() <= WIDEST ? plain : plain.substring(0, WIDEST - 1) + "…";
  }
}
