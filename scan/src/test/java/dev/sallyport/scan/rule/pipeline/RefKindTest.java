package dev.sallyport.scan.rule.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.GithubParser;
import dev.sallyport.scan.ci.github.GithubPaths;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.ci.github.facts.ActionFacts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RefKindTest {

  @ParameterizedTest
  @CsvSource({
    "v4, TAG",
    "v4.1.7, TAG",
    "2024.10.1, TAG",
    "refs/tags/release, TAG",
    "main, BRANCH",
    "Master, BRANCH",
    "refs/heads/v4, BRANCH",
    "release/v1, NAME",
    "stable, NAME",
    "0f1e2d3, SHORT_COMMIT",
    "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c, COMMIT",
    "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3, SHORT_COMMIT",
    "'', INVALID"
  })
  void tellsByTheTextAlone(String ref, RefKind kind) {
    assertThat(RefKind.of(remote("acme/deploy@" + ref), ActionFacts.bundled())).isEqualTo(kind);
  }

  private static Uses.Remote remote(String uses) {
    String text =
        """
        on: push
        jobs:
          a:
            runs-on: ubuntu-24.04
            steps:
              - uses: "%s"
        """
            .formatted(uses);
    SourceText source = new SourceText(".github/workflows/a.yml", text, "test");
    GithubParser.Outcome outcome = GithubParser.parse(source, GithubPaths.Kind.WORKFLOW);
    GithubFile file = ((GithubParser.Outcome.Parsed) outcome).file();
    Uses read = ((Workflow) file).jobs().getFirst().steps().getFirst().uses();
    return java.util.Objects.requireNonNull(read).remote().orElseThrow();
  }
}
