package dev.sallyport.scan.rule.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.scan.rule.Policies;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretInLogTest {
  private static final SecretInLog RULE = new SecretInLog();

  private static String found(List<Finding> findings) {
    return findings.isEmpty()
        ? "-"
        : String.join(",", findings.stream().map(f -> f.severity().id()).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "==>",
      quoteCharacter = '\u0001',
      textBlock =
          """
          echo $TOKEN                                      ==> medium
          echo ${{ secrets.TOKEN }}                        ==> medium
          echo "$TOKEN" >&2                                ==> medium
          echo "$TOKEN" | tee log.txt                      ==> medium
          echo "::error::bad token $TOKEN"                 ==> medium
          cat <<< "$TOKEN"                                 ==> medium
          { echo a; echo $TOKEN; }                         ==> medium
          f() { local t="$TOKEN"; echo "$t"; }; f          ==> medium
          echo ${TOKEN:0:4}                                ==> high
          echo $TOKEN | rev                                ==> high
          echo $TOKEN | sed 's/./& /g'                     ==> high
          jq -r .key <<< "$ACCOUNT"                        ==> high
          K=$(jq -r .key <<< "$ACCOUNT"); echo $K          ==> high
          echo "key $TOKEN" >> $GITHUB_STEP_SUMMARY        ==> medium
          printenv                                         ==> medium
          export -p                                        ==> medium
          set -x; curl -H "A: $TOKEN" https://api.github.com ==> low
          set -euxo pipefail; deploy "$TOKEN"              ==> low
          echo $BOT_USER                                   ==> low
          echo "$TOKEN" > f                                ==> -
          echo "$TOKEN" | docker login --password-stdin    ==> -
          X=$(echo "$TOKEN"); deploy "$X"                  ==> -
          f() { echo "$TOKEN"; }; X=$(f); deploy "$X"      ==> -
          printf -v X '%s' "$TOKEN"                        ==> -
          echo "::add-mask::$TOKEN"                        ==> -
          echo "$TOKEN" | base64 > f                       ==> -
          K=$(jq -r .k <<< "$ACCOUNT"); echo "::add-mask::$K"; echo $K ==> -
          if [ -n "$TOKEN" ]; then echo yes; fi            ==> -
          echo '$TOKEN'                                    ==> -
          echo "token=$TOKEN" >> $GITHUB_OUTPUT            ==> -
          env FOO=1 make                                   ==> -
          set -x; set +x; deploy "$TOKEN"                  ==> -
          echo "$TOKEN" | wc -c                            ==> -
          """)
  void scripts(String script, String severities) {
    assertThat(found(SecretSamples.script(RULE, script))).isEqualTo(severities);
  }

  @Test
  void followsOutputsAndTheEnvironmentOfLaterSteps() {
    List<Finding> findings =
        SecretSamples.workflow(
            RULE,
            Policies.DEFAULT,
            """
            on: push
            jobs:
              build:
                runs-on: ubuntu-24.04
                steps:
                  - id: key
                    env:
                      ACCOUNT: ${{ secrets.ACCOUNT }}
                    run: |
                      K=$(jq -r .key <<< "$ACCOUNT")
                      echo "key=$K" >> $GITHUB_OUTPUT
                      echo "KEY=$K" >> $GITHUB_ENV
                  - run: echo "${{ steps.key.outputs.key }}"
                  - run: echo "$KEY"
                  - run: echo "::add-mask::$KEY"
                  - run: echo "$KEY"
            """);
    assertThat(findings).extracting(f -> f.primary().startLine()).containsExactly(13, 14);
    assertThat(found(findings)).isEqualTo("high,high");
  }
}
