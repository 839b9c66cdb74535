package dev.sallyport.scan.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SpecificationVersion;
import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.PathStep;
import dev.sallyport.base.model.finding.Related;
import dev.sallyport.base.model.finding.Report;
import dev.sallyport.base.model.finding.Severity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class SarifReportTest {
  private static final JsonMapper MAPPER = new JsonMapper();

  @Test
  void isValid() throws IOException {
    Options all = Options.standard().unfolded();
    for (Report report : List.of(Samples.clean(), Samples.usual(), Samples.hostile())) {
      assertThat(check(Texts.of("sarif", report))).isEmpty();
      assertThat(check(Texts.of("sarif", report, all))).isEmpty();
    }
  }

  @Test
  void theSchemaSeesWhatIsWrong() throws IOException {
    String good = Texts.of("sarif", Samples.usual());
    assertThat(check(good.replace("utf16CodeUnits", "bytes"))).isNotEmpty();
    assertThat(check(good.replace("\"startLine\":14", "\"startLine\":0"))).isNotEmpty();
    assertThat(check(good.replace("\"level\":\"error\"", "\"level\":\"bad\""))).isNotEmpty();
  }

  @Test
  void aResultPointsAtItsRule() {
    JsonNode run = run(Texts.of("sarif", Samples.hostile()));
    JsonNode rules = run.at("/tool/driver/rules");
    for (JsonNode result : run.get("results")) {
      int index = result.get("ruleIndex").asInt();
      assertThat(rules.get(index).get("id")).isEqualTo(result.get("ruleId"));
    }
  }

  @Test
  void tellsRulesAsGithubReadsThem() {
    JsonNode rule = run(Texts.of("sarif", Samples.usual())).at("/tool/driver/rules/1");
    assertThat(rule.get("id").asString()).isEqualTo("template-injection");
    assertThat(rule.get("name").asString()).isEqualTo("TemplateInjection");
    assertThat(rule.at("/properties/security-severity").asString()).isEqualTo("8.0");
    assertThat(rule.at("/properties/precision").asString()).isEqualTo("high");
    assertThat(rule.at("/properties/tags").toString())
        .contains("\"security\"", "\"external/cwe/cwe-094\"", "\"CICD-SEC-4\"");
    assertThat(rule.at("/help/markdown").asString())
        .contains("[CWE-94](https://cwe.mitre.org/data/definitions/94.html)");
  }

  @Test
  void tellsTheAttackersWayAndTheFix() {
    JsonNode result = run(Texts.of("sarif", Samples.usual())).at("/results/0");
    assertThat(result.at("/partialFingerprints/sallyport~1v1").asString()).hasSize(64);
    assertThat(result.at("/codeFlows/0/threadFlows/0/locations")).hasSize(4);
    JsonNode change = result.at("/fixes/0/artifactChanges/0");
    assertThat(change.at("/artifactLocation/uri").asString()).isEqualTo(Samples.TRIAGE);
    JsonNode region = change.at("/replacements/1/deletedRegion");
    assertThat(region.get("startLine").asInt()).isEqualTo(14);
    assertThat(region.get("startColumn").asInt()).isEqualTo(24);
    assertThat(change.at("/replacements/1/insertedContent/text").asString()).isEqualTo("${TITLE}");
  }

  @Test
  void suppressedAreNotificationsSoThatNoAlertIsOpened() {
    JsonNode usual = run(Texts.of("sarif", Samples.usual()));
    assertThat(usual.get("results")).hasSize(14);
    List<String> ids =
        usual
            .at("/invocations/0/toolExecutionNotifications")
            .valueStream()
            .map(one -> one.at("/descriptor/id").asString())
            .toList();
    assertThat(ids).containsExactly("incomplete", "gap", "suppressed", "suppressed", "notice");

    JsonNode all = run(Texts.of("sarif", Samples.usual(), Options.standard().unfolded()));
    assertThat(all.get("results")).hasSize(16);
    JsonNode suppression = all.at("/results/14/suppressions/0");
    assertThat(suppression.get("kind").asString()).isEqualTo("inSource");
    assertThat(suppression.get("justification").asString())
        .contains("Our own fork", "alice", "2027-01-31");
    assertThat(all.at("/results/15/suppressions/0/kind").asString()).isEqualTo("external");
  }

  @Test
  void encodesPaths() {
    assertThat(SarifResults.uri("a b/ü#?%:@.yml")).isEqualTo("a%20b/%C3%BC%23%3F%25%3A%40.yml");
    assertThat(SarifResults.uri("\ud800")).isEqualTo("%3F");
    JsonNode run = run(Texts.of("sarif", Samples.hostile()));
    String uri = run.at("/results/0/locations/0/physicalLocation/artifactLocation/uri").asString();
    assertThat(URI.create(uri).getPath())
        .isEqualTo(Samples.hostile().findings().getFirst().primary().path());
  }

  @Test
  void messagesHoldNoLinksFromFiles() {
    String text =
        run(Texts.of("sarif", Samples.hostile())).at("/results/0/message/text").asString();
    assertThat(text).contains("\\[x\\](http").doesNotContain("[x](");
  }

  @Test
  void keepsWithinTheCodeHostsCounts() {
    Report usual = Samples.usual();
    Finding first = usual.findings().getFirst();
    Finding wide =
        new Finding(
            first.rule(),
            Severity.CRITICAL,
            first.confidence(),
            first.persona(),
            first.reach(),
            first.message(),
            first.primary(),
            Collections.nCopies(2_000, new Related(first.primary(), "x")),
            Collections.nCopies(12_000, new PathStep(first.primary(), "x")),
            first.references(),
            List.of(),
            first.fingerprint());
    List<Finding> many = new ArrayList<>(Collections.nCopies(25_010, usual.findings().getLast()));
    many.add(wide);
    JsonNode run = run(Texts.of("sarif", with(many)));
    assertThat(run.get("results")).hasSize(25_000);
    assertThat(run.at("/results/0/relatedLocations")).hasSize(999);
    assertThat(run.at("/results/0/codeFlows/0/threadFlows/0/locations")).hasSize(10_000);
    assertThat(run.at("/invocations/0/toolExecutionNotifications/0/message/text").asString())
        .startsWith("11 findings had to stay out");
  }

  @Test
  void keepsWithinTheUploadSize() throws IOException {
    Finding one = Samples.usual().findings().getLast();
    Random random = new Random(1);
    List<Finding> many = new ArrayList<>();
    for (int i = 0; i < 12_000; i++) {
      StringBuilder noise = new StringBuilder();
      for (int j = 0; j < 1_500; j++) {
        noise.append((char) ('0' + random.nextInt(75)));
      }
      many.add(
          new Finding(
              one.rule(),
              one.severity(),
              one.confidence(),
              one.persona(),
              one.reach(),
              noise.toString(),
              one.primary(),
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              one.fingerprint()));
    }
    String text = Texts.of("sarif", with(many));
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(text.getBytes(StandardCharsets.US_ASCII));
    }
    assertThat(zipped.size()).isBetween(8_000_000, 10_000_000);
    assertThat(run(text).at("/invocations/0/toolExecutionNotifications/0/descriptor/id").asString())
        .isEqualTo("cut");
  }

  private static Report with(List<Finding> findings) {
    Report usual = Samples.usual();
    return new Report(
        usual.version(),
        usual.root(),
        usual.files(),
        usual.rules(),
        findings,
        List.of(),
        List.of(),
        usual.sources(),
        usual.bundleDate(),
        List.of());
  }

  private static JsonNode run(String sarif) {
    return MAPPER.readTree(sarif).get("runs").get(0);
  }

  private static List<com.networknt.schema.Error> check(String json) throws IOException {
    return Schemas.check(SpecificationVersion.DRAFT_4, "sarif-schema-2.1.0.json", json);
  }
}
