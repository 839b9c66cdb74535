package dev.sallyport.scan.syntax.shell;

import java.util.ArrayList;
import java.util.List;

/// The text that a command gets on its standard input, as far as the script spells it out.
final class Inputs {
  private Inputs() {}

  /// Here-documents, here-strings and what `echo`, `printf` and `cat` put into the pipe in front.
  static List<Word> of(SimpleCommandView command) {
    for (Redirect redirect : command.allRedirects().reversed()) {
      if (redirect.feedsInput()) {
        return redirected(redirect);
      }
    }
    List<Word> words = new ArrayList<>();
    for (SimpleCommandView feeder : command.feeders()) {
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
