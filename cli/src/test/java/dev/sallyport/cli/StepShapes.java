package dev.sallyport.cli;

import static dev.sallyport.cli.FileShapes.each;
import static dev.sallyport.cli.Pieces.BUILD;
import static dev.sallyport.cli.Pieces.HEAD;
import static dev.sallyport.cli.Pieces.HEAD_TARGET;
import static dev.sallyport.cli.Pieces.RUN;
import static dev.sallyport.cli.Pieces.many;
import static dev.sallyport.cli.Pieces.one;
import static dev.sallyport.cli.Pieces.script;

import dev.sallyport.cli.Shapes.Shape;
import java.util.Map;
import java.util.function.IntFunction;

/// Steps of one job, and expressions in them.
final class StepShapes {
  private StepShapes() {}

  static void steps(Map<String, Shape> out) {
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
    out.put("step-gates", one(200, BUILD, StepShapes::gate));
    out.put("env-step", one(600, BUILD + "    - run: make\n      env:\n", Pieces::variable));
    out.put("env-top", one(600, "env:\n", Pieces::variable, HEAD + "  j:\n" + RUN));
    out.put("env-chain", one(300, BUILD + "    - run: make\n      env:\n", StepShapes::chained));
    out.put("with", one(600, BUILD + "    - uses: a/b@v1\n      with:\n", Pieces::variable));
    out.put("inputs", new Shape(300, StepShapes::inputs));
  }

  static void expressions(Map<String, Shape> out) {
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

  static String download(int i) {
    return "    - uses: actions/download-artifact@v4\n    - run: ./a%d/build\n".formatted(i);
  }

  static String foreign(int i) {
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

  static String setAndUse(int i) {
    return """
        - run: |
            echo "V%d=$T" >> "$GITHUB_ENV"
            echo "W%d=${{ env.V%d }}" >> "$GITHUB_ENV"
          env:
            T: ${{ github.event.issue.title }}
    """
        .formatted(i, i, Math.max(0, i - 1));
  }

  static String gate(int i) {
    return """
        - id: g%d
          run: |
            gh api repos/o/r/collaborators/x/permission || exit 1
            echo ${{ github.event.issue.title }}
    """
        .formatted(i);
  }

  static String chained(int i) {
    return "        V%d: ${{ env.V%d }}${{ env.V%d }}\n".formatted(i, i - 1, i - 2);
  }

  static Map<String, String> inputs(int n) {
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

  static Shape line(int start, String expression) {
    return new Shape(start, n -> one(BUILD + "    - run: echo " + expression.repeat(n) + "\n"));
  }

  static Shape inside(int start, String between, IntFunction<String> each) {
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

  static Map<String, String> javascript(int n) {
    return one(
        many(
            n,
            BUILD + "    - uses: actions/github-script@v7\n      with:\n        script: |\n",
            i -> "          const v%d = '${{ github.event.issue.title }}'\n".formatted(i)));
  }

  static Map<String, String> javascriptValues(int n) {
    return one(
        many(
            n,
            BUILD + "    - uses: actions/github-script@v7\n      with:\n        script: |\n",
            i ->
                "          const v%d = context.payload.issue.title\n          exec(v%d)\n"
                    .formatted(i, i)));
  }
}
