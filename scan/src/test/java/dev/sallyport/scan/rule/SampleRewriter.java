package dev.sallyport.scan.rule;

import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.yaml.YamlEntry;
import dev.sallyport.scan.syntax.yaml.YamlMapping;
import dev.sallyport.scan.syntax.yaml.YamlNode;
import dev.sallyport.scan.syntax.yaml.YamlParser;
import dev.sallyport.scan.syntax.yaml.YamlResult;
import dev.sallyport.scan.syntax.yaml.YamlScalar;
import dev.sallyport.scan.syntax.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The same file, written otherwise. What means something else in another form (a key given twice,
/// a text that is no YAML) is left as it is.
final class SampleRewriter {

  enum Rewrite {
    /// Ids of jobs and steps, with all references to them.
    RENAMED,
    /// Strings in single quotes.
    SINGLE_QUOTED,
    /// Strings in double quotes, block scalars too.
    DOUBLE_QUOTED,
    /// The whole document on one line, in braces; comments are lost.
    FLOW,
    /// What is written twice becomes an anchor and an alias; comments are lost.
    ANCHORED,
    /// Keys of every mapping in reverse order; comments are lost.
    REORDERED,
    CRLF
  }

  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9.][0-9._eExXoO+-]*");

  private SampleRewriter() {}

  static String rewrite(String text, Rewrite how) {
    if (!(YamlParser.parse(text) instanceof YamlResult.Ok(YamlNode root, List<?> notes))
        || root == null
        || !notes.isEmpty()) {
      return text;
    }
    return switch (how) {
      case RENAMED -> renamed(text, root);
      case SINGLE_QUOTED -> quoted(text, root, SampleRewriter::single);
      case DOUBLE_QUOTED -> quoted(text, root, s -> YamlEmitter.quote(s.value()));
      case FLOW -> YamlEmitter.flow(root);
      case ANCHORED -> YamlEmitter.anchored(root);
      case REORDERED -> YamlEmitter.reversed(root);
      case CRLF -> text.replace("\n", "\r\n");
    };
  }

  /// Whether quotes would make something else of it.
  static boolean typed(YamlScalar scalar) {
    return scalar.isNull()
        || scalar.isBoolean()
        || (scalar.style() == YamlScalar.Style.PLAIN && NUMBER.matcher(scalar.value()).matches());
  }

  private static String single(YamlScalar scalar) {
    boolean oneLine = scalar.value().chars().noneMatch(c -> c < ' ');
    return scalar.style().block() || !oneLine
        ? scalar.raw()
        : "'" + scalar.value().replace("'", "''") + "'";
  }

  private record Change(Span span, String text) {}

  private static String quoted(String text, YamlNode root, Function<YamlScalar, String> quote) {
    List<Change> changes = new ArrayList<>();
    values(root, changes, quote);
    return applied(text, changes);
  }

  private static void values(
      YamlNode node, List<Change> changes, Function<YamlScalar, String> quote) {
    switch (node) {
      case YamlScalar scalar when typed(scalar) -> {}
      case YamlScalar scalar -> changes.add(new Change(scalar.span(), quoted(scalar, quote)));
      case YamlMapping mapping -> mapping.entries().forEach(e -> values(e.value(), changes, quote));
      case YamlSequence sequence -> sequence.items().forEach(i -> values(i, changes, quote));
    }
  }

  /// The line break that ends a block scalar still ends the line.
  private static String quoted(YamlScalar scalar, Function<YamlScalar, String> quote) {
    String raw = scalar.raw();
    String now = quote.apply(scalar);
    return raw.endsWith("\n") && !now.endsWith("\n") ? now + "\n" : now;
  }

  private static String applied(String text, List<Change> changes) {
    StringBuilder out = new StringBuilder(text);
    changes.stream()
        .distinct() // an aliased node is met several times
        .sorted(Comparator.comparingInt((Change c) -> c.span().start()).reversed())
        .forEach(c -> out.replace(c.span().start(), c.span().end(), c.text()));
    return out.toString();
  }

  private static String renamed(String text, YamlNode root) {
    TreeMap<String, String> jobs = new TreeMap<>();
    TreeMap<String, String> steps = new TreeMap<>();
    List<Change> changes = new ArrayList<>();
    for (YamlEntry job : entries(at(root, "jobs"))) {
      String name = jobs.computeIfAbsent(job.key().value(), _ -> "job-" + (jobs.size() + 1));
      changes.add(new Change(job.key().span(), name));
      stepIds(job.value(), steps, changes);
    }
    for (YamlEntry job : entries(at(root, "jobs"))) {
      YamlNode needs = at(job.value(), "needs");
      List<YamlNode> each = needs instanceof YamlSequence s ? s.items() : List.of(needs);
      for (YamlNode need : each) {
        if (need instanceof YamlScalar id && jobs.containsKey(id.value())) {
          changes.add(new Change(id.span(), jobs.get(id.value())));
        }
      }
    }
    stepIds(at(root, "runs"), steps, changes);
    String result = applied(text, changes);
    result = references(result, "(?:needs|jobs)", jobs);
    return references(result, "steps", steps);
  }

  private static void stepIds(YamlNode job, Map<String, String> steps, List<Change> changes) {
    if (at(job, "steps") instanceof YamlSequence sequence) {
      for (YamlNode step : sequence.items()) {
        if (at(step, "id") instanceof YamlScalar id && !id.isNull()) {
          String name = steps.computeIfAbsent(id.value(), _ -> "step-" + (steps.size() + 1));
          changes.add(new Change(id.span(), name));
        }
      }
    }
  }

  /// `steps.x.`, `steps['x']` and the like.
  private static String references(String text, String context, Map<String, String> names) {
    String result = text;
    for (var name : names.entrySet()) {
      String id = Pattern.quote(name.getKey());
      result =
          Pattern.compile("\\b(" + context + "(?:\\.|\\['))" + id + "(?![A-Za-z0-9_-])")
              .matcher(result)
              .replaceAll("$1" + Matcher.quoteReplacement(name.getValue()));
    }
    return result;
  }

  private static final YamlNode NOTHING =
      YamlParser.parse("{}") instanceof YamlResult.Ok(YamlNode node, List<?> _) && node != null
          ? node
          : unexpected();

  private static YamlNode unexpected() {
    throw new AssertionError("{} is a mapping");
  }

  private static YamlNode at(YamlNode node, String key) {
    return node instanceof YamlMapping mapping ? mapping.get(key).orElse(NOTHING) : NOTHING;
  }

  private static List<YamlEntry> entries(YamlNode node) {
    return node instanceof YamlMapping mapping ? mapping.entries() : List.of();
  }
}
