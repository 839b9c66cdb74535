package dev.sallyport.scan.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sallyport.base.model.source.SourceText;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InlineCommentsTest {
  private static final String OK = "ignore[unpinned-action] reason=\"ok\"";

  private static InlineComments.Result read(String text) {
    return InlineComments.read(Samples.file("ci.yml", text), Samples.RULES);
  }

  private static InlineSuppression one(String text) {
    InlineComments.Result result = read(text);
    assertThat(result.notices()).isEmpty();
    assertThat(result.suppressions()).hasSize(1);
    return result.suppressions().getFirst();
  }

  @Test
  void readsAllFields() {
    InlineSuppression read =
        one(
            "on: push # sallyport: ignore[unpinned-action, unpinned-image] reason=\"Mirrored, see"
                + " #12\" owner=\"team-build\" expires=2027-01-31\n");
    assertThat(read.rules()).containsExactly("unpinned-action", "unpinned-image");
    assertThat(read.reason()).isEqualTo("Mirrored, see #12");
    assertThat(read.owner()).isEqualTo("team-build");
    assertThat(read.expires()).isEqualTo(LocalDate.of(2027, 1, 31));
    assertThat(read.location()).hasToString("ci.yml:1:10");
    assertThat(read.lines()).isEqualTo(new InlineSuppression.Lines(1, 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ignore[unpinned-action] reason=\"we own it\" owner=\"ops team\" expires=\"2027-01-31\"",
        "ignore[unpinned-action] reason='we own it' owner='ops team' expires='2027-01-31'",
        "ignore[unpinned-action] reason=“we own it” owner=‘ops team’ expires=2027-01-31",
        "ignore[unpinned-action] reason=we own it owner=ops team expires=2027-01-31",
        "ignore[unpinned-action] expires=2027-01-31 owner=ops team reason=we own it",
        "ignore[unpinned-action]: reason: \"we own it\", owner: \"ops team\", expires: 2027-01-31",
        "ignore [ unpinned-action ,] reason = \"we own it\"; owner=ops team, expires=2027-01-31",
        "ignore['unpinned-action'] reason=\"we own it\" owner=\"ops team\" expires=2027-01-31 # v4",
        "ignore[\"unpinned-action\"] expires=2027-01-31 owner=\"ops team\" reason=\"we own it",
        "ignore[unpinned-action] owner=ops team expires=2027-01-31 reason=we own it # v4",
      })
  void isLenientInForm(String comment) {
    for (String start :
        List.of("# sallyport: ", "# sallyport:", "#sallyport: ", "## sallyport: ")) {
      InlineSuppression read = one("on: push " + start + comment.replaceFirst("]:", "]"));
      assertThat(read.rules()).containsExactly("unpinned-action");
      assertThat(read.reason()).isEqualTo("we own it");
      assertThat(read.owner()).isEqualTo("ops team");
      assertThat(read.expires()).isEqualTo(LocalDate.of(2027, 1, 31));
    }
  }

  @Test
  void readsItBehindAnotherComment() {
    assertThat(one("uses: a/b@0123 # v4.1.2 # sallyport: " + OK).reason()).isEqualTo("ok");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ignore[unpinned-action] | it has no reason and so hides nothing",
        "ignore[unpinned-action] reason=\"\" | reason is empty",
        "ignore[unpinned-action] reason= | reason is empty",
        "ignore[unpined-action] reason=x | did you mean 'unpinned-action'?",
        "ignore[*] reason=x | there is no rule '*'",
        "ignore[] reason=x | names no rule",
        "ignore reason=x | names no rule",
        "ignore[unpinned-action reason=x | behind the rule ids is missing",
        "ignore[unpinned-action] reason=x expire=2027-01-31 | did you mean 'expires'?",
        "ignore[unpinned-action] reason=x expires=soon | expires 'soon' is no date",
        "ignore[unpinned-action] reason=x expires=2027-13-01 | is no date",
        "ignore[unpinned-action] because it is ours | because it is ours' is not understood",
        "ignore[unpinned-action] \"because\" | is not understood",
        "ingore[unpinned-action] reason=x | ingore' is not known",
        "disable[unpinned-action] reason=x | disable' is not known",
        "ignroe | ignroe' is not known",
      })
  void hidesNothingWhenItIsNotUnderstood(String comment, String message) {
    InlineComments.Result read = read("on: push # sallyport: " + comment);
    assertThat(read.suppressions()).isEmpty();
    assertThat(read.notices())
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.kind()).isEqualTo(Notice.Kind.INVALID);
              assertThat(notice.toString()).startsWith("ci.yml:1:10: ").contains(message);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"sallyport-ignore", "sallyport_ignore", "sallyport ignore"})
  void aMisspeltMarkIsNamed(String mark) {
    InlineComments.Result read = read("on: push # " + mark + "[unpinned-action] reason=x\n");
    assertThat(read.suppressions()).isEmpty();
    assertThat(read.notices())
        .singleElement()
        .asString()
        .isEqualTo(
            "ci.yml:1:10: '" + mark + "' hides nothing; write 'sallyport: ignore[rule-id] …'");
    assertThat(read("on: push # " + mark + " is no mark\n").notices()).isEmpty();
    assertThat(read("on: 'push # " + mark + "[unpinned-action]'\n").notices()).isEmpty();
  }

  @Test
  void keepsTheKnownRulesBesideAnUnknownOne() {
    InlineComments.Result read =
        read("on: push # sallyport: ignore[unpinned-action, nope] reason=x");
    assertThat(read.suppressions().getFirst().rules()).containsExactly("unpinned-action");
    assertThat(read.notices()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# sallyport: our scanner, see docs",
        "on: push # see sallyport: ignore[unpinned-action] reason=x",
        "on: push#sallyport: ignore[unpinned-action] reason=x",
        "sallyport: ignore",
        "# https://example.com/#sallyport:ignore",
      })
  void leavesProseAlone(String text) {
    InlineComments.Result read = read(text);
    assertThat(read.suppressions()).isEmpty();
    assertThat(read.notices()).isEmpty();
  }

  private static final String WORKFLOW =
      """
      on: push
      jobs:
        a:
          steps:
            # sallyport: ignore[unpinned-action] reason="above"
            # more words
            - uses: a/b@v1
            - uses: a/c@v1 # sallyport: ignore[unpinned-action] reason="beside"
            # sallyport: ignore[unpinned-action] reason="cut off"

            - uses: a/d@v1
            # sallyport: ignore[script-injection] reason="whole script"
            - run: |
                echo 1
                echo 2
            - run: | # sallyport: ignore[script-injection] reason="at the head"
                echo 3

                # sallyport: ignore[script-injection] reason="in the script"
                # of the shell
                echo 4
                echo 5
                # sallyport: ignore[script-injection] reason="last line"
            - run: echo 6
      """;

  @Test
  void coversTheLineItStandsOnOrTheOneBelow() {
    InlineComments.Result read = read(WORKFLOW);
    assertThat(read.notices()).isEmpty();
    assertThat(read.suppressions())
        .extracting(
            found -> found.reason() + " " + found.lines().first() + "-" + found.lines().last())
        .containsExactly(
            "above 7-7",
            "beside 8-8",
            "cut off 0--1",
            "whole script 13-15",
            "at the head 16-23",
            "in the script 21-21",
            "last line 0--1");
  }

  @Test
  void readsTheSamePlacesWithWindowsLineEnds() {
    assertThat(read(WORKFLOW.replace("\n", "\r\n")).suppressions())
        .extracting(InlineSuppression::lines)
        .isEqualTo(read(WORKFLOW).suppressions().stream().map(InlineSuppression::lines).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run: \"echo # sallyport: ignore[unpinned-action] reason=x\"",
        "run: 'echo\n  # sallyport: ignore[unpinned-action] reason=x\n  '",
      })
  void doesNotTakeQuotedTextForAComment(String text) {
    InlineComments.Result read = read(text);
    assertThat(read.suppressions()).isEmpty();
    assertThat(read.notices()).singleElement().asString().contains("quoted text");
  }

  @Test
  void doesNotTakeCodeInAScriptForAComment() {
    InlineComments.Result read =
        read("run: |\n  echo ' # sallyport: ignore[unpinned-action] reason=x'\n");
    assertThat(read.suppressions()).isEmpty();
    assertThat(read.notices()).singleElement().asString().contains("a line of its own");
  }

  @Test
  void takesLinesOfTheirOwnInOtherFiles() {
    SourceText script =
        Samples.file("build.sh", "# sallyport: " + OK + "\ncurl x | sh\nls # sallyport: " + OK);
    InlineComments.Result read = InlineComments.read(script, Samples.RULES);
    assertThat(read.suppressions())
        .singleElement()
        .extracting(InlineSuppression::lines)
        .isEqualTo(new InlineSuppression.Lines(2, 2));
    assertThat(read.notices()).hasSize(1);
  }

  @Test
  void readsNothingInABrokenFile() {
    InlineComments.Result read = read("a: [\n# sallyport: " + OK);
    assertThat(read.suppressions()).isEmpty();
    assertThat(read.notices()).isEmpty();
  }

  @Test
  void boundsTheWork() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          InlineComments.Result many =
              read(("# sallyport: " + OK + "\n").repeat(20 * InlineComments.MOST));
          assertThat(many.suppressions()).hasSize(InlineComments.MOST);
          assertThat(many.notices()).singleElement().asString().contains("only the first 1000");
          InlineComments.Result wide = read("# sallyport: ".repeat(50_000));
          assertThat(wide.suppressions()).isEmpty();
          assertThat(wide.notices()).hasSizeBetween(1, InlineComments.MOST + 1);
        });
  }
}
