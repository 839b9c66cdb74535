package dev.sallyport.scan.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.rule.Policies;
import dev.sallyport.scan.rule.pipeline.PipelineRules;
import dev.sallyport.scan.source.Branches;
import dev.sallyport.scan.source.ContentCache;
import dev.sallyport.scan.source.Definitions;
import dev.sallyport.scan.source.Fetcher;
import dev.sallyport.scan.source.Lookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Whatever is given up says so, with its place.
class LimitsTest {
  private static final String WORKFLOW =
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

  /// Lines in front of the first line of a script in [#workflow].
  private static final int FIRST = 10;

  private static String workflow(String script) {
    return WORKFLOW + "      - run: |" + ("\n" + script.strip()).replace("\n", "\n          ");
  }

  private static Analysis scan(List<SourceText> texts) {
    return scan(texts, Lookup.none());
  }

  /// @param scripts files that the texts name
  static Analysis scan(List<SourceText> texts, Lookup scripts) {
    return Scanner.scan(
        new ScanRequest(
            texts,
            Set.of(),
            Set.of(),
            List.of(),
            PipelineRules.all().stream().filter(rule -> !rule.info().network()).toList(),
            Policies.DEFAULT,
            scripts,
            Fetcher.refusing(),
            Definitions.none(),
            Branches.none(),
            true,
            ScanRequest.SECONDS),
        ScanProgress.NONE,
        ContentCache.none());
  }

  private static Analysis scan(String script) {
    return scan(List.of(Samples.file(".github/workflows/a.yml", workflow(script))));
  }

  static List<String> incomplete(Analysis analysis) {
    return analysis.problems().stream()
        .filter(p -> p.kind() == Problem.Kind.INCOMPLETE)
        .map(p -> p.path() + ":" + p.line() + ": " + p.message())
        .toList();
  }

  private static String at(int line, String message) {
    return ".github/workflows/a.yml:"
        + (FIRST + line)
        + ": A part of this script was given up: "
        + message
        + ".";
  }

  private static List<String> found(Analysis analysis, String rule) {
    return analysis.findings().stream().map(Finding::rule).filter(rule::equals).toList();
  }

  @Test
  void codeInsideCode() {
    String deep = "echo\n" + "eval ".repeat(12) + "\"$BODY\"";
    assertThat(incomplete(scan(deep)))
        .containsExactly(at(2, "code inside code, more than 10 times"));
    Analysis shallow = scan("eval ".repeat(9) + "\"$BODY\"");
    assertThat(incomplete(shallow)).isEmpty();
    assertThat(found(shallow, "reparsed-value")).hasSize(1);
  }

  @Test
  void codeInsideCodeThatIsNotUnderstood() {
    assertThat(scan("echo\nbash -c 'a; if b'").problems())
        .filteredOn(p -> p.kind() == Problem.Kind.GAP)
        .extracting(Problem::line, Problem::subject)
        .contains(tuple(FIRST + 2, "missing then"));
  }

  @Test
  void nesting() {
    String groups = "echo\n" + "( ".repeat(70) + "eval \"$BODY\"" + " )".repeat(70);
    assertThat(incomplete(scan(groups))).containsExactly(at(2, "nested more than 60 deep"));
    String substitutions = "echo\necho " + "$(echo ".repeat(70) + "$BODY" + ")".repeat(70);
    assertThat(incomplete(scan(substitutions))).containsExactly(at(2, "nested more than 60 deep"));
  }

  private static Analysis python(String program) {
    String text = workflow(program) + "\n        shell: python\n";
    return scan(List.of(Samples.file(".github/workflows/a.yml", text)));
  }

  private static final String PROGRAM =
      ".github/workflows/a.yml:%d: This program is too long or too deep to be followed to its end."
          .formatted(FIRST + 1);

  @Test
  void programs() {
    String sink = "os.system(os.environ['BODY'])";
    Analysis plain = python("import os\n" + sink);
    assertThat(incomplete(plain)).isEmpty();
    assertThat(found(plain, "reparsed-value")).hasSize(1);

    String deep = "import os\nos.system(" + "(".repeat(80) + "os.environ['BODY']" + ")".repeat(81);
    assertThat(incomplete(python(deep))).containsExactly(PROGRAM);
    String lengthy = "import os\n" + "a = [b, c, d]\n".repeat(13_000) + sink;
    assertThat(incomplete(python(lengthy))).containsExactly(PROGRAM);
    String large = "a = b\n".repeat(40_000) + sink;
    assertThat(incomplete(python(large))).containsExactly(PROGRAM);
  }

  private static Analysis javaScript(String program) {
    String script = "const {execSync} = require('child_process')\n" + program;
    String step = "      - uses: actions/github-script@v7\n        with:\n          script: |\n";
    String text = WORKFLOW + step + script.strip().indent(12);
    return scan(List.of(Samples.file(".github/workflows/a.yml", text)));
  }

  @Test
  void functionsOfPrograms() {
    StringBuilder chain = new StringBuilder("function f0(a) { execSync(a) }\n");
    for (int i = 1; i <= 30; i++) {
      chain.append("function f%d(a) { f%d(a) }\n".formatted(i, i - 1));
    }
    Analysis near = javaScript(chain + "f12(process.env.BODY)");
    assertThat(found(near, "reparsed-value")).hasSize(1);
    assertThat(incomplete(javaScript(chain + "f30(process.env.BODY)")))
        .containsExactly(PROGRAM.replace(":%d:".formatted(FIRST + 1), ":%d:".formatted(FIRST + 3)));
    Analysis recursive =
        javaScript("function f(a) {\n  f(a)\n  execSync(a)\n}\nf(process.env.BODY)");
    assertThat(incomplete(recursive)).isEmpty();
    assertThat(found(recursive, "reparsed-value")).hasSize(1);
  }

  @Test
  void calls() {
    StringBuilder chain = new StringBuilder("f0() { eval \"$1\"; }\n");
    for (int i = 1; i < 300; i++) {
      chain.append("f%d() { f%d \"$1\"; }\n".formatted(i, i - 1));
    }
    assertThat(incomplete(scan(chain + "f299 \"$BODY\"")))
        .singleElement()
        .asString()
        .contains("not followed into statements and calls more than 250 deep");
    Analysis shallow = scan(chain + "f100 \"$BODY\"");
    assertThat(incomplete(shallow)).isEmpty();
    assertThat(found(shallow, "reparsed-value")).hasSize(1);
  }

  @Test
  void steps() {
    StringBuilder chain = new StringBuilder("while read -r line; do\n");
    for (int i = 0; i < 600; i++) {
      chain.append("  V%d=$V%d\n".formatted(i, i + 1));
    }
    assertThat(incomplete(scan(chain + "  V600=$BODY$KEY\ndone\neval \"$V0\"")))
        .isNotEmpty()
        .allMatch(line -> line.contains("not followed from here on: it takes more than 200,000"));
  }

  @Test
  void secretsToo() {
    StringBuilder chain = new StringBuilder("f0() { echo \"$1\" | base64; }\n");
    for (int i = 1; i < 300; i++) {
      chain.append("f%d() { f%d \"$1\"; }\n".formatted(i, i - 1));
    }
    String script = workflow(chain + "f299 \"$KEY\"").replace("BODY:", "SAFE:");
    String safe = script.replace("${{ github.event.comment.body }}", "fixed");
    Analysis analysis = scan(List.of(Samples.file(".github/workflows/a.yml", safe)));
    assertThat(incomplete(analysis)).singleElement().asString().contains("250 deep");
  }

  private static String action(String step) {
    return "name: a\ndescription: a\nruns:\n  using: composite\n  steps:\n" + step;
  }

  @Test
  void actionsInActions() {
    List<SourceText> texts = new ArrayList<>();
    texts.add(
        Samples.file(
            ".github/workflows/a.yml", WORKFLOW + "      - uses: ./a0\n        with: {}\n"));
    for (int i = 0; i < 12; i++) {
      texts.add(Samples.file("a" + i + "/action.yml", action("    - uses: ./a" + (i + 1) + "\n")));
    }
    texts.add(Samples.file("a12/action.yml", action("    - run: echo\n      shell: bash\n")));
    assertThat(incomplete(scan(texts)))
        .containsExactly(
            "a9/action.yml:6: Actions call each other more than 10 deep; what is further inside was"
                + " not followed.");
  }

  @Test
  void actionsThatMultiply() {
    String calls = "    - uses: ./a\n".repeat(8);
    List<SourceText> texts =
        List.of(
            Samples.file(".github/workflows/a.yml", WORKFLOW + "      - uses: ./a\n"),
            Samples.file("a/action.yml", action(calls)));
    assertThat(incomplete(scan(texts)))
        .anyMatch(line -> line.contains("call each other in more ways than can be followed"));
  }

  @Test
  void workflowsInWorkflows() {
    List<SourceText> texts = new ArrayList<>();
    for (int i = 0; i < 13; i++) {
      String call = "    uses: ./.github/workflows/w" + (i + 1) + ".yml\n";
      String last = "    runs-on: ubuntu-24.04\n    steps:\n      - run: echo\n";
      String event = i == 0 ? "push" : "workflow_call";
      texts.add(
          Samples.file(
              ".github/workflows/w" + i + ".yml",
              "on: " + event + "\npermissions: {}\njobs:\n  a:\n" + (i < 12 ? call : last)));
    }
    assertThat(incomplete(scan(texts)))
        .containsExactly(
            ".github/workflows/w10.yml:5: Workflows call each other more than 10 deep; what is"
                + " further inside was not followed.");
  }
}
