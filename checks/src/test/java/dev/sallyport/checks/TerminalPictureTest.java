package dev.sallyport.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

final class TerminalPictureTest {

  @Test
  void keepsStylesAndColumns() {
    String picture = TerminalPicture.of("x", "ab\u001b[1;31mcd\u001b[0m\n\u001b[38;5;232me");
    assertThat(picture)
        .contains("x=\"18.0\" y=\"63\" textLength=\"16.8\" fill=\"#e6edf3\">ab</text>")
        .contains(
            "x=\"34.8\" y=\"63\" textLength=\"16.8\" fill=\"#ff7b72\" font-weight=\"bold\">cd")
        .contains("x=\"18.0\" y=\"82\" textLength=\"8.4\" fill=\"#080808\">e");
  }

  @Test
  void leavesLinksOutAndKeepsTheirText() {
    String link = "\u001b]8;;https://example.org\u001b\\text\u001b]8;;\u001b\\";
    assertThat(TerminalPicture.of("x", link)).contains(">text<").doesNotContain("example.org");
  }

  @Test
  void isWellFormedWhateverTheText() throws Exception {
    String text = "a<b>&\"c\" \u0007 \u001b \u001b[ \u001b]8 \u001b[999;x;38;5m tail";
    byte[] picture = TerminalPicture.of("<&\">", text).getBytes(StandardCharsets.UTF_8);
    Element top =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(picture))
            .getDocumentElement();
    assertThat(top.getTagName()).isEqualTo("svg");
    assertThat(top.getAttribute("aria-label")).isEqualTo("<&\">");
  }
}
