package dev.sallyport.cli;

import static dev.sallyport.cli.Pieces.BUILD;
import static dev.sallyport.cli.Pieces.HEAD;
import static dev.sallyport.cli.Pieces.WORKFLOWS;
import static dev.sallyport.cli.Pieces.many;
import static dev.sallyport.cli.Pieces.one;
import static dev.sallyport.cli.Pieces.shell;

import dev.sallyport.cli.Shapes.Shape;
import java.util.Map;
import java.util.function.IntFunction;

/// Files that somebody would write to make a scan slow.
final class AttackShapes {
  /// In front of a script that uses what somebody else chose, so that values are followed.
  private static final String FOREIGN =
      HEAD
          + "  build:\n    runs-on: ubuntu-24.04\n    env:\n"
          + "      T: ${{ github.event.issue.title }}\n    steps:\n";

  private AttackShapes() {}

  static void shapes(Map<String, Shape> out) {
    scripts(out);
    expansions(out);
    values(out);
  }

  private static void scripts(Map<String, Shape> out) {
    out.put(
        "attack-case",
        foreign(
            1_000, n -> "case $T in\n" + many(n, "", i -> "a%d) x=$T ;;\n".formatted(i)) + "esac"));
    out.put(
        "attack-case-patterns",
        foreign(
            5_000,
            n -> "case $T in\n" + many(n, "", i -> "a%d|".formatted(i)) + "b) x=$T ;;\nesac"));
    out.put(
        "attack-elif",
        foreign(
            1_000,
            n ->
                "if [ \"$T\" = a ]; then x=$T\n"
                    + many(n, "", i -> "elif [ \"$T\" = b%d ]; then x%d=$T\n".formatted(i, i))
                    + "fi\neval \"$x\""));
    out.put(
        "attack-elif-variables",
        foreign(
            500,
            n ->
                many(n, "", i -> "v%d=$T\n".formatted(i))
                    + "if a; then x=$T\n"
                    + many(n, "", i -> "elif [ \"$v%d\" ]; then v%d=a\n".formatted(i, i))
                    + "fi"));
    out.put("attack-functions", foreign(1_000, n -> many(n, "", AttackShapes::function)));
    out.put(
        "attack-functions-alike",
        foreign(1_000, n -> many(n, "", i -> "f() { x=$T; }\n") + "f\n".repeat(n)));
    out.put(
        "attack-here-document",
        foreign(10_000, n -> "cat <<E > f\n" + "a $T `b` $(c)\n".repeat(n) + "E\nsh f"));
    out.put(
        "attack-here-documents",
        foreign(500, n -> many(n, "", i -> "sh <<E%d\necho $T\nE%d\n".formatted(i, i))));
    out.put(
        "attack-comments",
        new Shape(10_000, n -> one(BUILD + "    - run: a\n" + "# b\n".repeat(n))));
    out.put("attack-comments-shell", foreign(10_000, n -> "# a $T\n".repeat(n) + "eval \"$T\""));
  }

  private static void expansions(Map<String, Shape> out) {
    out.put(
        "attack-defaults", foreign(500, n -> "echo " + "${a:-".repeat(n) + "$T" + "}".repeat(n)));
    out.put(
        "attack-arithmetic", foreign(500, n -> "echo " + "$((1+".repeat(n) + "T" + "))".repeat(n)));
    out.put(
        "attack-arithmetic-parentheses",
        foreign(2_000, n -> "echo $((" + "(".repeat(n) + "T" + ")".repeat(n) + "))"));
    out.put("attack-arithmetic-long", foreign(5_000, n -> "echo $((" + "T+".repeat(n) + "1))"));
    out.put("attack-backquotes", foreign(2_000, n -> "echo " + "`".repeat(2 * n) + "$T"));
    out.put("attack-substitutions-open", foreign(500, n -> "echo " + "$(a ".repeat(n) + "$T"));
    out.put("attack-quotes-open", foreign(2_000, n -> "echo " + "\"$(\"".repeat(n) + "$T"));
    out.put("attack-braces-open", foreign(2_000, n -> "echo " + "${a:-\"".repeat(n) + "$T"));
    out.put(
        "attack-jq-pipes",
        foreign(
            2_000,
            n -> "eval \"$(gh pr view 1 --json title --jq '." + "|(.a,.b)".repeat(n) + "')\""));
    out.put(
        "attack-jq-paths",
        foreign(
            5_000,
            n -> "eval \"$(gh pr view 1 --json title --jq '.a" + ",.b.c".repeat(n) + "')\""));
    out.put(
        "attack-jq-nested",
        foreign(
            5_000,
            n ->
                "eval \"$(gh pr view 1 --json title --jq '"
                    + "[".repeat(n)
                    + ".title"
                    + "]".repeat(n)
                    + "')\""));
    out.put(
        "attack-jq-open",
        foreign(
            5_000, n -> "eval \"$(gh pr view 1 --json title --jq '" + "{a:(".repeat(n) + "')\""));
    out.put("attack-jq-many", foreign(200, n -> "gh pr view 1 --jq '.a|.b'|sh\n".repeat(n)));
  }

  private static void values(Map<String, Shape> out) {
    out.put(
        "attack-local-action",
        new Shape(
            1_000,
            n ->
                Map.of(
                    WORKFLOWS + "one.yml",
                    BUILD + "    - uses: ./a\n".repeat(n),
                    "a/action.yml",
                    "name: a\nruns:\n  using: composite\n  steps:\n"
                        + "  - run: echo ${{ github.event.issue.title }}\n    shell: bash\n")));
    out.put(
        "attack-env-used",
        new Shape(
            300,
            n ->
                one(
                    many(
                            n,
                            BUILD + "    - env:\n",
                            i -> "        V%d: ${{ github.event.issue.title }}\n".formatted(i))
                        + "      run: |\n"
                        + many(n, "", i -> "        eval \"$V%d\"\n".formatted(i)))));
    out.put(
        "attack-env-value",
        new Shape(
            500,
            n ->
                one(
                    BUILD
                        + "    - env:\n        V: "
                        + "${{ github.event.issue.title }}".repeat(n)
                        + "\n      run: eval \"$V\"\n")));
    out.put(
        "attack-env-value-other",
        new Shape(
            500,
            n ->
                one(
                    BUILD
                        + "    - env:\n        V: "
                        + many(n, "", i -> "${{ github.event.inputs.i%d }}".formatted(i))
                        + "\n      run: eval \"$V\"\n")));
    out.put(
        "attack-outputs",
        foreign(
            1_000, n -> many(n, "", i -> "echo \"o%d=$T\" >> \"$GITHUB_OUTPUT\"\n".formatted(i))));
    out.put(
        "attack-job-outputs",
        new Shape(
            1_000,
            n ->
                one(
                    HEAD
                        + "  a:\n    runs-on: x\n    outputs:\n"
                        + many(
                            n, "", i -> "      o%d: ${{ steps.s.outputs.o%d }}\n".formatted(i, i))
                        + "    steps:\n    - id: s\n      env: {T: '${{ github.head_ref }}'}\n"
                        + "      run: echo \"o1=$T\" >> \"$GITHUB_OUTPUT\"\n"
                        + "  b:\n    needs: a\n    runs-on: x\n    steps:\n    - run: |\n"
                        + many(
                            n,
                            "",
                            i -> "        echo ${{ needs.a.outputs.o%d }}\n".formatted(i)))));
    out.put(
        "attack-step-outputs-read",
        new Shape(
            500,
            n ->
                one(
                    FOREIGN
                        + "    - id: s\n      run: |\n"
                        + many(
                            n,
                            "",
                            i -> "        echo \"o%d=$T\" >> \"$GITHUB_OUTPUT\"\n".formatted(i))
                        + "    - run: |\n"
                        + many(
                            n,
                            "",
                            i -> "        echo ${{ steps.s.outputs.o%d }}\n".formatted(i)))));
  }

  private static String function(int i) {
    return "f%d() {\n  x%d=$T\n}\nf%d\n".formatted(i, i, i);
  }

  private static Shape foreign(int start, IntFunction<String> script) {
    return new Shape(
        start,
        n -> {
          String text = shell("bash", script.apply(n));
          return one(FOREIGN + text.substring(BUILD.length()));
        });
  }
}
