package dev.sallyport.scan.syntax.expression;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContextPathTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "github; github",
        "github.event.pull_request.head.ref; github.event.pull_request.head.ref",
        "GitHub.Event.Issue.TITLE; github.event.issue.title",
        "github['event']['pull_request'].title; github.event.pull_request.title",
        "github.event.commits.*.message; github.event.commits.*.message",
        "github.event.commits[*].message; github.event.commits.*.message",
        "github.event.commits[0].message; github.event.commits.*.message",
        "github.event.commits['0'].message; github.event.commits.*.message",
        "github.event.commits[matrix.i].message; github.event.commits.?.message",
        "github[format('{0}', 'event')].title; github.event.title",
        "github[('event')].title; github.event.title",
        "(github).event; github.event",
        "((github.event)).number; github.event.number",
        "env[null]; env.",
        "env[true]; env.true",
        "secrets[github.ref]; secrets.?"
      })
  void isCanonical(String source, String path) {
    assertThat(ContextPath.of(Expressions.parse(source)).map(ContextPath::text))
        .contains(path == null ? "" : path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'a'", "f(github)", "fromJSON('{}').a", "a == b", "!a", "(a || b).c"})
  void isOnlyForContextAccesses(String source) {
    assertThat(ContextPath.of(Expressions.parse(source))).isEmpty();
  }

  @Test
  void wildcardsAgreeWithEverySegment() {
    ContextPath message = ContextPath.parse("github.event.commits.*.message");
    assertThat(ContextPath.parse("github.event.commits.?.message").matches(message)).isTrue();
    assertThat(ContextPath.parse("github.event.*.*.message").matches(message)).isTrue();
    assertThat(ContextPath.parse("github.event.commits").matches(message)).isFalse();
    assertThat(ContextPath.parse("github.event.commits.*.id").matches(message)).isFalse();
    assertThat(message.startsWith(ContextPath.parse("github.event"))).isTrue();
    assertThat(message.startsWith(ContextPath.parse("github.?"))).isTrue();
    assertThat(message.startsWith(ContextPath.parse("github.events"))).isFalse();
    assertThat(ContextPath.parse("github").startsWith(ContextPath.parse("github.ref"))).isFalse();
  }
}
