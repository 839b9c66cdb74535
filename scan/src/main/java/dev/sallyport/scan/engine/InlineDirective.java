package dev.sallyport.scan.engine;

import dev.sallyport.base.text.Suggest;
import dev.sallyport.scan.syntax.settings.Fields;
import dev.sallyport.scan.syntax.settings.Printable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The text of one comment behind `sallyport:`, read leniently in form (quotes, blanks, commas) and
/// strictly in content: what is not understood hides nothing, for a misspelt `expires` must not
/// turn into forever.
///
/// @param problems why it hides nothing, or less than it says; empty when all is well
record InlineDirective(
    List<String> rules,
    @Nullable String reason,
    @Nullable String owner,
    @Nullable LocalDate expires,
    List<String> problems,
    boolean valid) {
  static final List<String> FIELDS = List.of("reason", "owner", "expires");
  private static final String WORD = "ignore";
  private static final String EXAMPLE = "ignore[rule-id] reason=\"why this is acceptable\"";

  InlineDirective {
    rules = List.copyOf(rules);
    problems = List.copyOf(problems);
  }

  /// Empty for prose that happens to follow `sallyport:`.
  ///
  /// @param text behind the colon, to the end of the line
  static Optional<InlineDirective> read(String text, Collection<String> known) {
    return new Reader(text, known).directive();
  }

  private static final class Reader {
    private final String text;
    private final Collection<String> known;
    private final List<String> problems = new ArrayList<>();
    private int at;
    private @Nullable String reason;
    private @Nullable String owner;
    private @Nullable LocalDate expires;

    /// Whether the whole comment must not count, whatever rules it names.
    private boolean broken;

    Reader(String text, Collection<String> known) {
      this.text = text;
      this.known = known;
    }

    Optional<InlineDirective> directive() {
      skipBlank();
      String word = word();
      skipBlank();
      boolean bracket = at < text.length() && text.charAt(at) == '[';
      if (!word.equals(WORD)) {
        boolean meant = bracket || Suggest.closest(word, List.of(WORD)).isPresent();
        if (!meant) {
          return Optional.empty();
        }
        refuse("'" + Printable.of(word) + "' is not known; write " + EXAMPLE);
        return Optional.of(result(List.of()));
      }
      if (!bracket) {
        refuse("it names no rule; write " + EXAMPLE);
        return Optional.of(result(List.of()));
      }
      List<String> rules = rules();
      fields();
      if (reason == null && !broken) {
        refuse("it has no reason and so hides nothing; add reason=\"why this is acceptable\"");
      }
      return Optional.of(result(rules));
    }

    private InlineDirective result(List<String> rules) {
      boolean valid = !broken && !rules.isEmpty();
      return new InlineDirective(rules, reason, owner, expires, problems, valid);
    }

    private void refuse(String problem) {
      problems.add(problem);
      broken = true;
    }

    private List<String> rules() {
      int end = text.indexOf(']', at);
      if (end < 0) {
        refuse("the ']' behind the rule ids is missing");
        at = text.length();
        return List.of();
      }
      Set<String> rules = new LinkedHashSet<>();
      boolean named = false;
      for (String id : split(text.substring(at + 1, end))) {
        named = true;
        if (known.contains(id)) {
          rules.add(id);
        } else {
          problems.add(
              "there is no rule '%s'%s".formatted(Printable.of(id), Suggest.hint(id, known)));
        }
      }
      if (!named) {
        refuse("it names no rule; write " + EXAMPLE);
      }
      at = end + 1;
      return List.copyOf(rules);
    }

    private static List<String> split(String ids) {
      List<String> out = new ArrayList<>();
      StringBuilder id = new StringBuilder();
      for (int i = 0; i <= ids.length(); i++) {
        char c = i < ids.length() ? ids.charAt(i) : ',';
        if (c == ',' || c == ';' || Character.isWhitespace(c)) {
          if (!id.isEmpty()) {
            out.add(id.toString());
            id.setLength(0);
          }
        } else if (c != '"' && c != '\'') {
          id.append(c);
        }
      }
      return out;
    }

    private void fields() {
      while (true) {
        skipBlank();
        if (at >= text.length() || text.charAt(at) == '#') {
          return;
        }
        int start = at;
        String name = word();
        skipBlank();
        boolean assigned = at < text.length() && (text.charAt(at) == '=' || text.charAt(at) == ':');
        if (name.isEmpty() || !assigned) {
          refuse(
              "'%s' is not understood; fields are written name=\"value\""
                  .formatted(Printable.of(text.substring(start))));
          return;
        }
        at++;
        field(name, value());
      }
    }

    private void field(String name, String value) {
      if (!FIELDS.contains(name)) {
        refuse(
            "there is no field '%s'%s".formatted(Printable.of(name), Suggest.hint(name, FIELDS)));
      } else if (value.isBlank()) {
        refuse(name + " is empty");
      } else if (name.equals("reason")) {
        reason = Printable.of(value, 500);
      } else if (name.equals("owner")) {
        owner = Printable.of(value, 100);
      } else {
        Optional<LocalDate> date = Fields.parseDate(value);
        expires = date.orElse(null);
        if (date.isEmpty()) {
          refuse("expires '%s' is no date such as 2027-01-31".formatted(Printable.of(value)));
        }
      }
    }

    private String value() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      char closing = at < text.length() ? closing(text.charAt(at)) : '\0';
      return closing == '\0' ? bare() : quoted(closing);
    }

    /// Word processors and chat programs bend quotes.
    private static char closing(char opening) {
      return switch (opening) {
        case '"' -> '"';
        case '\'' -> '\'';
        case '“', '”' -> '”';
        case '‘', '’' -> '’';
        default -> '\0';
      };
    }

    private String quoted(char closing) {
      int start = at + 1;
      int end = text.indexOf(closing, start);
      at = end < 0 ? text.length() : end + 1;
      return text.substring(start, end < 0 ? text.length() : end).strip();
    }

    /// Without quotes a value ends before the next `name=`, a further comment or the line's end.
    private String bare() {
      int start = at;
      int wordStart = at;
      for (int i = at; i < text.length(); i++) {
        char c = text.charAt(i);
        if (Character.isWhitespace(c)) {
          wordStart = i + 1;
        } else if (c == '#' && i == wordStart) {
          return cut(start, i);
        } else if (c == '=' && isName(text, wordStart, i) && wordStart > start) {
          return cut(start, wordStart);
        }
      }
      return cut(start, text.length());
    }

    private String cut(int start, int end) {
      at = end;
      String value = text.substring(start, end).strip();
      return value.endsWith(",") ? value.substring(0, value.length() - 1) : value;
    }

    private static boolean isName(String text, int from, int to) {
      for (int i = from; i < to; i++) {
        if (!isNameChar(text.charAt(i))) {
          return false;
        }
      }
      return to > from;
    }

    private String word() {
      int start = at;
      while (at < text.length() && isNameChar(text.charAt(at))) {
        at++;
      }
      return text.substring(start, at);
    }

    private static boolean isNameChar(char c) {
      return (c >= 'a' && c <= 'z') || c == '-' || c == '_';
    }

    private void skipBlank() {
      while (at < text.length()
          && (Character.isWhitespace(text.charAt(at))
              || text.charAt(at) == ','
              || text.charAt(at) == ';')) {
        at++;
      }
    }
  }
}
