package dev.sallyport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.scan.report.ReportFormat;
import dev.sallyport.scan.report.Reports;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The same tree gives the same report wherever it lies, with findings, suppressions, broken files
/// and unresolved references in it.
final class SameBytesTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  static Stream<String> formats() {
    return Reports.all().stream().map(ReportFormat::id);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void wherever(String format, @TempDir Path here, @TempDir Path there) throws IOException {
    String one = scan(tree(here.resolve("tree")), format);
    String other = scan(tree(there.resolve("deep/down/tree")), format);
    assertThat(one).isEqualTo(other).contains("template-injection");
    assertThat(one).doesNotContain(here.toString());
  }

  private static Path tree(Path root) throws IOException {
    Path workflows = Files.createDirectories(root.resolve(".github/workflows"));
    Files.writeString(
        workflows.resolve("triage.yml"),
        """
        on: issues
        jobs:
          greet:
            runs-on: ubuntu-24.04
            steps:
              - uses: ./nowhere
              - run: echo "${{ github.event.issue.title }}"
              - uses: actions/checkout@v4 # sallyport: ignore[unpinned-action] our choice
        """,
        UTF_8);
    Files.writeString(workflows.resolve("broken.yml"), "on: [push\n", UTF_8);
    return root;
  }

  private static String scan(Path root, String format) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Main.run(
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        CLOCK,
        "scan",
        root.toString(),
        "--no-cache",
        "--format=" + format);
    return out.toString();
  }
}
