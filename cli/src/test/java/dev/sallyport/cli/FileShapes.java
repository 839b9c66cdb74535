package dev.sallyport.cli;

import static dev.sallyport.cli.Pieces.BUILD;
import static dev.sallyport.cli.Pieces.HEAD;
import static dev.sallyport.cli.Pieces.RUN;
import static dev.sallyport.cli.Pieces.WORKFLOWS;
import static dev.sallyport.cli.Pieces.many;
import static dev.sallyport.cli.Pieces.one;

import dev.sallyport.cli.Shapes.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/// YAML of any form, and files that call each other or wait for each other.
final class FileShapes {
  private FileShapes() {}

  static void yaml(Map<String, Shape> out) {
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
    out.put("alias-big", new Shape(60, FileShapes::bigAlias));
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
    out.put("dependabot", new Shape(300, FileShapes::dependabot));
  }

  static void files(Map<String, Shape> out) {
    out.put("files", new Shape(50, FileShapes::workflows));
    out.put("files-calling", new Shape(50, n -> calls(n, 1)));
    out.put("files-diamonds", new Shape(2, n -> calls(n, 2)));
    out.put("files-diamonds-wide", new Shape(1, n -> calls(11, n)));
    out.put("files-all-callers", new Shape(20, FileShapes::callers));
    out.put("actions-calling", new Shape(50, n -> actions(n, 1)));
    out.put("actions-diamonds", new Shape(2, n -> actions(n, 2)));
    out.put("actions-diamonds-wide", new Shape(1, n -> actions(11, n)));
    out.put("actions-all-callers", new Shape(20, FileShapes::actionCallers));
    out.put("files-waiting", new Shape(50, FileShapes::waiting));
    out.put("files-waiting-same", new Shape(20, FileShapes::waitingForAll));
    out.put("files-artifacts", new Shape(20, FileShapes::artifacts));
  }

  static Map<String, String> bigAlias(int n) {
    StringBuilder out = new StringBuilder(BUILD + "    - &s\n      run: make\n      env: &e\n");
    for (int i = 0; i < n; i++) {
      out.append("        V%d: a\n".formatted(i));
    }
    for (int i = 0; i < n; i++) {
      out.append("    - run: make\n      env: *e\n");
    }
    return one(out.toString());
  }

  static Map<String, String> dependabot(int n) {
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

  static Map<String, String> each(int n, BiConsumer<Integer, Map<String, String>> file) {
    Map<String, String> out = new LinkedHashMap<>();
    for (int i = 0; i < n; i++) {
      file.accept(i, out);
    }
    return out;
  }

  /// Ordinary workflows of some length, no two alike.
  static Map<String, String> workflows(int n) {
    return each(n, (i, out) -> out.put(WORKFLOWS + i + ".yml", ordinary(i)));
  }

  static String ordinary(int i) {
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
  static Map<String, String> calls(int n, int width) {
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
  static Map<String, String> callers(int n) {
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

  /// Each composite action uses the next one `width` times.
  static Map<String, String> actions(int n, int width) {
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

  static String caller(String action) {
    return "    - uses: ./.github/actions/%s\n      with:\n        v: ${{ github.event.issue.title }}\n"
        .formatted(action);
  }

  /// Many steps use one action of many steps.
  static Map<String, String> actionCallers(int n) {
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

  static Map<String, String> waiting(int n) {
    return each(
        n,
        (i, out) ->
            out.put(
                WORKFLOWS + i + ".yml",
                "name: w%d\non:\n  workflow_run:\n    workflows: [w%d]\njobs:\n  j:\n%s"
                    .formatted(i, i - 1, RUN)));
  }

  /// All have one name, and all wait for it.
  static Map<String, String> waitingForAll(int n) {
    return each(
        n,
        (i, out) ->
            out.put(
                WORKFLOWS + i + ".yml",
                "name: w\non:\n  issues:\n  workflow_run:\n    workflows: [w]\njobs:\n  j:\n"
                    + RUN));
  }

  static Map<String, String> artifacts(int n) {
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
}
