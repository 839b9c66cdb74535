package dev.sallyport.scan.syntax.shell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Parameters of a cmdlet: `-Name value`, `-Name:value`, `-Switch` and positional words. Names are
/// lower-case; a parameter in front of another parameter is a switch.
final class PowerShellArguments {
  /// Switches of the cmdlets at hand, which take no value.
  private static final Set<String> SWITCHES =
      Set.of("-append", "-force", "-nonewline", "-noclobber", "-passthru", "-whatif", "-confirm");

  private final Map<String, Word> named = new HashMap<>();
  private final List<Word> positional = new ArrayList<>();

  private PowerShellArguments() {}

  static PowerShellArguments of(List<Word> words) {
    PowerShellArguments arguments = new PowerShellArguments();
    for (int i = 0; i < words.size(); i++) {
      Word word = words.get(i);
      String prefix = word.literalPrefix();
      boolean name = prefix.length() > 1 && prefix.startsWith("-") && !word.hasQuotes();
      int colon = prefix.indexOf(':');
      if (!name) {
        arguments.positional.add(word);
      } else if (colon > 0) {
        arguments.named.put(lower(prefix.substring(0, colon)), word.dropPrefix(colon + 1));
      } else if (!SWITCHES.contains(lower(prefix)) && i + 1 < words.size()) {
        arguments.named.put(lower(prefix), words.get(++i));
      }
    }
    return arguments;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /// The file: a parameter of one of these names or the first positional word.
  Optional<Word> path(Set<String> names) {
    return named(names)
        .or(() -> positional.isEmpty() ? Optional.empty() : Optional.of(positional.getFirst()));
  }

  /// What is written: `-Value`, or the positional word that is not the file.
  Optional<Word> value(Set<String> pathNames) {
    int index = named(pathNames).isPresent() ? 0 : 1;
    return named(Set.of("-value"))
        .or(
            () ->
                positional.size() > index ? Optional.of(positional.get(index)) : Optional.empty());
  }

  private Optional<Word> named(Set<String> names) {
    return names.stream().sorted().filter(named::containsKey).map(named::get).findFirst();
  }
}
