package dev.sallyport.scan.engine;

import dev.sallyport.base.model.source.Location;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.LineIndex;
import dev.sallyport.base.text.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds `# sallyport: ignore[…]` in a file. It must be a real comment of the YAML, or a line of
/// its own that starts with `#` inside a block scalar: there it is a comment of the script, and as
/// much under review as one of the YAML. In quoted text it is data and hides nothing.
final class InlineComments {
  private static final String MARK = "sallyport:";

  /// In all of them, so that most files are searched once.
  private static final String NAME = "sallyport";

  /// What is written instead of the mark by those who remember it from elsewhere.
  private static final List<String> MISSPELT =
      List.of("sallyport-ignore", "sallyport_ignore", "sallyport ignore", "sallyport.ignore");

  /// More in one file is no decision any more.
  static final int MOST = 1_000;

  /// Longer lines are not written by hand.
  static final int LONGEST_LINE = 4_096;

  /// @param notices what hides nothing although it was meant to
  record Result(List<InlineSuppression> suppressions, List<Notice> notices) {
    Result {
      suppressions = List.copyOf(suppressions);
      notices = List.copyOf(notices);
    }
  }

  private final SourceText file;
  private final LineIndex lines;
  private final Collection<String> known;
  private final YamlScalars scalars;
  private final List<InlineSuppression> suppressions = new ArrayList<>();
  private final List<Notice> notices = new ArrayList<>();

  private InlineComments(SourceText file, Collection<String> known, YamlScalars scalars) {
    this.file = file;
    this.lines = file.lines();
    this.known = known;
    this.scalars = scalars;
  }

  /// Nothing for a file that cannot be parsed: no rule looked into it either.
  static Result read(SourceText file, Collection<String> known) {
    if (!isNamed(file.text())) {
      return new Result(List.of(), List.of());
    }
    Optional<YamlScalars> scalars = scalars(file);
    if (scalars.isEmpty()) {
      return new Result(List.of(), List.of());
    }
    InlineComments comments = new InlineComments(file, known, scalars.get());
    comments.all();
    return new Result(comments.suppressions, comments.notices);
  }

  private static boolean isNamed(String text) {
    return text.contains(NAME)
        && (text.contains(MARK) || MISSPELT.stream().anyMatch(text::contains));
  }

  private static Optional<YamlScalars> scalars(SourceText file) {
    String name = file.path().toLowerCase(Locale.ROOT);
    return name.endsWith(".yml") || name.endsWith(".yaml")
        ? YamlScalars.of(file.text())
        : Optional.of(YamlScalars.NONE);
  }

  private void all() {
    int found = 0;
    int at = file.text().indexOf(MARK);
    for (; at >= 0; at = file.text().indexOf(MARK, at + 1)) {
      int hash = hashBefore(at);
      if (hash < 0) {
        continue;
      }
      if (++found > MOST) {
        notice(hash, at, "only the first %d suppressions of a file count".formatted(MOST));
        return;
      }
      mark(hash, at);
    }
    MISSPELT.forEach(this::misspelt);
  }

  private void misspelt(String wrong) {
    int found = 0;
    int at = file.text().indexOf(wrong);
    for (; at >= 0 && found < MOST; at = file.text().indexOf(wrong, at + 1)) {
      int hash = hashBefore(at);
      int end = at + wrong.length();
      boolean bracket = file.text().startsWith("[", end) || file.text().startsWith(" [", end);
      if (hash >= 0 && bracket && misplaced(hash, lines.line(at)).isEmpty()) {
        found++;
        notice(hash, end, "'" + wrong + "' hides nothing; write '" + MARK + " ignore[rule-id] …'");
      }
    }
  }

  /// The `#` that opens the comment, or one inside the comment right before the mark; -1 when there
  /// is none, as in prose.
  private int hashBefore(int mark) {
    int at = mark - 1;
    while (at >= 0 && (file.text().charAt(at) == ' ' || file.text().charAt(at) == '\t')) {
      at--;
    }
    if (at < 0 || file.text().charAt(at) != '#') {
      return -1;
    }
    boolean opens = at == 0 || Character.isWhitespace(file.text().charAt(at - 1));
    return opens || file.text().charAt(at - 1) == '#' ? at : -1;
  }

  private void mark(int hash, int mark) {
    int line = lines.line(mark);
    int end = lines.end(line);
    if (end - lines.start(line) > LONGEST_LINE) {
      notice(hash, end, "a line with a suppression may have %d characters".formatted(LONGEST_LINE));
      return;
    }
    Optional<InlineDirective> read =
        InlineDirective.read(file.text().substring(mark + MARK.length(), end), known);
    if (read.isEmpty()) {
      return;
    }
    InlineDirective directive = read.get();
    String place = misplaced(hash, line);
    if (!place.isEmpty()) {
      notice(hash, end, "this suppression hides nothing: " + place);
      return;
    }
    directive.problems().forEach(problem -> notice(hash, end, "suppression: " + problem));
    if (directive.valid() && directive.reason() != null) {
      suppressions.add(
          new InlineSuppression(
              directive.rules(),
              directive.reason(),
              directive.owner(),
              directive.expires(),
              location(hash, end),
              target(line)));
    }
  }

  private void notice(int from, int to, String message) {
    notices.add(new Notice(Notice.Kind.INVALID, location(from, to), message));
  }

  private Location location(int from, int to) {
    return file.at(new Span(from, Math.max(from, to)));
  }

  /// Why the text is no comment, empty when it is one.
  private String misplaced(int hash, int line) {
    if (scalars.inQuotes(hash)) {
      return "it stands in a quoted text; write it as a comment";
    }
    if (isComment(line)) {
      return "";
    }
    // Only the parser of a language could tell a comment behind code from a text with a '#' in it.
    return scalars == YamlScalars.NONE || scalars.inBlock(hash, line, lines)
        ? "inside a script it needs a line of its own"
        : "";
  }

  private boolean isComment(int line) {
    String text = lines.text(line).stripLeading();
    return text.startsWith("#");
  }

  /// The line itself, or for a comment on a line of its own the first line below that is none. A
  /// blank line in between cuts the tie, as does the end of the script that the comment is in.
  private InlineSuppression.Lines target(int line) {
    if (!isComment(line)) {
      return covered(line);
    }
    int next = line + 1;
    while (next <= lines.lines() && isComment(next)) {
      next++;
    }
    boolean there = next <= lines.lines() && !lines.text(next).isBlank();
    return there && scalars.sameBlock(lines.start(line), lines.start(next))
        ? covered(next)
        : InlineSuppression.Lines.NONE;
  }

  /// A line on which a block scalar begins (`run: |`) stands for all of its text.
  private InlineSuppression.Lines covered(int line) {
    int last =
        scalars.blockStartingIn(lines.start(line), lines.end(line)).map(this::last).orElse(line);
    return new InlineSuppression.Lines(line, last);
  }

  private int last(Span block) {
    return lines.line(Math.max(block.start(), block.end() - 1));
  }
}
