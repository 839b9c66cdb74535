package dev.sallyport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The script for bash is run by bash, as if somebody had pressed the tabulator key.
@Timeout(20)
final class CompletionTest {
  private static final String PRESS_TAB =
      """
      compopt() { :; }
      source "$1"
      shift
      COMP_WORDS=("$@")
      COMP_CWORD=$(($# - 1))
      COMP_LINE="$*"
      COMP_POINT=${#COMP_LINE}
      _complete_sallyport sallyport "${!#}" "${COMP_WORDS[COMP_CWORD - 1]}"
      echo "${COMPREPLY[*]}"
      """;

  @TempDir Path temp;
  private Path script;

  @BeforeEach
  void write() throws IOException {
    script =
        Files.writeString(temp.resolve("bash"), CommandLineTool.run("completion", "bash").out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sallyport sc | scan",
        "sallyport scan --no- | --no-config --no-inline --no-cache",
        "sallyport scan --persona ? | default pedantic auditor",
        "sallyport scan --color ? | auto always never",
        "sallyport scan --fail-on ? | info low medium high critical never",
        "sallyport scan --min-severity ? | info low medium high critical",
        "sallyport scan --min-confidence ? | low medium high",
        "sallyport scan --format j | json junit",
        "sallyport scan --only unpinned-i | unpinned-image",
        "sallyport explain unpinned-i | unpinned-image",
        "sallyport completion ? | bash zsh fish",
      })
  void completesInBash(String line, String expected) throws Exception {
    String[] words = line.replace("?", "").split(" ", -1);
    String[] command = new String[words.length + 5];
    String[] start = {"bash", "-c", PRESS_TAB, "bash", script.toString()};
    System.arraycopy(start, 0, command, 0, 5);
    System.arraycopy(words, 0, command, 5, words.length);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(said.strip()).isEqualTo(expected);
  }

  @Test
  void zshTakesTheSameScript() {
    String zsh = CommandLineTool.run("completion", "zsh").out();
    assertThat(zsh).isEqualTo(CommandLineTool.run("completion", "bash").out());
    assertThat(zsh).contains("bashcompinit");
  }

  @Test
  void fishHasWordsForEverything() {
    String fish = CommandLineTool.run("completion", "fish").out();
    assertThat(fish.lines()).allMatch(line -> line.startsWith("complete -c sallyport "));
    assertThat(fish)
        .doesNotContain("%n", "${", "-d ''")
        .contains(
            "-l persona -x -a 'default pedantic auditor'",
            "from scan' -l fix -a 'safe unsafe' -d",
            "-s o -l output -r -F -d",
            "from completion' -a 'bash zsh fish'",
            "from explain' -a 'adhoc-install ");
  }
}
