package dev.sallyport.scan.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.Edit;
import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Fix;
import dev.sallyport.base.model.finding.PathStep;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.Related;
import dev.sallyport.base.model.finding.Report;
import dev.sallyport.base.model.finding.Safety;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.model.source.Location;
import dev.sallyport.base.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FindingCodecTest {
  private static final String TEXT = FindingCodec.encode(Samples.usual().findings().getFirst());

  @Test
  void readsWhatItWrites() {
    for (Report report : List.of(Samples.usual(), Samples.hostile())) {
      for (Finding finding : report.findings()) {
        String text = FindingCodec.encode(finding);
        assertThat(text).isPrintable();
        assertThat(text).doesNotContain("\n");
        assertThat(FindingCodec.decode(text)).contains(finding);
      }
    }
  }

  @Test
  void readsAnythingItWrites() {
    Random random = new Random(7);
    for (int i = 0; i < 400; i++) {
      Finding finding = any(random);
      assertThat(FindingCodec.decode(FindingCodec.encode(finding))).contains(finding);
    }
  }

  @Test
  void refusesPrefixesAndWhatFollows() {
    for (int i = 0; i < TEXT.length(); i += 5) {
      assertThat(FindingCodec.decode(TEXT.substring(0, i))).isEmpty();
    }
    assertThat(FindingCodec.decode(TEXT + "{}")).isEmpty();
    assertThat(FindingCodec.decode(TEXT + "x")).isEmpty();
    assertThat(FindingCodec.decode(TEXT + " ")).isPresent();
  }

  @Test
  void refusesWhatIsMissingUnknownRepeatedOrWrong() {
    for (String bad :
        List.of(
            TEXT.replace("\"rule\":\"template-injection\",", ""),
            TEXT.replace("{\"rule\":", "{\"extra\":1,\"rule\":"),
            TEXT.replace("{\"rule\":", "{\"rule\":\"x\",\"rule\":"),
            TEXT.replace("\"critical\"", "\"CRITICAL\""),
            TEXT.replace("\"critical\"", "\"grave\""),
            TEXT.replace("\"critical\"", "null"),
            TEXT.replace("\"startLine\":14", "\"startLine\":\"14\""),
            TEXT.replace("\"startLine\":14", "\"startLine\":14.0"),
            TEXT.replace("\"startLine\":14", "\"startLine\":9999999999"),
            TEXT.replace("\"start\":", "\"start\":-"),
            TEXT.replaceFirst("\"end\":[0-9]+", "\"end\":0"),
            TEXT.replaceFirst("\"edits\":\\[.*?}]", "\"edits\":[]"),
            TEXT.replace("\"kind\":\"cwe\"", "\"kind\":\"other\""))) {
      assertThat(bad).isNotEqualTo(TEXT);
      assertThat(FindingCodec.decode(bad)).as(bad).isEmpty();
    }
  }

  @Test
  void isBounded() {
    String huge = "x".repeat(FindingCodec.MAX_LENGTH + 1);
    assertThat(FindingCodec.decode(huge)).isEmpty();
    assertThat(FindingCodec.decode(TEXT.replace("template-injection", "x".repeat(2 << 20))))
        .isEmpty();
    assertThat(FindingCodec.decode("[".repeat(100_000))).isEmpty();
    String many = "{\"kind\":\"cwe\",\"id\":\"CWE-1\"},".repeat(10_001);
    assertThat(FindingCodec.decode(TEXT.replace("\"references\":[", "\"references\":[" + many)))
        .isEmpty();
  }

  @FuzzTest
  void fuzz(FuzzedDataProvider data) {
    String text = data.consumeRemainingAsString();
    FindingCodec.decode(text)
        .ifPresent(
            finding ->
                assertThat(FindingCodec.decode(FindingCodec.encode(finding))).contains(finding));
  }

  private static Finding any(Random random) {
    List<Related> related = new ArrayList<>();
    List<PathStep> path = new ArrayList<>();
    List<Reference> references = new ArrayList<>();
    List<Fix> fixes = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      related.add(new Related(location(random), text(random)));
      path.add(new PathStep(location(random), text(random)));
      references.add(new Reference(pick(random, Reference.Kind.values()), text(random)));
      List<Edit> edits = new ArrayList<>();
      for (int j = 1 + random.nextInt(2); j > 0; j--) {
        edits.add(new Edit(text(random), location(random).span(), text(random)));
      }
      fixes.add(new Fix(text(random), pick(random, Safety.values()), text(random), edits));
    }
    return new Finding(
        text(random),
        pick(random, Severity.values()),
        pick(random, Confidence.values()),
        pick(random, Persona.values()),
        pick(random, Reach.values()),
        text(random),
        location(random),
        related,
        path,
        references,
        fixes,
        text(random));
  }

  private static <T> T pick(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }

  private static Location location(Random random) {
    int start = random.nextInt(Integer.MAX_VALUE / 2);
    Span span = new Span(start, start + random.nextInt(1_000));
    return new Location(
        text(random), span, random.nextInt(), random.nextInt(), random.nextInt(), 1);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append((char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt(65_536)));
    }
    return text.toString();
  }
}
