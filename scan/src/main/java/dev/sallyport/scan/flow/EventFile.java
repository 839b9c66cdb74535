package dev.sallyport.scan.flow;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.scan.syntax.expression.ContextPath;
import dev.sallyport.scan.syntax.shell.Redirect;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import dev.sallyport.scan.syntax.shell.Word;
import dev.sallyport.scan.syntax.shell.WordPart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// `$GITHUB_EVENT_PATH`: the file that holds `github.event` as JSON.
///
/// Source: GitHub Actions, "Store information in variables", default environment variables.
final class EventFile {
  private static final Set<String> QUERIES = Set.of("jq", "yq", "gojq", "jaq");
  private static final Set<String> READERS =
      Set.of("grep", "egrep", "sed", "awk", "head", "tail", "python", "python3", "node");

  /// Queries and steps of their paths that are read; a longer one counts as the whole event.
  private static final int MAX_QUERY = 2_000;

  private static final int MAX_PATH = 20;

  private static final Predicate<SimpleCommandView> PRINTS_EVENT =
      command ->
          command.is("cat", "get-content", "gc", "type")
              && command.arguments().stream().anyMatch(EventFile::isEvent);

  private EventFile() {}

  /// What a command takes from the file: of a query, the values that it names.
  static Optional<Taint> read(SimpleCommandView command, Scope inside) {
    String name = command.name().orElse("");
    boolean query = QUERIES.contains(name);
    if (!(query || READERS.contains(name)) || !reads(command)) {
      return Optional.empty();
    }
    List<List<String>> paths = new ArrayList<>();
    boolean known = command.arguments().stream().allMatch(w -> isEvent(w) || isReadable(w));
    if (query && known) {
      command.arguments().stream()
          .filter(word -> !isEvent(word) && word.literalPrefix().contains("."))
          .forEach(word -> paths.addAll(paths(word.text())));
    }
    if (paths.isEmpty()) {
      paths.add(List.of());
    }
    return paths.stream()
        .map(EventFile::inEvent)
        .flatMap(path -> inside.path(path).stream())
        .max(Comparator.comparing(Taint::charset))
        .map(taint -> known ? taint : taint.with(Confidence.LOW));
  }

  private static boolean isReadable(Word word) {
    return word.literal().filter(text -> text.length() < MAX_QUERY).isPresent();
  }

  private static ContextPath inEvent(List<String> path) {
    List<String> segments = new ArrayList<>(List.of("github", "event"));
    segments.addAll(path);
    return new ContextPath(segments);
  }

  private static boolean reads(SimpleCommandView command) {
    return command.arguments().stream().anyMatch(EventFile::isEvent)
        || command.redirects().stream()
            .anyMatch(r -> r.operator() == Redirect.Operator.READ && isEvent(r.target()))
        || command.anyFeeder(PRINTS_EVENT);
  }

  private static boolean isEvent(Word word) {
    List<WordPart> leaves = word.leaves();
    return leaves.size() == 1
        && switch (leaves.getFirst()) {
          case WordPart.Variable variable -> variable.name().equalsIgnoreCase("GITHUB_EVENT_PATH");
          case WordPart.Placeholder placeholder ->
              placeholder.inner().strip().toLowerCase(Locale.ROOT).equals("github.event_path");
          default -> false;
        };
  }

  /// The paths in a query: `.pull_request.title`, `.commits[].message`. Behind a `|` they go on
  /// from the last one.
  static List<List<String>> paths(String query) {
    List<List<String>> found = new ArrayList<>();
    List<String> base = List.of();
    List<String> last = List.of();
    int i = 0;
    while (i < query.length()) {
      char c = query.charAt(i);
      if (c == '|') {
        base = last.size() < MAX_PATH ? last : List.of();
        i++;
      } else if (c == '.' && i + 1 < query.length() && isName(query.charAt(i + 1))) {
        List<String> path = new ArrayList<>(base);
        i = path(query, i, path);
        last = List.copyOf(path);
        found.add(last);
      } else {
        i++;
      }
    }
    // What a later path goes on from is not an answer of its own.
    List<List<String>> all = List.copyOf(found);
    found.removeIf(p -> all.stream().limit(MAX_PATH).anyMatch(q -> goesOn(p, q)));
    return found;
  }

  private static boolean goesOn(List<String> path, List<String> longer) {
    return longer.size() > path.size() && longer.subList(0, path.size()).equals(path);
  }

  private static int path(String query, int from, List<String> path) {
    int i = from;
    while (i < query.length()) {
      int name = query.charAt(i) == '.' ? i + 1 : i;
      int end = name;
      while (end < query.length() && isName(query.charAt(end))) {
        end++;
      }
      if (query.charAt(i) == '.' && end > name) {
        path.add(query.substring(name, end));
        i = end;
      } else if (query.charAt(i) == '[') {
        int close = query.indexOf(']', i);
        if (close < 0) {
          return query.length();
        }
        path.add(ContextPath.EVERY);
        i = close + 1;
      } else if (query.charAt(i) == '?') {
        i++;
      } else {
        return i;
      }
    }
    return i;
  }

  private static boolean isName(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }
}
