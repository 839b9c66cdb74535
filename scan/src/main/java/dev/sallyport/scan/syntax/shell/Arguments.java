package dev.sallyport.scan.syntax.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Options and operands of a command, told apart by the set of options that take a value. Knows
/// `-o value`, `-ovalue`, `-xo value` (the last letter of a cluster), `--opt value`, `--opt=value`
/// and `--`.
public final class Arguments {
  private final List<Option> options = new ArrayList<>();
  private final List<Word> operands = new ArrayList<>();

  private Arguments() {}

  /// @param name with its dashes; a cluster `-xzf` is three options
  /// @param given the value, or null
  public record Option(String name, @Nullable Word given, Word word) {
    public Optional<Word> value() {
      return Optional.ofNullable(given);
    }
  }

  /// A sub-command and what follows it.
  public record Subcommand(String name, Word word, List<Word> arguments) {
    public Subcommand {
      arguments = List.copyOf(arguments);
    }
  }

  /// @param valueOptions such as `-o`, `--output`
  public static Arguments of(List<Word> words, Set<String> valueOptions) {
    Arguments arguments = new Arguments();
    int i = 0;
    while (i < words.size()) {
      Word word = words.get(i);
      String text = word.literalPrefix();
      if (text.equals("--") && word.literal().isPresent()) {
        arguments.operands.addAll(words.subList(i + 1, words.size()));
        break;
      }
      Word next = i + 1 < words.size() ? words.get(i + 1) : null;
      i += arguments.add(word, text, next, valueOptions) ? 2 : 1;
    }
    return arguments;
  }

  /// Adds one word; true if it took the next one as its value.
  private boolean add(Word word, String text, @Nullable Word next, Set<String> valueOptions) {
    if (text.length() < 2 || text.charAt(0) != '-') {
      operands.add(word);
      return false;
    }
    int equals = text.indexOf('=');
    if (text.startsWith("--")) {
      boolean takes = equals < 0 && valueOptions.contains(text) && next != null;
      Word value = equals > 0 ? word.dropPrefix(equals + 1) : takes ? next : null;
      options.add(new Option(equals > 0 ? text.substring(0, equals) : text, value, word));
      return takes;
    }
    if (valueOptions.contains(text)) {
      // Also options of several letters with one dash, as `-target`.
      options.add(new Option(text, next, word));
      return next != null;
    }
    return cluster(word, text, next, valueOptions);
  }

  private boolean cluster(Word word, String text, @Nullable Word next, Set<String> valueOptions) {
    for (int i = 1; i < text.length(); i++) {
      String name = "-" + text.charAt(i);
      if (valueOptions.contains(name)) {
        boolean attached = i + 1 < text.length() || word.literal().isEmpty();
        options.add(new Option(name, attached ? word.dropPrefix(i + 1) : next, word));
        return !attached && next != null;
      }
      options.add(new Option(name, null, word));
    }
    return false;
  }

  public List<Option> options() {
    return List.copyOf(options);
  }

  public List<Word> operands() {
    return List.copyOf(operands);
  }

  public boolean has(String... names) {
    Set<String> wanted = Set.of(names);
    return options.stream().anyMatch(o -> wanted.contains(o.name()));
  }

  /// The value of the last option of these names that has one.
  public Optional<Word> value(String... names) {
    List<Word> values = values(Set.of(names));
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
  }

  /// The values of all options of these names, in order.
  public List<Word> values(Set<String> names) {
    return options.stream()
        .filter(o -> names.contains(o.name()))
        .flatMap(o -> o.value().stream())
        .toList();
  }

  /// The first operand and everything behind it: `commit` of `git -C dir commit -m x`.
  ///
  /// @param valueOptions of the command itself, in front of the sub-command
  public static Optional<Subcommand> subcommand(List<Word> words, Set<String> valueOptions) {
    int i = 0;
    while (i < words.size()) {
      Word word = words.get(i);
      String text = word.literalPrefix();
      if (!text.startsWith("-")) {
        Word found = word;
        List<Word> rest = words.subList(i + 1, words.size());
        return word.literal().map(name -> new Subcommand(name, found, rest));
      }
      i += valueOptions.contains(text) ? 2 : 1;
    }
    return Optional.empty();
  }
}
