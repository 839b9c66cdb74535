package dev.sallyport.scan.syntax.shell;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// The text that a command gets on its standard input, as far as the script spells it out.
///
/// A group may hold any number of commands that could read the same text. Whoever comes first takes
/// all of it, so that it is handed to the first few alone; [#spent] tells who came too late.
final class Inputs {
  static final int MOST_READERS = 4;

  private final Map<Word, Integer> readers = new IdentityHashMap<>();

  /// Whether so many commands took a command's text before that it gets none.
  boolean spent(SimpleCommandView command) {
    List<Word> words = of(command);
    return !words.isEmpty() && readers.getOrDefault(words.getFirst(), 0) >= MOST_READERS;
  }

  /// The text for a command, none when others took it before.
  List<Word> take(SimpleCommandView command) {
    List<Word> words = of(command);
    return words.isEmpty() || readers.merge(words.getFirst(), 1, Integer::sum) <= MOST_READERS
        ? words
        : List.of();
  }

  /// Here-documents, here-strings and what `echo`, `printf` and `cat` put into the pipe in front.
  private static List<Word> of(SimpleCommandView command) {
    for (Redirect redirect : command.allRedirects().reversed()) {
      if (redirect.feedsInput()) {
        return redirected(redirect);
      }
    }
    return command.piped();
  }

  /// What commands print, as far as the script spells it out.
  static List<Word> printed(List<SimpleCommandView> feeders) {
    List<Word> words = new ArrayList<>();
    for (SimpleCommandView feeder : feeders) {
      Emission.of(feeder)
          .ifPresent(parts -> words.add(new Word(feeder.span(), parts, text(feeder))));
    }
    return words;
  }

  private static List<Word> redirected(Redirect redirect) {
    return switch (redirect.operator()) {
      case HERE_DOC -> redirect.document().map(d -> List.of(d.body())).orElse(List.of());
      case HERE_STRING -> List.of(redirect.target());
      default -> List.of();
    };
  }

  static String text(SimpleCommandView command) {
    return command.nameWord().map(Word::script).orElse("");
  }
}
