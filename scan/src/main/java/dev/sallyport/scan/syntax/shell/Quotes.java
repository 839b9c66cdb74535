package dev.sallyport.scan.syntax.shell;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// Quotes in code that is still text: which values would stand between them once a shell reads it.
final class Quotes {
  private boolean single;
  private boolean twofold;
  private boolean escaped;

  private Quotes() {}

  /// The parts, by identity, that quotes in the fixed text of a program surround.
  static Set<WordPart> around(List<Word> program) {
    Set<WordPart> inside = Collections.newSetFromMap(new IdentityHashMap<>());
    Quotes quotes = new Quotes();
    for (Word word : program) {
      word.forEach(
          (part, _) -> {
            if (part instanceof WordPart.Literal literal) {
              quotes.read(literal.value());
            } else if (quotes.single || quotes.twofold || quotes.escaped) {
              inside.add(part);
            }
          });
    }
    return inside;
  }

  private void read(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (escaped) {
        escaped = false;
      } else if (c == '\\' && !single) {
        escaped = true;
      } else if (c == '\'' && !twofold) {
        single = !single;
      } else if (c == '"' && !single) {
        twofold = !twofold;
      }
    }
  }
}
