package dev.sallyport.scan.ci.github.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.scan.ci.github.knowledge.Scope.Access;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandKnowledgeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "npm ci",
        "npm --prefix web ci",
        "npm.cmd run build",
        "make",
        "./gradlew build",
        "pip install -e .",
        "python -m pytest",
        "yarn",
        "cargo --locked test",
        "docker build .",
        "terraform -chdir=x plan"
      })
  void runsCodeOfTheCheckout(String line) {
    assertThat(tools(line)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "npm ci --ignore-scripts",
        "npm whoami",
        "git status",
        "cargo --version",
        "docker login",
        "echo make"
      })
  void doesNot(String line) {
    assertThat(tools(line)).isEmpty();
  }

  @Test
  void tellsWhichFilesAreLoaded() {
    assertThat(tools("npm ci").getFirst().files()).contains("package.json");
  }

  @ParameterizedTest
  @CsvSource({
    "gh pr comment 1 --body x, PULL_REQUESTS, WRITE",
    "gh -R o/r issue close 1, ISSUES, WRITE",
    "gh label list, ISSUES, READ",
    "gh label create x, ISSUES, WRITE",
    "gh release create v1 --notes x, CONTENTS, WRITE",
    "gh run download 1, ACTIONS, READ",
    "git push origin main, CONTENTS, WRITE",
    "git -C dir push, CONTENTS, WRITE",
    "docker push ghcr.io/me/app:1, PACKAGES, WRITE",
    "cosign sign --yes image, ID_TOKEN, WRITE"
  })
  void tokenNeeds(String line, Scope scope, Access access) {
    assertThat(needs(line).orElseThrow().certain()).containsEntry(scope, access);
  }

  @Test
  void tokenNeedsThatNobodyKnows() {
    assertThat(needs("gh api repos/o/r").orElseThrow().open()).isFalse();
    assertThat(needs("gh api -X POST repos/o/r").orElseThrow().open()).isTrue();
    assertThat(needs("gh api --method=POST repos/o/r").orElseThrow().open()).isTrue();
    assertThat(needs("gh somealias").orElseThrow().open()).isTrue();
    assertThat(needs("docker push example.com/app").orElseThrow().open()).isTrue();
    assertThat(needs("git status")).isEmpty();
    assertThat(needs("ls -l")).isEmpty();
  }

  @Test
  void agents() {
    assertThat(agent("claude -p task --dangerously-skip-permissions").orElseThrow())
        .satisfies(
            found ->
                assertThat(found.dangersIn(List.of("-p", "t", "--dangerously-skip-permissions")))
                    .containsExactly("--dangerously-skip-permissions"));
    assertThat(agent("codex exec x").orElseThrow().dangersIn(List.of("exec", "x"))).isEmpty();
    assertThat(
            agent("codex exec x")
                .orElseThrow()
                .dangersIn(List.of("exec", "--sandbox=danger-full-access")))
        .hasSize(1);
    assertThat(agent("claude --version")).isEmpty();
    assertThat(agent("gh pr list")).isEmpty();
    assertThat(agent("echo -p")).isEmpty();
  }

  @Test
  void publishing() {
    assertThat(publishing("twine upload dist/*").orElseThrow().variables())
        .containsExactly("TWINE_PASSWORD");
    assertThat(publishing("twine upload --repository-url https://pypi.example.com/ dist/*"))
        .isEmpty();
    assertThat(publishing("npm publish --registry=https://registry.npmjs.org")).isPresent();
    assertThat(publishing("npm publish --registry https://npm.pkg.github.com")).isEmpty();
    assertThat(publishing("npm install")).isEmpty();
  }

  private static Optional<PublishCommand> publishing(String line) {
    List<String> words = List.of(line.split(" "));
    return CommandKnowledge.publishing(words.getFirst(), words.subList(1, words.size()));
  }

  private static Optional<AgentCommand> agent(String line) {
    List<String> words = List.of(line.split(" "));
    return CommandKnowledge.agent(words.getFirst(), words.subList(1, words.size()));
  }

  private static Optional<TokenNeeds> needs(String line) {
    List<String> words = List.of(line.split(" "));
    return CommandKnowledge.tokenNeeds(words.getFirst(), words.subList(1, words.size()));
  }

  private static List<BuildTool> tools(String line) {
    List<String> words = List.of(line.split(" "));
    return CommandKnowledge.buildTools(words.getFirst(), words.subList(1, words.size()));
  }
}
