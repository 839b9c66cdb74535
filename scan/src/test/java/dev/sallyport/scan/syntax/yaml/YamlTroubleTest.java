package dev.sallyport.scan.syntax.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class YamlTroubleTest {
  /// `¶` is a line break, `→` a tab, `␀` a control character.
  @ParameterizedTest
  @CsvSource(
      delimiter = '║',
      quoteCharacter = '~',
      textBlock =
          """
          a: b: c                    ║ 1 ║ a value with ': ' in it needs quotes
          a:¶  - x¶ - y              ║ 3 ║ wanted the next key in line with those above, got a '-'
          a: - x                     ║ 1 ║ a '-' where no item of a list can be
          a: b¶c¶d: e                ║ 2 ║ got a line without ':'
          a:¶  b: 1¶ c: 2            ║ 3 ║ wanted the next key in line with those above, got a key
          - a¶b: c                   ║ 2 ║ wanted the next '-' in line with those above, got a key
          a:¶¶→b: 1                  ║ 3 ║ a tab where spaces are wanted
          a: @x                      ║ 1 ║ a value cannot begin with '@'; put it in quotes
          a: %x                      ║ 1 ║ a value cannot begin with '%'; put it in quotes
          a:¶  - "echo¶b: 1¶         ║ 2 ║ the quote that is opened here is never closed
          a: 'echo¶¶¶                ║ 1 ║ the quote that is opened here is never closed
          a: "x¶---¶                 ║ 2 ║ is the closing quote missing?
          a: "\\q"                   ║ 1 ║ this one does not exist
          a: "\\xZZ"                 ║ 1 ║ need their hexadecimal digits
          a: [x, y¶b: 1              ║ 2 ║ wanted ',' or ']' for what line 1 opens, got ':'
          a: {x: y¶¶¶                ║ 1 ║ wanted ',' or '}' for what line 1 opens, got the end
          a: ,                       ║ 1 ║ wanted a value, got ','
          a: |x¶  b                  ║ 1 ║ behind '|' or '>' the line must end
          a: >0¶  b                  ║ 1 ║ behind '|' or '>' the line must end
          a: |¶      ¶  b            ║ 3 ║ indented deeper than the text
          a: !u!x y                  ║ 1 ║ a value that begins with '!' needs quotes
          a: *.md                    ║ 1 ║ a value that begins with one needs quotes
          a: &                       ║ 1 ║ a value that begins with one needs quotes
          a: *x                      ║ 1 ║ alias *x has no anchor before it
          a: 1¶b: ␀                  ║ 2 ║ the character U+0001 is not allowed in YAML
          a: 'x' y                   ║ 1 ║ got a text; are quotes and indentation right?
          %FOO¶a: b                  ║ 2 ║ wanted the end of the file
          """)
  void saysWhereAndWhatInPlainWords(String yaml, int line, String words) {
    String text = yaml.replace('¶', '\n').replace('→', '\t').replace('␀', '\u0001');
    assertThat(YamlParser.parse(text))
        .isInstanceOfSatisfying(
            YamlResult.Bad.class,
            bad -> {
              assertThat(bad.message()).contains(words);
              assertThat(bad.line()).isEqualTo(line);
              assertThat(bad.message()).doesNotContain("<", "scan", "token", "stream", "block end");
            });
  }

  @Test
  void neverNamesALineThatTheFileDoesNotHave() {
    for (String open : List.of("a: \"x\n", "a: [x\n\n", "a: {\n", "a:\n  - 'x\n\n\n", "a: \"")) {
      assertThat(YamlParser.parse(open))
          .isInstanceOfSatisfying(
              YamlResult.Bad.class,
              bad ->
                  assertThat(bad.line()).isBetween(1, (int) open.stripTrailing().lines().count()));
    }
  }
}
