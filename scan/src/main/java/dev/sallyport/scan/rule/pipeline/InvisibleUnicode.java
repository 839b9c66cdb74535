package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.UsesSite;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import java.util.Locale;
import java.util.stream.Stream;

/// Characters that are not seen, or that change the order in which others are seen (CVE-2021-42574;
/// Unicode Technical Standard 39).
final class InvisibleUnicode implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "invisible-unicode",
          "Characters that a reader does not see",
          Severity.HIGH,
          Reference.cwe(1007),
          Reference.cicdSec(10),
          Reference.cis("1.5.2"));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  /// What a character does.
  private enum Kind {
    NONE,
    /// Shows what follows in another order.
    BIDI,
    /// A direction mark: it belongs into text in Arabic or Hebrew.
    MARK,
    /// Takes no room.
    ZERO_WIDTH,
    /// Ends the line for readers of YAML 1.1 and for some editors, and for no others.
    BREAK,
    /// A second alphabet that nothing shows.
    TAG
  }

  @Override
  public void check(RuleContext context, Findings out) {
    Stream<GithubFile> files =
        Stream.of(
                context.project().workflows(),
                context.project().actions(),
                context.project().dependabots())
            .flatMap(list -> list.stream().map(f -> (GithubFile) f));
    files.forEach(file -> scan(file.file(), out));
    context.project().uses().forEach(site -> lookalike(site, out));
  }

  private static void scan(SourceText file, Findings out) {
    String text = file.text();
    int before = -1;
    int at = 0;
    while (at < text.length()) {
      char unit = text.charAt(at);
      if (unit < 0xAD && unit != 0x85) { // Nearly all that is ever written.
        before = unit;
        at++;
        continue;
      }
      int point = text.codePointAt(at);
      Kind kind = kind(point, before, at);
      int end = at + Character.charCount(point);
      if (kind != Kind.NONE) {
        while (end < text.length() && kind(text.codePointAt(end), -1, end) == kind) {
          end += Character.charCount(text.codePointAt(end));
        }
        report(file, new Span(at, end), kind, point, out);
      }
      boolean flag = before == 0x1F3F4 && point >= 0xE0000;
      before = flag ? before : point;
      at = end;
    }
  }

  private static Kind kind(int point, int before, int at) {
    if ((point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069)) {
      return Kind.BIDI;
    }
    if (point == 0x200E || point == 0x200F || point == 0x061C) {
      return Kind.MARK;
    }
    if ((point >= 0xE0000 && point <= 0xE007F) || (point >= 0xE0100 && point <= 0xE01EF)) {
      return before == 0x1F3F4 ? Kind.NONE : Kind.TAG; // A flag is spelled with tags.
    }
    if (point == 0x85 || point == 0x2028 || point == 0x2029) {
      return Kind.BREAK;
    }
    boolean hidden =
        switch (point) {
          case 0x200B,
              0x2060,
              0x2061,
              0x2062,
              0x2063,
              0x2064,
              0x180E,
              0x115F,
              0x1160,
              0x3164,
              0xFFA0 ->
              true;
          case 0x200C, 0x200D -> before < 0x0600; // Scripts and pictures join with them.
          case 0xFEFF -> at > 0;
          default -> false;
        };
    return hidden ? Kind.ZERO_WIDTH : Kind.NONE;
  }

  private static void report(SourceText file, Span span, Kind kind, int point, Findings out) {
    int count = span.in(file.text()).codePointCount(0, span.in(file.text()).length());
    Severity severity =
        switch (kind) {
          case BIDI, TAG -> Severity.HIGH;
          case ZERO_WIDTH, BREAK -> Severity.MEDIUM;
          case MARK, NONE -> Severity.LOW;
        };
    String does =
        switch (kind) {
          case BIDI -> "shows the text around it in another order than it is run";
          case TAG -> "carries text that nobody sees, but programs and AI agents read";
          case ZERO_WIDTH -> "makes two names differ that look the same";
          case BREAK -> "ends the line for some readers of YAML and not for others";
          case MARK, NONE -> "changes the direction of the text";
        };
    out.at(file, span)
        .key(name(point))
        .severity(severity)
        .persona(kind == Kind.MARK ? Persona.PEDANTIC : Persona.DEFAULT)
        .message(
            (count > 1 ? count + " characters from " : "")
                + name(point)
                + " stand here unseen: it "
                + does
                + ". Delete it, or write it as an escape")
        .add();
  }

  private static String name(int point) {
    return String.format(Locale.ROOT, "U+%04X", point);
  }

  /// Names of owners and repositories are ASCII only (refs may have more).
  private static void lookalike(UsesSite site, Findings out) {
    String value = site.uses().text().value();
    int end = value.lastIndexOf('@') < 0 ? value.length() : value.lastIndexOf('@');
    if (site.uses().remote().isEmpty()) {
      return;
    }
    for (int at = 0; at < end; at++) {
      int point = value.codePointAt(at);
      if (point > 127 && kind(point, -1, 1) == Kind.NONE) {
        out.at(site.owner().file(), site.uses().text().span())
            .key(site.route() + "/lookalike")
            .message(
                name(point)
                    + " in the name of an action looks like another letter; no owner or repository"
                    + " has such a name")
            .add();
        return;
      }
    }
  }
}
