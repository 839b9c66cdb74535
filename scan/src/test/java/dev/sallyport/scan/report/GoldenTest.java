package dev.sallyport.scan.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Report;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every format of every small sample, compared with what was read and approved before. After a
/// wanted change, run with `-Dsallyport.golden=update` and read the difference.
final class GoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/dev/sallyport/scan/report/golden");

  record Case(ReportFormat format, String sample, Report report, String variant, Options options) {
    String file() {
      return format.id() + "-" + sample + variant + format.suffix();
    }

    @Override
    public String toString() {
      return file();
    }
  }

  static List<Case> cases() {
    Map<String, Report> samples =
        new TreeMap<>(
            Map.of(
                "clean", Samples.clean(),
                "hostile", Samples.hostile(),
                "usual", Samples.usual()));
    List<Case> cases = new ArrayList<>();
    for (ReportFormat format : Reports.all()) {
      samples.forEach(
          (name, report) -> cases.add(new Case(format, name, report, "", Options.standard())));
    }
    Report usual = Samples.usual();
    ReportFormat terminal = new TerminalReport();
    cases.add(new Case(terminal, "usual", usual, "-colour", Options.standard().with(Style.COLOUR)));
    cases.add(
        new Case(
            terminal, "usual", usual, "-narrow", Options.standard().with(Style.ASCII).width(60)));
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void looksAsApproved(Case one) throws IOException {
    StringWriter out = new StringWriter();
    one.format().write(one.report(), one.options(), out);
    StringWriter again = new StringWriter();
    one.format().write(one.report(), one.options(), again);
    assertThat(again.toString()).isEqualTo(out.toString());

    byte[] bytes = out.toString().getBytes(StandardCharsets.UTF_8);
    Path golden = folder().resolve(one.file());
    if ("update".equals(System.getProperty("sallyport.golden"))) {
      Files.createDirectories(golden.getParent());
      Files.write(golden, bytes);
    }
    assertThat(golden).as("run with -Dsallyport.golden=update to make it").exists();
    assertThat(new String(bytes, StandardCharsets.UTF_8))
        .isEqualTo(Files.readString(golden, StandardCharsets.UTF_8));
  }

  private static Path folder() {
    return Files.exists(Path.of("scan")) ? Path.of("scan").resolve(FOLDER) : FOLDER;
  }
}
