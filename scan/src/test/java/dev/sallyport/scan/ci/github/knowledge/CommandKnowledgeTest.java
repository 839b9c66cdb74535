package dev.sallyport.scan.ci.github.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        "npm ci --ignore-scripts", "npm whoami", "git status", "cargo --version", "docker login", "echo make"
      })
  void doesNot(String line) {
    assertThat(tools(line)).isEmpty();
  }

  @Test
  void tellsWhichFilesAreLoaded() {
    assertThat(tools("npm ci").getFirst().files()).contains("package.json");
  }

  private static List<BuildTool> tools(String line) {
    List<String> words = List.of(line.split(" "));
    return CommandKnowledge.buildTools(words.getFirst(), words.subList(1, words.size()));
  }
}
