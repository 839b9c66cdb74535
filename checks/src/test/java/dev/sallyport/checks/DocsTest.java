package dev.sallyport.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DocsTest {

  private final Docs docs = new Docs(Checkout.here().root());

  @Test
  void linksAndNamedFilesExist() throws IOException {
    assertThat(docs.files().stream().map(file -> file.getFileName().toString()))
        .contains("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "use.md");
    assertThat(docs.broken()).isEmpty();
  }

  @Test
  void decisionsAreComplete() throws IOException {
    assertThat(docs.decisions()).isNotEmpty();
    assertThat(docs.incompleteDecisions()).isEmpty();
  }

  @Test
  void versionIsTheSameEverywhere() throws IOException {
    String version = version(Files.readString(docs.root().resolve("pom.xml")));
    assertThat(Files.readString(docs.root().resolve("CHANGELOG.md"))).contains("## [" + version);
  }

  @Test
  void deadLinksAndMissingFilesAreFound(@TempDir Path root) throws IOException {
    Files.createDirectories(root.resolve("docs/adr"));
    Files.writeString(root.resolve("docs/there.md"), "# A heading, with *marks*\n");
    Files.writeString(
        root.resolve("README.md"),
        """
        # Title
        [good](docs/there.md#a-heading-with-marks) [top](#title) [web](https://example.org/x)
        [gone](docs/gone.md) [no anchor](docs/there.md#nothing) [nor here](#nothing)
        `docs/there.md` `docs/missing.md` `owner/repository` `a b/c`
        ```
        `docs/in-a-block.md`
        ```
        """);
    assertThat(new Docs(root).broken())
        .containsExactly(
            "README.md: dead link docs/gone.md",
            "README.md: dead link docs/there.md#nothing",
            "README.md: dead link #nothing",
            "README.md: no such file docs/missing.md");
  }

  @Test
  void incompleteDecisionsAreFound(@TempDir Path root) throws IOException {
    Path folder = Files.createDirectories(root.resolve("docs/adr"));
    String whole = "# 1. A\n\nStatus: accepted\n\n## Context\n\n## Decision\n\n## Consequences\n";
    Files.writeString(folder.resolve("0001-a.md"), whole);
    Files.writeString(folder.resolve("0002-b.md"), whole.replace("## Decision", ""));
    Files.writeString(folder.resolve("0004-c.md"), whole);
    assertThat(new Docs(root).incompleteDecisions())
        .containsExactly(
            "0002-b.md: does not begin with \"# 2. \"",
            "0002-b.md: no \"## Decision\"",
            "0004-c.md: not the next number, or not kebab-case");
  }

  private static String version(String pom) {
    List<String> lines = Stream.of(pom.split("\n", -1)).map(String::strip).toList();
    return lines.stream()
        .filter(line -> line.startsWith("<version>"))
        .findFirst()
        .map(line -> line.replaceAll("</?version>", ""))
        .orElseThrow();
  }
}
