package dev.sallyport.cli;

import static dev.sallyport.cli.FileShapes.each;

import dev.sallyport.cli.Shapes.Shape;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/// What the [Shapes] are put together from.
final class Pieces {
  private Pieces() {}

  static final String WORKFLOWS = ".github/workflows/";
  static final String HEAD = "name: test\non: [push, issues]\npermissions: {}\njobs:\n";
  static final String BUILD = HEAD + "  build:\n    runs-on: ubuntu-24.04\n    steps:\n";
  static final String RUN = "    runs-on: ubuntu-24.04\n    steps:\n    - run: make\n";

  static final String EVENTLESS = "jobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n";

  // ---- pieces

  static final String HEAD_TARGET =
      "on: pull_request_target\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n";

  static Map<String, String> one(String text) {
    return Map.of(WORKFLOWS + "one.yml", text);
  }

  static Shape one(int start, String head, IntFunction<String> each) {
    return one(start, head, each, "");
  }

  static Shape one(int start, String head, IntFunction<String> each, String tail) {
    return new Shape(start, n -> one(many(n, head, each) + tail));
  }

  static String many(int n, String head, IntFunction<String> each) {
    StringBuilder out = new StringBuilder(head);
    for (int i = 0; i < n; i++) {
      out.append(each.apply(i));
    }
    return out.toString();
  }

  static String job(int i, String needs) {
    return "  j%d:\n%s%s".formatted(i, needs, RUN);
  }

  static String needs(int i, IntUnaryOperator... before) {
    StringBuilder out = new StringBuilder();
    for (IntUnaryOperator one : before) {
      int j = one.applyAsInt(i);
      if (j >= 0 && j < i) {
        out.append(out.isEmpty() ? "" : ", ").append('j').append(j);
      }
    }
    return out.isEmpty() ? "" : "    needs: [" + out + "]\n";
  }

  static String variable(int i) {
    return "        V%d: ${{ github.ref }}\n".formatted(i);
  }

  static Shape oneLine(int start, String unit) {
    return new Shape(start, n -> one(shell("bash", unit.repeat(n) + "a")));
  }

  static Shape script(int start, IntFunction<String> each) {
    return script("bash", start, each);
  }

  static Shape script(String shell, int start, IntFunction<String> each) {
    return new Shape(start, n -> one(shell(shell, many(n, "", i -> each.apply(i) + "\n"))));
  }

  static Shape wrapped(int start, String head, IntFunction<String> each, String tail) {
    return new Shape(
        start, n -> one(shell("bash", many(n, head + "\n", i -> each.apply(i) + "\n") + tail)));
  }

  static Shape nested(int start, String open, String close) {
    return new Shape(
        start, n -> one(shell("bash", (open + "\n").repeat(n) + "a\n" + (close + "\n").repeat(n))));
  }

  static String shell(String shell, String script) {
    return BUILD
        + "    - shell: "
        + shell
        + "\n      run: |\n        "
        + script.strip().replace("\n", "\n        ")
        + "\n";
  }
}
