package dev.sallyport.scan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.SpecificationVersion;
import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Report;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class JsonReportTest {
  private static final JsonMapper MAPPER = new JsonMapper();

  @Test
  void isValid() throws IOException {
    for (Report report : List.of(Samples.clean(), Samples.usual(), Samples.hostile())) {
      assertThat(check(Texts.of("json", report))).isEmpty();
    }
  }

  @Test
  void theSchemaSeesWhatIsWrong() throws IOException {
    String good = Texts.of("json", Samples.usual());
    assertThat(check(good.replace("\"critical\",", "\"grave\","))).isNotEmpty();
    assertThat(check(good.replace("\"notices\"", "\"remarks\""))).isNotEmpty();
  }

  @Test
  void losesNothing() {
    Report usual = Samples.usual();
    JsonNode json = MAPPER.readTree(Texts.of("json", usual));
    List<Finding> findings = Words.worstFirst(usual);
    assertThat(json.get("findings")).hasSize(findings.size());
    for (int i = 0; i < findings.size(); i++) {
      assertThat(FindingCodec.decode(json.get("findings").get(i).toString()))
          .contains(findings.get(i));
    }
    JsonNode suppressed = json.get("suppressed").get(0);
    assertThat(suppressed.get("reason").asString()).startsWith("Our own fork");
    assertThat(suppressed.get("owner").asString()).isEqualTo("alice");
    assertThat(suppressed.get("expires").asString()).isEqualTo("2027-01-31");
    assertThat(json.get("suppressed").get(1).get("owner").isNull()).isTrue();
    assertThat(json.get("problems")).hasSize(2);
    assertThat(json.get("problems").get(1).get("subject").asString()).isEqualTo("octo/tool-5@v1");
    assertThat(json.get("rules")).hasSize(3);
    assertThat(json.get("notices")).hasSize(1);
    assertThat(json.get("summary").get("failing").asInt()).isEqualTo(2);
  }

  @Test
  void isAscii() {
    assertThat(Texts.of("json", Samples.hostile()).chars())
        .allMatch(c -> c == '\n' || (c >= 0x20 && c < 0x7F));
  }

  @Test
  void handsOnTheWritersOwnFailure() {
    Writer full =
        new Writer() {
          @Override
          public void write(char[] chars, int offset, int length) throws IOException {
            throw new IOException("disk full");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    assertThatThrownBy(() -> new JsonReport().write(Samples.big(100), Options.standard(), full))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("disk full");
  }

  private static List<com.networknt.schema.Error> check(String json) throws IOException {
    return Schemas.check(SpecificationVersion.DRAFT_2020_12, "report-1.schema.json", json);
  }
}
