package dev.sallyport.scan.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Safety;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.fix.EnvIndirection.Language;
import dev.sallyport.scan.fix.EnvIndirection.Outcome;
import dev.sallyport.scan.syntax.expression.Template;
import dev.sallyport.scan.syntax.yaml.YamlMapping;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class EnvIndirectionTest {
  private static final String TITLE = "${{ github.event.issue.title }}";
  private static final String ARGS = "${{ inputs.args }}";

  private static List<Span> placeholders(String script) {
    return Template.parse(script).expressions().stream()
        .map(Template.Part.Expression::outer)
        .toList();
  }

  private static Outcome run(Sample sample, Language language, YamlMapping... outer) {
    return new EnvIndirection(sample.edits, sample.mapping("0"), List.of(outer))
        .run(language, placeholders(sample.scalar("0/run").value()));
  }

  private static Outcome script(Language language, String script) {
    return run(new Sample(step(script)), language);
  }

  private static String step(String script) {
    return "- run: |\n    " + script.replace("\n", "\n    ") + "\n";
  }

  private static String rewritten(Language language, String script) {
    Sample sample = new Sample(step(script));
    return switch (run(sample, language)) {
      case Outcome.Rewritten(Safety safety, var edits, String note) -> {
        String after = new Sample(sample.apply(edits)).scalar("0/run").value();
        assertThat(note.isEmpty()).isEqualTo(safety == Safety.SAFE);
        yield safety.id() + " " + after.stripTrailing();
      }
      case Outcome.NotPossible(String reason) -> "none: " + reason;
    };
  }

  private static Arguments row(String script, String expected) {
    return Arguments.of(script.replace("TITLE", TITLE).replace("ARGS", ARGS), expected);
  }

  static Stream<Arguments> posix() {
    return Stream.of(
        row("echo \"a TITLE b\"", "safe echo \"a ${ISSUE_TITLE} b\""),
        row("echo TITLE", "unsafe echo \"${ISSUE_TITLE}\""),
        row("x=TITLE; y", "safe x=\"${ISSUE_TITLE}\"; y"),
        row("git checkout origin/TITLE.x", "unsafe git checkout origin/\"${ISSUE_TITLE}\".x"),
        row("echo 'a TITLE b'", "safe echo 'a '\"${ISSUE_TITLE}\"' b'"),
        row("echo 'TITLE'", "safe echo \"${ISSUE_TITLE}\""),
        row("echo 'TITLETITLE'", "safe echo \"${ISSUE_TITLE}\"''\"${ISSUE_TITLE}\""),
        row("curl -d '{\"t\": \"TITLE\"}'", "safe curl -d '{\"t\": \"'\"${ISSUE_TITLE}\"'\"}'"),
        row("echo $'a\\'TITLE\\n'", "safe echo $'a\\''\"${ISSUE_TITLE}\"$'\\n'"),
        row("# about TITLE", "safe # about ${ISSUE_TITLE}"),
        row("echo a#b TITLE # 'TITLE", "unsafe echo a#b \"${ISSUE_TITLE}\" # '${ISSUE_TITLE}"),
        row(
            "cat <<EOF\n'TITLE'\nEOF\necho TITLE",
            "unsafe cat <<EOF\n'${ISSUE_TITLE}'\nEOF\necho \"${ISSUE_TITLE}\""),
        row(
            "cat <<-A <<B > f\n\tTITLE\n\tA\nx\nB",
            "safe cat <<-A <<B > f\n\t${ISSUE_TITLE}\n\tA\nx\nB"),
        row("cat <<< TITLE", "unsafe cat <<< \"${ISSUE_TITLE}\""),
        row(
            "x=$(echo \"$(basename 'TITLE')\")",
            "safe x=$(echo \"$(basename \"${ISSUE_TITLE}\")\")"),
        row(
            "echo \"$(case x in a) echo \"b\";; esac) TITLE\"",
            "safe echo \"$(case x in a) echo \"b\";; esac) ${ISSUE_TITLE}\""),
        row("echo \"${A:-TITLE}\"", "safe echo \"${A:-${ISSUE_TITLE}}\""),
        row("if [ TITLE = x ]; then y; fi", "unsafe if [ \"${ISSUE_TITLE}\" = x ]; then y; fi"),
        row(
            "if [[ \"$x\" == \"TITLE\" && y ]]; then z; fi",
            "safe if [[ \"$x\" == \"${ISSUE_TITLE}\" && y ]]; then z; fi"),
        row("case TITLE in a) b;; esac", "safe case \"${ISSUE_TITLE}\" in a) b;; esac"),
        row("f() {\n  echo TITLE\n}", "unsafe f() {\n  echo \"${ISSUE_TITLE}\"\n}"),
        row("a | grep TITLE | b >&2", "unsafe a | grep \"${ISSUE_TITLE}\" | b >&2"),
        row("bash build.sh \"TITLE\"", "safe bash build.sh \"${ISSUE_TITLE}\""),
        row("bash -e build.sh \"TITLE\"", "safe bash -e build.sh \"${ISSUE_TITLE}\""),
        row("echo \"a \\\"TITLE\\\"\"", "safe echo \"a \\\"${ISSUE_TITLE}\\\"\""),
        row("sudo tee f <<< 'TITLE'", "safe sudo tee f <<< \"${ISSUE_TITLE}\""),
        row("echo \"ARGS\"", "safe echo \"${INPUTS_ARGS}\""),
        row("make ARGS", "unsafe make \"${INPUTS_ARGS}\""),
        row("tool TITLE", "unsafe tool \"${ISSUE_TITLE}\""),
        row("tool -t TITLE -v", "unsafe tool -t \"${ISSUE_TITLE}\" -v"),
        row("tool --title=TITLE", "unsafe tool --title=\"${ISSUE_TITLE}\""),
        row("tool \"TITLE\"", "safe tool \"${ISSUE_TITLE}\""),
        row("test -n TITLE", "unsafe test -n \"${ISSUE_TITLE}\""),
        row("[ -n ARGS ]", "unsafe [ -n \"${INPUTS_ARGS}\" ]"),
        row("rm -rf out/TITLE", "unsafe rm -rf out/\"${ISSUE_TITLE}\""),
        row("cat TITLE*.txt", "unsafe cat \"${ISSUE_TITLE}\"*.txt"),
        row("[[ $x == TITLE ]]", "unsafe [[ $x == \"${ISSUE_TITLE}\" ]]"),
        row("case x in TITLE) y;; esac", "unsafe case x in \"${ISSUE_TITLE}\") y;; esac"),
        row("A=1 x=a-TITLE", "safe A=1 x=a-\"${ISSUE_TITLE}\""),
        row("if x=TITLE; then y; fi", "safe if x=\"${ISSUE_TITLE}\"; then y; fi"),
        row("env X=TITLE y", "unsafe env X=\"${ISSUE_TITLE}\" y"),
        row("tool x=TITLE", "unsafe tool x=\"${ISSUE_TITLE}\""),
        row("rm out/${{ github.head_ref }}", "safe rm out/\"${GITHUB_HEAD_REF}\""),
        row("[ -n ${{ github.head_ref }} ]", "unsafe [ -n \"${GITHUB_HEAD_REF}\" ]"),
        row(
            "for x in ${{ github.sha }}; do y; done",
            "safe for x in \"${GITHUB_SHA}\"; do y; done"),
        row("echo #${{ github.event.issue.number }}", "safe echo #${ISSUE_NUMBER}"),
        row("x -n=${{ github.event.issue.number }}", "safe x -n=\"${ISSUE_NUMBER}\""),
        row("x ${{ github.event.issue.number }}", "unsafe x \"${ISSUE_NUMBER}\""),
        row("x -r=${{ github.event.client_payload.ref }}", "unsafe x -r=\"${CLIENT_PAYLOAD_REF}\""),
        row("echo ${{ github.actor }}", "unsafe echo \"${GITHUB_ACTOR}\""),
        row("echo ${{ github.workflow }}", "unsafe echo \"${GITHUB_WORKFLOW}\""),
        row("x ${{ github.ref == 'a' && 'b' || 'c d' }}", "unsafe x \"${CONTEXT_REF}\""),
        row("x ${{ github.ref == 'a' && 'b' || 'c-d' }}", "safe x \"${CONTEXT_REF}\""),
        row("alias a='TITLE'", "none: 'alias' evaluates its arguments once more"),
        row("alias \"a=TITLE\"", "none: 'alias' evaluates its arguments once more"),
        row("tool > TITLE", "unsafe tool > \"${ISSUE_TITLE}\""),
        row("tool ${{ github.ref_name }}", "safe tool \"${GITHUB_REF_NAME}\""),
        row("tool ${{ github.head_ref }}", "unsafe tool \"${GITHUB_HEAD_REF}\""),
        row("tool ${{ github.head_ref || 'x' }}", "safe tool \"${CONTEXT_HEAD_REF}\""),
        row("tool ARGS", "unsafe tool \"${INPUTS_ARGS}\""),
        row("x=(TITLE)", "unsafe x=(\"${ISSUE_TITLE}\")"),
        row("for x in TITLE; do y; done", "unsafe for x in \"${ISSUE_TITLE}\"; do y; done"),
        row("sed \"s/a/TITLE/\" f", "unsafe sed \"s/a/${ISSUE_TITLE}/\" f"),
        row("jq '.a = \"TITLE\"' f", "unsafe jq '.a = \"'\"${ISSUE_TITLE}\"'\"' f"),
        row("eval \"$x\"\necho TITLE", "unsafe eval \"$x\"\necho \"${ISSUE_TITLE}\""),
        row("x=`echo TITLE`", "unsafe x=`echo \"${ISSUE_TITLE}\"`"),
        row("echo \"TITLE\" > run.sh", "unsafe echo \"${ISSUE_TITLE}\" > run.sh"),
        row("[[ a =~ TITLE ]]", "unsafe [[ a =~ \"${ISSUE_TITLE}\" ]]"),
        row("TITLE", "none: the value is the command itself"),
        row("if TITLE; then x; fi", "none: the value is the command itself"),
        row("FOO=x sudo TITLE a", "none: the value is the command itself"),
        row("eval \"echo TITLE\"", "none: 'eval' evaluates its arguments once more"),
        row("eval \"$(echo TITLE)\"", "none: 'eval' evaluates its arguments once more"),
        row("bash -c \"echo TITLE\"", "none: 'bash' runs the text as code"),
        row("docker run x sh -ec 'echo TITLE'", "none: 'sh' runs the text as code"),
        row("python3 -c \"print('TITLE')\"", "none: 'python3' runs the text as code"),
        row("node -e \"x('TITLE')\"", "none: 'node' runs the text as code"),
        row("ssh host \"echo TITLE\"", "none: 'ssh' runs its arguments in a shell"),
        row("echo \"TITLE\" | sudo bash", "none: the output is piped into an interpreter"),
        row("python3 - <<EOF\nprint('TITLE')\nEOF", "none: the here-document is run as a program"),
        row(
            "docker exec -i c sh <<EOF\necho TITLE\nEOF",
            "none: the here-document is run as a program"),
        row(
            "docker run -i --rm alpine:3 <<EOF\necho TITLE\nEOF",
            "none: the here-document is run as a program"),
        row(
            "chroot /mnt /bin/bash -e <<EOF\necho TITLE\nEOF",
            "none: the here-document is run as a program"),
        row(
            "cat <<'EOF'\nTITLE\nEOF",
            "none: nothing is expanded in a here-document with a quoted delimiter"),
        row("cat <<EOF | bash\nTITLE\nEOF", "none: the output is piped into an interpreter"),
        row("echo $((TITLE + 1))", "none: arithmetic evaluates what a variable holds"),
        row("if (( TITLE > 1 )); then x; fi", "none: arithmetic evaluates what a variable holds"),
        row("if [[ TITLE -eq 1 ]]; then x; fi", "none: [[ … ]] evaluates numbers as arithmetic"),
        row("echo \"$TITLE\"", "none: the quoting at this place is unclear"),
        row("echo ${TITLE}", "none: the quoting at this place is unclear"),
        row("echo \\TITLE", "none: the quoting at this place is unclear"));
  }

  @ParameterizedTest
  @MethodSource("posix")
  void inPosixShells(String script, String expected) {
    assertThat(rewritten(Language.POSIX, script)).isEqualTo(expected);
  }

  static Stream<Arguments> powerShell() {
    return Stream.of(
        row("Write-Host \"a TITLE b\"", "safe Write-Host \"a ${env:ISSUE_TITLE} b\""),
        row("Write-Host 'TITLE'", "safe Write-Host \"${env:ISSUE_TITLE}\""),
        row("Write-Host 'a TITLE b'", "safe Write-Host \"a ${env:ISSUE_TITLE} b\""),
        row("git checkout TITLE", "unsafe git checkout ${env:ISSUE_TITLE}"),
        row("git checkout ${{ github.sha }}", "safe git checkout $env:GITHUB_SHA"),
        row("git diff origin/TITLE", "unsafe git diff origin/${env:ISSUE_TITLE}"),
        row("$x = 'TITLE'.Trim()", "safe $x = \"${env:ISSUE_TITLE}\".Trim()"),
        row("if ('TITLE' -eq '') { z }", "safe if (\"${env:ISSUE_TITLE}\" -eq '') { z }"),
        row("if (!'TITLE') { z }", "safe if (!\"${env:ISSUE_TITLE}\") { z }"),
        row("git x 'TITLE' y", "safe git x \"${env:ISSUE_TITLE}\" y"),
        row("git x '${{ github.sha }}'", "safe git x $env:GITHUB_SHA"),
        row("git x --a=TITLE", "unsafe git x --a=${env:ISSUE_TITLE}"),
        row(
            "$x = @\"\na TITLE\n\"@\ny 'TITLE'",
            "safe $x = @\"\na ${env:ISSUE_TITLE}\n\"@\ny \"${env:ISSUE_TITLE}\""),
        row("\"$(f 'TITLE')\"", "safe \"$(f \"${env:ISSUE_TITLE}\")\""),
        row("# TITLE", "safe # $env:ISSUE_TITLE"),
        row("<# TITLE #> x", "safe <# $env:ISSUE_TITLE #> x"),
        row("$x = TITLE", "unsafe $x = $env:ISSUE_TITLE"),
        row("if ($y -eq TITLE) { z }", "unsafe if ($y -eq $env:ISSUE_TITLE) { z }"),
        row("x ARGS", "unsafe x ${env:INPUTS_ARGS}"),
        row("TITLE", "none: the value is the command itself"),
        row("& TITLE", "none: the value is the command itself"),
        row("iex \"TITLE\"", "none: the line runs text as code"),
        row("x 'a $b TITLE'", "none: nothing is expanded in single quotes"),
        row("x 'TITLE TITLE'", "none: several expressions in one single-quoted string"),
        row("x @'\nTITLE\n'@", "none: nothing is expanded in a single-quoted here-string"));
  }

  @ParameterizedTest
  @MethodSource("powerShell")
  void inPowerShell(String script, String expected) {
    assertThat(rewritten(Language.POWERSHELL, script)).isEqualTo(expected);
  }

  @Test
  void cmdAndUnknownShellsHaveNoFix() {
    assertThat(rewritten(Language.CMD, "echo " + TITLE)).startsWith("none: cmd expands");
    assertThat(rewritten(Language.OTHER, "print('" + TITLE + "')")).startsWith("none: this shell");
  }

  static Stream<Arguments> javaScript() {
    return Stream.of(
        row("const t = `a TITLE`;", "safe const t = `a ${process.env.ISSUE_TITLE}`;"),
        row("const t = 'TITLE';", "safe const t = process.env.ISSUE_TITLE;"),
        row("f(\"a 'TITLE'\")", "safe f(`a '${process.env.ISSUE_TITLE}'`)"),
        row("x = `${f('TITLE')} }`", "safe x = `${f(process.env.ISSUE_TITLE)} }`"),
        row(
            "// TITLE\nx(/['\"]/, 'TITLE')",
            "safe // process.env.ISSUE_TITLE\nx(/['\"]/, process.env.ISSUE_TITLE)"),
        row(
            "x = ${{ toJSON(github.event.issue) }}",
            "safe x = JSON.parse(process.env.EVENT_ISSUE)"),
        row(
            "issue_number: ${{ github.event.issue.number }},",
            "safe issue_number: Number(process.env.ISSUE_NUMBER),"),
        row(
            "if (${{ github.event_name == 'push' }}) {}",
            "safe if ((process.env.CONTEXT_EVENT_NAME === 'true')) {}"),
        row("x = TITLE", "unsafe x = process.env.ISSUE_TITLE"),
        row("exec.exec('a TITLE')", "unsafe exec.exec(`a ${process.env.ISSUE_TITLE}`)"),
        row("x = {'TITLE': 1}", "none: the string is the name of a property"),
        row("x = /TITLE/", "none: a regular expression cannot hold a variable"),
        row("x = 'TITLE TITLE'", "none: several expressions in one string"),
        row("x = 'a ` TITLE'", "none: the string cannot become a template"),
        row("x = aTITLE", "none: the value is a part of a name"));
  }

  @ParameterizedTest
  @MethodSource("javaScript")
  void inGithubScript(String script, String expected) {
    Sample sample =
        new Sample(
            "- uses: actions/github-script@v7\n  with:\n    script: |\n      "
                + script.replace("\n", "\n      ")
                + "\n");
    Outcome outcome =
        new EnvIndirection(sample.edits, sample.mapping("0"), List.of())
            .githubScript(placeholders(sample.scalar("0/with/script").value()));
    String found =
        switch (outcome) {
          case Outcome.Rewritten(Safety safety, var edits, _) -> {
            Sample after = new Sample(sample.apply(edits));
            assertThat(after.mapping("0").entries())
                .extracting(e -> e.key().value())
                .containsExactly("uses", "env", "with");
            yield safety.id() + " " + after.scalar("0/with/script").value().stripTrailing();
          }
          case Outcome.NotPossible(String reason) -> "none: " + reason;
        };
    assertThat(found).isEqualTo(expected);
  }

  private static void check(String before, String after) {
    Sample sample = new Sample(before);
    assertThat(run(sample, Language.POSIX))
        .isInstanceOfSatisfying(
            Outcome.Rewritten.class,
            done -> assertThat(sample.apply(done.edits())).isEqualTo(after));
  }

  @Test
  void envIsMadeInFrontOfRun() {
    check(
        """
        - name: x
          run: echo "${{ github.event.issue.title }}" # y
        """,
        """
        - name: x
          env:
            ISSUE_TITLE: ${{ github.event.issue.title }}
          run: echo "${ISSUE_TITLE}" # y
        """);
  }

  @Test
  void envIsMadeBehindARunThatComesFirst() {
    check(
        """
        - run: |
            echo '${{ github.event.issue.title }}'
          id: x
        """
            .replace("\n", "\r\n"),
        """
        - run: |
            echo "${ISSUE_TITLE}"
          env:
            ISSUE_TITLE: ${{ github.event.issue.title }}
          id: x
        """
            .replace("\n", "\r\n"));
  }

  @Test
  void envIsExtendedAndItsNamesAreAvoided() {
    check(
        "- env:\n      ISSUE_TITLE: other\n  run: echo \"${{ github.event.issue.title }}\"\n",
        """
        - env:
              ISSUE_TITLE: other
              ISSUE_TITLE_2: ${{ github.event.issue.title }}
          run: echo "${ISSUE_TITLE_2}"
        """);
  }

  @Test
  void anEntryWithTheSameExpressionIsUsed() {
    check(
        """
        - env: {T: '${{github.event.issue[''title'']}}'}
          run: echo ${{ github.event.issue.title }}
        """,
        "- env: {T: '${{github.event.issue[''title'']}}'}\n  run: echo \"${T}\"\n");
  }

  @Test
  void anEntryOfTheJobIsUsedUnlessTheStepHidesIt() {
    Sample outer = new Sample("T: ${{ inputs.a }}\nU: ${{ inputs.b }}\n");
    Sample sample =
        new Sample("- env:\n    T: x\n  run: echo \"${{ inputs.a }} ${{ inputs.b }}\"\n");
    Outcome outcome = run(sample, Language.POSIX, outer.mapping(""));
    assertThat(sample.apply(((Outcome.Rewritten) outcome).edits()))
        .isEqualTo(
            "- env:\n    T: x\n    INPUTS_A: ${{ inputs.a }}\n  run: echo \"${INPUTS_A} ${U}\"\n");
  }

  @Test
  void variablesOfTheRunnerNeedNoEntry() {
    check(
        "- run: git checkout \"${{ github.head_ref }}\"\n",
        "- run: git checkout \"${GITHUB_HEAD_REF}\"\n");
  }

  @Test
  void theEnvContextIsInTheEnvironmentAlready() {
    check("- run: echo \"${{ env.Foo }}\"\n", "- run: echo \"${Foo}\"\n");
  }

  @Test
  void aNameThatTheScriptUsesIsAvoided() {
    check(
        "- run: ISSUE_TITLE=x; echo \"${{ github.event.issue.title }}\"\n",
        """
        - run: ISSUE_TITLE=x; echo "${ISSUE_TITLE_2}"
          env:
            ISSUE_TITLE_2: ${{ github.event.issue.title }}
        """);
  }

  @ParameterizedTest
  @CsvSource({
    "github.event.pull_request.title, PULL_REQUEST_TITLE",
    "github.event.pull_request.head.repo.full_name, REPO_FULL_NAME",
    "github.event.number, EVENT_NUMBER",
    "github.event.inputs.tag, INPUTS_TAG",
    "inputs.path, INPUTS_PATH",
    "steps.meta.outputs.the-tags, META_THE_TAGS",
    "needs.build.outputs.version, BUILD_VERSION",
    "matrix.os, MATRIX_OS",
    "secrets.GITHUB_TOKEN, SECRETS_GITHUB_TOKEN",
    "github.event.commits[0].message, COMMITS_MESSAGE",
    "github.token, CONTEXT_TOKEN",
    "inputs.a || inputs.b, INPUTS_A",
    "hashFiles(), EXPRESSION",
    "steps.node.outputs.version, VALUE_NODE_VERSION",
    "needs.github.outputs.token, NEEDS_TOKEN",
  })
  void names(String expression, String name) {
    Sample sample = new Sample("- run: echo \"${{ " + expression + " }}\"\n");
    Outcome outcome = run(sample, Language.POSIX);
    String after = sample.apply(((Outcome.Rewritten) outcome).edits());
    assertThat(new Sample(after).scalar("0/env/" + name).value())
        .isEqualTo("${{ " + expression + " }}");
  }

  @Test
  void anEnvThatIsAnExpressionIsLeftAlone() {
    Sample sample = new Sample("- env: ${{ fromJSON('{}') }}\n  run: echo " + TITLE + "\n");
    assertThat(run(sample, Language.POSIX)).isInstanceOf(Outcome.NotPossible.class);
  }

  @Test
  void aStepThatAnAliasStandsForIsLeftAlone() {
    Sample sample = new Sample("- &s\n  run: echo \"" + TITLE + "\"\n- *s\n");
    assertThat(run(sample, Language.POSIX)).isInstanceOf(Outcome.NotPossible.class);
  }

  @Test
  void onceFixedThereIsNothingLeftToFix() {
    Sample sample = new Sample(step("echo \"" + TITLE + "\" '" + ARGS + "'"));
    Outcome.Rewritten first = (Outcome.Rewritten) run(sample, Language.POSIX);
    Sample fixed = new Sample(sample.apply(first.edits()));
    assertThat(placeholders(fixed.scalar("0/run").value())).isEmpty();
    assertThat(run(fixed, Language.POSIX)).isInstanceOf(Outcome.NotPossible.class);
  }

  @Test
  void oneOfSeveralExpressions() {
    Sample sample = new Sample(step("echo \"" + TITLE + "\" '" + ARGS + "'"));
    List<Span> all = placeholders(sample.scalar("0/run").value());
    Outcome outcome =
        new EnvIndirection(sample.edits, sample.mapping("0"), List.of())
            .run(Language.POSIX, all.subList(1, 2));
    String after = sample.apply(((Outcome.Rewritten) outcome).edits());
    assertThat(new Sample(after).scalar("0/run").value())
        .isEqualTo("echo \"" + TITLE + "\" \"${INPUTS_ARGS}\"\n");
  }

  @Test
  void hostileScriptsAreBounded() {
    String deep = "\"$(".repeat(50_000) + TITLE;
    assertThat(script(Language.POSIX, deep)).isInstanceOf(Outcome.NotPossible.class);
    String many = ("x=y ".repeat(20) + "echo \"" + TITLE + "\"; ").repeat(2_000);
    assertThat(script(Language.POSIX, many)).isInstanceOf(Outcome.Rewritten.class);
    String words = "a=b ".repeat(100_000) + "echo " + TITLE;
    assertThat(script(Language.POSIX, words)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "bash, POSIX",
    "bash -e {0}, POSIX",
    "/bin/sh, POSIX",
    "pwsh, POWERSHELL",
    "cmd, CMD",
    "python, OTHER",
    "'', OTHER",
    "C:\\x\\bash.exe {0}, POSIX"
  })
  void languages(String shell, Language language) {
    assertThat(Language.ofShell(shell)).isEqualTo(language);
  }
}
