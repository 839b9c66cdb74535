package dev.sallyport.scan.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Report;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class HtmlReportTest {
  private static final Pattern TAG =
      Pattern.compile("<(/?)([a-z][a-z0-9]*)((?: [a-zA-Z-]+(?:=\"[^\"<>]*\")?)*)/?>");
  private static final Set<String> VOID = Set.of("meta", "br", "wbr", "input", "rect");
  private static final Set<String> TAGS =
      Set.of(
          "html",
          "head",
          "meta",
          "title",
          "style",
          "body",
          "header",
          "main",
          "footer",
          "section",
          "h1",
          "h2",
          "h3",
          "p",
          "ul",
          "ol",
          "li",
          "b",
          "a",
          "span",
          "code",
          "pre",
          "mark",
          "div",
          "svg",
          "g",
          "rect",
          "text",
          "table",
          "thead",
          "tbody",
          "tr",
          "th",
          "td",
          "details",
          "summary",
          "fieldset",
          "legend",
          "label",
          "input",
          "select",
          "option",
          "br",
          "wbr");

  @Test
  void isWellFormedAndHoldsNoTagOfAnybodyElse() {
    for (Report report : List.of(Samples.clean(), Samples.usual(), Samples.hostile())) {
      String html = Texts.of("html", report);
      String body = html.substring(html.indexOf("</style>") + 8);
      Deque<String> open = new ArrayDeque<>();
      Matcher tag = TAG.matcher(body);
      int tags = 0;
      while (tag.find()) {
        tags++;
        String name = tag.group(2);
        assertThat(TAGS).contains(name);
        if (!tag.group(1).isEmpty()) {
          if (!Set.of("head", "html").contains(name)) {
            assertThat(open.pop()).isEqualTo(name);
          }
        } else if (!VOID.contains(name)) {
          open.push(name);
        }
      }
      assertThat(open).isEmpty();
      assertThat(body.chars().filter(c -> c == '<').count()).isEqualTo(tags);
    }
  }

  @Test
  void hasNoScriptAndLoadsNothing() {
    String html = Texts.of("html", Samples.hostile());
    assertThat(html).doesNotContain("<script", "<img", "<link", "<iframe", "src=", "javascript:\"");
    assertThat(html).doesNotContainPattern("<[^>]* on[a-z]+=").doesNotContain("url(", "@import");
    assertThat(html).doesNotContain("href=\"javascript");
  }

  @Test
  void allowsItsOwnStyleAlone() throws Exception {
    String html = Texts.of("html", Samples.usual());
    String style = html.substring(html.indexOf("<style>") + 7, html.indexOf("</style>"));
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
    assertThat(html)
        .contains(
            "default-src 'none'; style-src 'sha256-"
                + Base64.getEncoder().encodeToString(digest)
                + "'; base-uri 'none'");
    assertThat(html).doesNotContain(" style=");
  }

  @Test
  void hidesNothingThatSteers() {
    Texts.of("html", Samples.hostile())
        .codePoints()
        .filter(c -> c != '\n')
        .forEach(c -> assertThat(Visible.plain(c)).as(Visible.name(c)).isTrue());
  }

  @Test
  void leadsWithTheVerdict() {
    assertThat(Texts.of("html", Samples.usual()))
        .contains(
            "<h1>Anyone with an account can exploit one serious weakness</h1>", "href=\"#f1\"");
    assertThat(Texts.of("html", Samples.clean())).contains("<body class=\"good\">", "No findings");
  }

  @Test
  void showsWhatIsSuppressedAndUnseen() {
    assertThat(Texts.of("html", Samples.usual()))
        .contains("Our own fork", "alice", "2027-01-31", "broken.yml:7", "octo/tool-5@v1");
  }

  @Test
  void listsWhatItDoesNotShowInFull() {
    String html = Texts.of("html", Samples.big(3_000));
    assertThat(html).contains("The worst 1,000 are shown with their code");
    assertThat(html.split("<tr class=\"f ", -1)).hasSize(3_001);
    assertThat(html.split("<details", -1)).hasSize(1_001);
  }

  @Test
  void splitsProse() {
    assertThat(Prose.parts("a `b` c"))
        .containsExactly(
            new Prose.Part(false, "a "), new Prose.Part(true, "b"), new Prose.Part(false, " c"));
    assertThat(Prose.parts("``` `x")).containsExactly(new Prose.Part(false, "``` `x"));
    assertThat(Html.prose("`<b>` & ```", 100)).isEqualTo("<code>&lt;b&gt;</code> &amp; ```");
  }
}
