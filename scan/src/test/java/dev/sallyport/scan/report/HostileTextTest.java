package dev.sallyport.scan.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Report;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One hostile text at a time, as file name, message, reason, owner, notice and all else, in every
/// format. One at a time, so that none is made harmless by what stands before it.
final class HostileTextTest {
  static Stream<String> texts() {
    return Stream.of(
        "\u001b[2Jx",
        "\u001b]8;;http://e.example\u0007x",
        "\u009b31mx",
        "x\rOverwritten",
        "x\b\b\u007f",
        "::error::x",
        "  ::add-mask::x",
        "x\n::stop-commands::y",
        "x\r\n::warning file=a::y",
        "%0A::error::x",
        "%0D%0A::error::x%3A%2C%25",
        "x,title=y::z",
        "##[error]x",
        "##vso[task.setvariable variable=x]y",
        "##teamcity[buildStatus status='SUCCESS']",
        "a<img src=x onerror=alert(1)>b",
        "</script><script>alert(1)</script>",
        "</style></title><svg/onload=x>",
        "' onmouseover='x' \" onfocus=\"y",
        "--><!-- x -->",
        "x]]>y",
        "&lt;b&gt; &amp; &#64;x",
        "@octocat",
        "mail@octo/team and @octo/team",
        "#12 octo/repo#3 GH-4",
        "www.evil.example https://evil.example/x",
        "[x](https://evil.example)",
        "![x](https://evil.example/x.png)",
        "[x]: https://evil.example",
        "<https://evil.example>",
        "` `` ``` ~~~",
        "`open",
        "``` \n```",
        "a|b||c",
        "*x* _y_ ~~z~~ **w**",
        "$x$ $$y$$ $`z`$",
        "# heading",
        "- item",
        "1. item",
        "> quote",
        "===",
        "x\\",
        "{0} %s %n",
        "javascript:alert(1)",
        "\u202Etxt.exe",
        "\u2066x\u2069",
        "a\u200bb\u200dc\ufeff",
        "\u0000\u0001\u000b\ufffe\uffff",
        "\ud800 half",
        "\udfff half",
        "\ud83d\ude00 whole",
        "e\u0301\u0301\u0301\u0301\u0301\u0301\u0301",
        "\u2028x\u2029y\u0085z",
        "\udb40\udc41\udb40\udc42",
        " ",
        "");
  }

  @ParameterizedTest
  @MethodSource("texts")
  void theTerminalIsNotSteered(String evil) {
    Options colour = Options.standard().with(Style.COLOUR).unfolded();
    String text = text("terminal", evil, colour).replaceAll("\u001b\\[[0-9;]*m", "");
    harmless(text);
    assertThat(text.lines().filter(line -> line.strip().startsWith("::"))).isEmpty();
    assertThat(text).doesNotContainPattern("##[a-zA-Z]*\\[");
  }

  private static final Pattern COMMAND =
      Pattern.compile("::(error|warning|notice) (?<properties>[^\\n]*?)::(?<data>[^\\n]*)");

  @ParameterizedTest
  @MethodSource("texts")
  void annotationsAreOursAlone(String evil) {
    String text = text("github", evil, Options.standard());
    harmless(text);
    for (String line : text.lines().toList()) {
      var command = COMMAND.matcher(line);
      if (command.matches()) {
        List<String> names =
            Stream.of(command.group("properties").split(",", -1))
                .map(each -> each.substring(0, each.indexOf('=')))
                .toList();
        assertThat(List.of("file", "line", "endLine", "col", "endColumn", "title"))
            .containsAll(names);
        assertThat(names).doesNotHaveDuplicates();
        assertThat(line.replaceAll("%(25|0D|0A|3A|2C)", "")).doesNotContain("%");
      } else {
        assertThat(line).matches("(Suppressed|Note|Sallyport): .*");
      }
      assertThat(line).doesNotContainPattern("##[a-zA-Z]*\\[");
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void jsonIsAsciiAndKeepsNames(String evil) {
    for (String format : List.of("json", "sarif", "gitlab")) {
      String text = text(format, evil, Options.standard().unfolded());
      assertThat(text.chars()).as(format).allMatch(c -> c == '\n' || (c >= 0x20 && c < 0x7F));
      JsonNode root = JsonMapper.shared().readTree(text);
      assertThat(root.isContainer()).isTrue();
    }
    String json = text("json", evil, Options.standard());
    assertThat(JsonMapper.shared().readTree(json).at("/findings/0/primary/path").asString())
        .isEqualTo(path(evil));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void xmlIsWellFormed(String evil) throws Exception {
    String text = text("junit", evil, Options.standard());
    harmless(text);
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    var document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(7);
  }

  private static final Pattern TAG =
      Pattern.compile(
          "</?(a|b|body|br|code|details|div|fieldset|footer|g|h[1-3]|head|header|html|input|label|"
              + "legend|li|main|mark|meta|ol|option|p|pre|rect|section|select|span|style|summary|"
              + "svg|table|tbody|td|text|th|thead|title|tr|ul|wbr|!doctype)\\b[^<>]*>",
          Pattern.CASE_INSENSITIVE);

  @ParameterizedTest
  @MethodSource("texts")
  void htmlHoldsOurTagsAlone(String evil) {
    String html = text("html", evil, Options.standard());
    harmless(html);
    String style = html.replaceAll("(?s)<style>.*?</style>", "");
    String rest = TAG.matcher(style).replaceAll("");
    assertThat(rest).doesNotContain("<", ">");
    var tags = TAG.matcher(style);
    while (tags.find()) {
      assertThat(tags.group())
          .doesNotContainPattern("(?i)\\son[a-z]+=")
          .doesNotContain("javascript:", "src=", "href=\"http:");
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void markdownMeansWhatWeWroteAlone(String evil) {
    String page = text("markdown", evil, Options.standard().unfolded());
    harmless(page.replace("\u200b", ""));
    for (String line : outsideCode(page)) {
      String plain =
          line.replaceAll("</?(details|details open|summary|b|code|sub)>", "")
              .replace(MarkdownReport.MARKER, "")
              .replaceAll("\\\\[\\\\`*_\\[\\]<>#|~&@$.)+=-]\u200b?", "");
      if (line.startsWith("<details")) {
        // HTML, in which Markdown means nothing.
        plain =
            plain.replaceAll("[`*_\\[\\]|~$]|&(lt|gt|amp|quot|#39);", "").replace("#\u200b", "");
        plain = plain.replaceAll("@\u200b", "").replaceFirst("^(Suppressed|Not|More).*", "");
        assertThat(plain).doesNotContain("<", ">", "&");
        continue;
      }
      if (line.startsWith("|") || line.startsWith("### ")) {
        continue;
      }
      assertThat(plain.replaceFirst("^> ?", ""))
          .as(line)
          .doesNotContain("<", ">", "`", "*", "_", "[", "]", "|", "~", "$", "&", "@", "://", "](")
          .doesNotContainPattern("#(?!\u200b)")
          .doesNotContainPattern("(?i)www\\.(?!\u200b)")
          .doesNotContainPattern("(?i)gh-(?!\u200b)");
    }
  }

  /// Lines without fenced blocks, and without what stands in code spans.
  private static List<String> outsideCode(String page) {
    List<String> lines = new ArrayList<>();
    String fence = "";
    for (String line : page.split("\n", -1)) {
      if (fence.isEmpty() && line.matches("`{3,}text")) {
        fence = line.substring(0, line.length() - 4);
      } else if (!fence.isEmpty()) {
        fence = line.equals(fence) ? "" : fence;
      } else {
        lines.add(withoutSpans(line));
      }
    }
    assertThat(fence).as("every fence is closed").isEmpty();
    return lines;
  }

  private static String withoutSpans(String line) {
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < line.length()) {
      if (line.charAt(i) == '\\' && i + 1 < line.length()) {
        out.append(line, i, i + 2);
        i += 2;
      } else if (line.charAt(i) == '`' && !line.startsWith("<details")) {
        int end = i;
        while (end < line.length() && line.charAt(end) == '`') {
          end++;
        }
        i = closing(line, end, end - i);
      } else {
        out.append(line.charAt(i++));
      }
    }
    return out.toString();
  }

  private static int closing(String line, int from, int run) {
    for (int i = from; i < line.length(); i++) {
      int end = i;
      while (end < line.length() && line.charAt(end) == '`') {
        end++;
      }
      if (end - i == run) {
        return end;
      }
      i = Math.max(i, end - 1);
    }
    throw new AssertionError("a code span is not closed: " + line);
  }

  /// No control but line ends, nothing that reorders or hides text, no half character.
  private static void harmless(String text) {
    text.codePoints()
        .forEach(c -> assertThat(c == '\n' || Visible.plain(c)).as("U+%X", c).isTrue());
  }

  private static String text(String format, String evil, Options options) {
    return Texts.of(format, report(evil), options);
  }

  private static Report report(String evil) {
    return Samples.hostile(evil, path(evil));
  }

  private static String path(String evil) {
    return ".github/workflows/" + evil + ".yml";
  }
}
