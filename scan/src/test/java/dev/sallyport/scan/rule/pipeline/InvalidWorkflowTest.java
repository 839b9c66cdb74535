package dev.sallyport.scan.rule.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvalidWorkflowTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          contains('a') | does not take 1 arguments
          case(true, 1) | does not take 2 arguments
          case('x', 1, 2) | must be true or false
          env('A') | there is no function
          main | there is no context
          github. | ends too early
          """)
  void faults(String expression, String message) {
    String workflow =
        """
        on: push
        jobs:
          work:
            runs-on: ubuntu-24.04
            steps:
              - run: echo ${{ %s }}
        """
            .formatted(expression);
    assertThat(Found.by(new InvalidWorkflow(), workflow))
        .singleElement()
        .extracting(Finding::message)
        .asString()
        .contains(message);
  }

  @Test
  void shellsOfStepsAndOfTheWorkflowTakeNoExpression() {
    String workflow =
        """
        on: issues
        defaults:
          run:
            shell: ${{ vars.SHELL }}
        jobs:
          work:
            runs-on: ubuntu-24.04
            defaults:
              run:
                shell: ${{ matrix.shell }}
            steps:
              - run: make
                shell: bash -c "${{ github.event.issue.title }}" {0}
              - run: make
                shell: bash -e {0}
        """;
    assertThat(Found.by(new InvalidWorkflow(), workflow))
        .extracting(finding -> finding.primary().startLine() + " " + finding.message())
        .containsExactlyInAnyOrder(
            "4 an expression is not allowed in the default shell of a workflow",
            "13 an expression is not allowed in the shell of a workflow's step");
  }

  @Test
  void jobsThatWaitForEachOther() {
    String workflow =
        """
        on: push
        jobs:
          one:
            needs: two
            runs-on: ubuntu-24.04
            steps: [run: make]
          two:
            needs: one
            runs-on: ubuntu-24.04
            steps: [run: make]
          three:
            needs: one
            runs-on: ubuntu-24.04
            steps: [run: make]
        """;
    assertThat(Found.by(new InvalidWorkflow(), workflow))
        .extracting(Finding::message)
        .hasSize(2)
        .allMatch(message -> message.contains("neither can start"));
  }
}
