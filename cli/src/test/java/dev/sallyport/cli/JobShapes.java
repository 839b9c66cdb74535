package dev.sallyport.cli;

import static dev.sallyport.cli.Pieces.HEAD;
import static dev.sallyport.cli.Pieces.RUN;
import static dev.sallyport.cli.Pieces.job;
import static dev.sallyport.cli.Pieces.many;
import static dev.sallyport.cli.Pieces.needs;
import static dev.sallyport.cli.Pieces.one;

import dev.sallyport.cli.Shapes.Shape;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/// Jobs: chains, rings and layers of `needs:`, outputs that are handed on, matrices.
final class JobShapes {
  private JobShapes() {}

  static void jobs(Map<String, Shape> out) {
    out.put("jobs", one(600, HEAD, i -> "  j%d:\n%s".formatted(i, RUN)));
    out.put("needs-chain", one(600, HEAD, i -> job(i, needs(i, j -> j - 1))));
    out.put("needs-two", one(600, HEAD, i -> job(i, needs(i, j -> j - 1, j -> j - 2))));
    out.put("needs-halves", one(600, HEAD, i -> job(i, needs(i, j -> j / 2, j -> j - 1))));
    out.put("needs-ring", new Shape(600, n -> one(many(n, HEAD, i -> ring(i, n)))));
    out.put("needs-fan-in", new Shape(600, n -> one(many(n, HEAD, i -> job(i, "")) + last(n))));
    out.put(
        "needs-layers",
        one(40, HEAD, i -> job(i, needs(i, layer(1), layer(2), layer(3), layer(4)))));
    out.put("needs-outputs", one(300, HEAD, JobShapes::handsOn));
    out.put("needs-gated", one(300, HEAD, JobShapes::gated));
    out.put("matrix", new Shape(2_000, JobShapes::matrix));
    out.put(
        "calls", one(600, HEAD, i -> "  j%d:\n    uses: ./.github/workflows/x.yml\n".formatted(i)));
  }

  /// Each job of a layer of four needs all of the layer before.
  static IntUnaryOperator layer(int back) {
    return i -> i - i % 4 - back;
  }

  static String ring(int i, int n) {
    return job(i, "    needs: [j%d, j%d]\n".formatted((i + 1) % n, (i + 2) % n));
  }

  static String last(int n) {
    StringBuilder needs = new StringBuilder("  last:\n    needs: [j0");
    for (int i = 1; i < n; i++) {
      needs.append(", j").append(i);
    }
    return needs + "]\n" + RUN;
  }

  static String handsOn(int i) {
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

  static String gated(int i) {
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

  static Map<String, String> matrix(int n) {
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
}
