package dev.sallyport.scan.syntax.settings;

import dev.sallyport.scan.syntax.yaml.YamlEntry;
import dev.sallyport.scan.syntax.yaml.YamlMapping;
import dev.sallyport.scan.syntax.yaml.YamlNode;
import dev.sallyport.scan.syntax.yaml.YamlScalar;
import dev.sallyport.scan.syntax.yaml.YamlSequence;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The keys of one mapping, read by type. What does not fit becomes a problem and reads as absent.
public final class Fields {
  private static final int DATE_LENGTH = "2027-01-31".length();

  private final ConfigProblems problems;
  private final String what;
  private final YamlMapping mapping;

  private Fields(ConfigProblems problems, String what, YamlMapping mapping) {
    this.problems = problems;
    this.what = what;
    this.mapping = mapping;
  }

  /// @param what the way to the mapping, such as `policies`; empty for the file itself
  /// @param keys all that may stand there
  public static Optional<Fields> of(
      ConfigProblems problems, String what, YamlNode node, List<String> keys) {
    Optional<Fields> fields = open(problems, what, node, "keys " + String.join(", ", keys));
    fields.ifPresent(found -> found.refuseUnknown(keys));
    return fields;
  }

  /// A mapping whose keys are names, checked by the caller.
  public static Optional<Fields> open(
      ConfigProblems problems, String what, YamlNode node, String content) {
    if (node instanceof YamlMapping mapping) {
      return Optional.of(new Fields(problems, what, mapping));
    }
    problems.add(
        node.span().start(),
        what.isEmpty() ? "the file" : what,
        "a mapping with " + content,
        got(node),
        "Write it as 'key: value' lines, indented below");
    return Optional.empty();
  }

  private void refuseUnknown(List<String> keys) {
    for (YamlEntry entry : mapping.entries()) {
      String key = entry.key().value();
      if (!keys.contains(key)) {
        problems.unknown(
            entry.key().span().start(), path(key), "one of " + String.join(", ", keys), key, keys);
      }
    }
  }

  public List<YamlEntry> entries() {
    return mapping.entries();
  }

  public ConfigProblems problems() {
    return problems;
  }

  public YamlMapping node() {
    return mapping;
  }

  public String path(String key) {
    return what.isEmpty() ? key : what + "." + key;
  }

  public Optional<YamlNode> get(String key) {
    return mapping.get(key);
  }

  public void problem(YamlNode at, String key, String wanted, String remedy) {
    problems.add(at.span().start(), path(key), wanted, got(at), remedy);
  }

  /// A mapping below a key.
  public Optional<Fields> fields(String key, List<String> keys) {
    return get(key).flatMap(node -> of(problems, path(key), node, keys));
  }

  public Optional<Boolean> flag(String key) {
    Optional<YamlNode> node = get(key);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    if (node.get() instanceof YamlScalar scalar && scalar.isBoolean()) {
      return Optional.of(scalar.value().equalsIgnoreCase("true"));
    }
    problem(node.get(), key, "true or false", "Write true or false, without quotes");
    return Optional.empty();
  }

  /// Any scalar with something in it.
  public Optional<String> text(String key, String wanted) {
    return get(key).flatMap(node -> text(node, key, wanted));
  }

  public Optional<String> text(YamlNode node, String key, String wanted) {
    if (node instanceof YamlScalar scalar && !scalar.isNull() && !scalar.value().isBlank()) {
      return Optional.of(scalar.value().strip());
    }
    String remedy =
        node instanceof YamlScalar
            ? "Write " + wanted + " or delete the key"
            : "Write " + wanted + " on the line of the key";
    problem(node, key, wanted, remedy);
    return Optional.empty();
  }

  /// A whole number within bounds.
  public Optional<Long> number(String key, long least, long most) {
    String wanted = "a whole number from %d to %d".formatted(least, most);
    Optional<String> text = text(key, wanted);
    Optional<Long> number = text.flatMap(Fields::parseNumber);
    if (text.isPresent() && number.filter(n -> n >= least && n <= most).isEmpty()) {
      problem(get(key).orElseThrow(), key, wanted, "Write a number within these bounds");
      return Optional.empty();
    }
    return number;
  }

  private static Optional<Long> parseNumber(String text) {
    boolean digits = text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  /// One word out of a few.
  public <T> Optional<T> choice(String key, List<T> values, Function<T, String> id) {
    List<String> ids = values.stream().map(id).toList();
    String wanted = "one of " + String.join(", ", ids);
    Optional<String> word = text(key, wanted);
    if (word.isEmpty()) {
      return Optional.empty();
    }
    int index = ids.indexOf(word.get());
    if (index < 0) {
      problems.unknown(get(key).orElseThrow().span().start(), path(key), wanted, word.get(), ids);
      return Optional.empty();
    }
    return Optional.of(values.get(index));
  }

  public Optional<LocalDate> date(String key) {
    String wanted = "a date such as 2027-01-31";
    return text(key, wanted).flatMap(text -> date(key, text, wanted));
  }

  private Optional<LocalDate> date(String key, String text, String wanted) {
    Optional<LocalDate> date = parseDate(text);
    if (date.isEmpty()) {
      problem(get(key).orElseThrow(), key, wanted, "Write year, month and day as YYYY-MM-DD");
    }
    return date;
  }

  /// A day as ISO 8601 writes it, four digits for the year.
  public static Optional<LocalDate> parseDate(String text) {
    try {
      return text.length() == DATE_LENGTH ? Optional.of(LocalDate.parse(text)) : Optional.empty();
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  public List<String> texts(String key, String wanted) {
    return list(key, wanted + "s", node -> text(node, key, wanted));
  }

  /// A list below a key; items that do not fit are left out, with a problem of their own.
  public <T> List<T> list(String key, String items, Function<YamlNode, Optional<T>> read) {
    Optional<YamlNode> node = get(key);
    if (node.isEmpty()) {
      return List.of();
    }
    if (!(node.get() instanceof YamlSequence sequence)) {
      problem(
          node.get(),
          key,
          "a list of " + items,
          "Write one item per line behind '- ', or delete it");
      return List.of();
    }
    List<T> out = new ArrayList<>();
    sequence.items().forEach(item -> read.apply(item).ifPresent(out::add));
    return out;
  }

  public static String got(YamlNode node) {
    return switch (node) {
      case YamlScalar scalar when scalar.isNull() -> "nothing";
      case YamlScalar scalar when scalar.value().isBlank() -> "an empty text";
      case YamlScalar scalar -> "'" + Printable.of(scalar.value()) + "'";
      case YamlMapping _ -> "a mapping";
      case YamlSequence _ -> "a list";
    };
  }
}
