package dev.sallyport.scan.syntax.shell;

import dev.sallyport.base.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// One word of a command: what becomes one argument, or several if an unquoted part is split.
///
/// @param script the text that spans point into
public record Word(Span span, List<WordPart> parts, String script) {

  public Word {
    parts = List.copyOf(parts);
  }

  /// The word as written.
  public String text() {
    return span.end() <= script.length() ? span.in(script) : "";
  }

  /// The value, if it is the same in every run.
  public Optional<String> literal() {
    if (parts.size() == 1 && parts.getFirst() instanceof WordPart.Literal(var _, String value)) {
      return Optional.of(value);
    }
    StringBuilder value = new StringBuilder();
    return appendLiteral(parts, value) ? Optional.of(value.toString()) : Optional.empty();
  }

  /// The value, or what is written without its quotes where it varies.
  public String plainText() {
    return literal().orElseGet(() -> text().replace("\"", "").replace("'", ""));
  }

  public boolean is(String value) {
    return literal().filter(value::equals).isPresent();
  }

  /// The fixed text in front of the first part that varies.
  public String literalPrefix() {
    StringBuilder prefix = new StringBuilder();
    appendLiteral(parts, prefix);
    return prefix.toString();
  }

  /// Whether any part is quoted, as a here-document's delimiter can be.
  public boolean hasQuotes() {
    return parts.stream().anyMatch(Word::isQuotes)
        || (parts.stream().allMatch(WordPart.Literal.class::isInstance)
            && text().indexOf('\\') >= 0);
  }

  /// Whether a part, found by identity, stands inside quotes, so that its value is not split.
  public boolean isQuoted(WordPart part) {
    boolean[] found = {false};
    forEach((p, quoted) -> found[0] |= p == part && quoted);
    return found[0];
  }

  /// Visits the leaves: every part that is not itself quotes, with whether it is quoted. Scripts,
  /// operands of expansions and arithmetic are not entered.
  public void forEach(BiConsumer<WordPart, Boolean> visitor) {
    visit(parts, false, visitor);
  }

  /// The leaves, without quotes.
  public List<WordPart> leaves() {
    List<WordPart> leaves = new ArrayList<>();
    forEach((part, _) -> leaves.add(part));
    return leaves;
  }

  /// The leaves, neighbouring literals joined: an escape is a literal of its own otherwise.
  List<WordPart> joinedLeaves() {
    List<WordPart> joined = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    Span from = span;
    for (WordPart part : leaves()) {
      if (part instanceof WordPart.Literal(Span at, String value)) {
        from = text.isEmpty() ? at : from.cover(at);
        text.append(value);
        continue;
      }
      if (!text.isEmpty()) {
        joined.add(new WordPart.Literal(from, text.toString()));
        text.setLength(0);
      }
      joined.add(part);
    }
    if (!text.isEmpty()) {
      joined.add(new WordPart.Literal(from, text.toString()));
    }
    return joined;
  }

  /// The word without its first `count` characters of fixed text, as for the value in
  /// `--opt=value`.
  Word dropPrefix(int count) {
    List<WordPart> rest = new ArrayList<>();
    int left = count;
    for (WordPart part : parts) {
      if (left > 0 && part instanceof WordPart.Literal(Span at, String value)) {
        int cut = Math.min(left, value.length());
        left -= cut;
        if (cut < value.length()) {
          int start = Math.min(at.start() + cut, at.end());
          rest.add(new WordPart.Literal(new Span(start, at.end()), value.substring(cut)));
        }
      } else {
        rest.add(part);
      }
    }
    int start = rest.isEmpty() ? span.end() : rest.getFirst().span().start();
    return new Word(new Span(Math.min(start, span.end()), span.end()), rest, script);
  }

  private static void visit(
      List<WordPart> parts, boolean quoted, BiConsumer<WordPart, Boolean> visitor) {
    for (WordPart part : parts) {
      if (isQuotes(part)) {
        visit(part.parts(), true, visitor);
      } else {
        visitor.accept(part, quoted);
      }
    }
  }

  private static boolean isQuotes(WordPart part) {
    return part instanceof WordPart.SingleQuoted
        || part instanceof WordPart.DoubleQuoted
        || part instanceof WordPart.AnsiQuoted;
  }

  private static boolean appendLiteral(List<WordPart> parts, StringBuilder value) {
    for (WordPart part : parts) {
      if (part instanceof WordPart.Literal literal) {
        value.append(literal.value());
      } else if (!isQuotes(part) || !appendLiteral(part.parts(), value)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return text();
  }
}
