package dev.sallyport.cli;

import static dev.sallyport.cli.Pieces.many;
import static dev.sallyport.cli.Pieces.nested;
import static dev.sallyport.cli.Pieces.one;
import static dev.sallyport.cli.Pieces.oneLine;
import static dev.sallyport.cli.Pieces.script;
import static dev.sallyport.cli.Pieces.shell;
import static dev.sallyport.cli.Pieces.wrapped;
import static dev.sallyport.cli.StepShapes.line;

import dev.sallyport.cli.Shapes.Shape;
import java.util.Map;

/// Scripts of many commands, of deep nesting, of one long line.
final class ScriptShapes {
  private ScriptShapes() {}

  static void scripts(Map<String, Shape> out) {
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
    out.put("exits", script(20, ScriptShapes::exits));
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
    out.put("here-documents-one-line", new Shape(100, ScriptShapes::hereDocuments));
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
    out.put("javascript", new Shape(1_000, StepShapes::javascript));
  }

  /// Functions of many calls of the next one.
  static String exits(int i) {
    return "f%d() {\n%s}\nf%d || a".formatted(i, "f%d\n".formatted(i - 1).repeat(20), i);
  }

  static Map<String, String> hereDocuments(int n) {
    StringBuilder line = new StringBuilder("cat");
    StringBuilder rest = new StringBuilder();
    for (int i = 0; i < n; i++) {
      line.append(" <<E").append(i);
      rest.append("a\nE").append(i).append('\n');
    }
    return one(shell("bash", line + "\n" + rest));
  }
}
