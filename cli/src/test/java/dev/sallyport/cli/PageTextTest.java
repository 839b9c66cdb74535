package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PageTextTest {
  private static final String PAGE =
      """
      # some-rule

      ## What

      A paragraph that is
      longer than forty columns, with `code` and a [link](https://example.org/a).

      1. An item that is also longer than forty columns.
      - Another

      ### Detail

      ```yaml title="a.yml" find="uses: b" find='run: "c"'
      steps:

        - uses: b
        - uses: b
        - run: "c"
      ```
      """;

  @Test
  void plain() {
    assertThat(PageText.of(PAGE, false, 44))
        .isEqualTo(
            """
            some-rule

            What

              A paragraph that is longer than forty
              columns, with `code` and a link
              (https://example.org/a).

              1. An item that is also longer than
                 forty columns.
              - Another

              Detail

              a.yml:
                steps:

              >   - uses: b
                  - uses: b
              >   - run: "c"
            """);
  }

  @Test
  void coloured() {
    assertThat(PageText.of(PAGE, true, 100))
        .contains(
            "\u001b[1mWhat\u001b[0m\n",
            "with \u001b[36m`code`\u001b[0m",
            "\u001b[2ma.yml:\u001b[0m",
            "\u001b[1;31m  >   - uses: b\u001b[0m\n");
  }

  @Test
  void aFenceWithoutEndIsShownToTheEnd() {
    assertThat(PageText.of("```text\na\n", false, 80)).isEqualTo("    a\n");
  }
}
