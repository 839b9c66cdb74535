package dev.sallyport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/// Repositories of any size, each of one shape that may cost more than its size. The same shape and
/// size always give the same bytes.
///
/// It needs nothing but the JDK, so that `java Shapes.java SHAPE SIZE DIRECTORY` works without a
/// build; `java Shapes.java` lists the shapes.
final class Shapes {

  /// @param start a size that a scan takes some hundredths of a second for
  /// @param make texts by path, for a size
  record Shape(int start, IntFunction<Map<String, String>> make) {}

  /// By name. What a shape repeats is in its name; sizes count that.
  static final Map<String, Shape> ALL = all();

  private Shapes() {}

  private static Map<String, Shape> all() {
    Map<String, Shape> out = new TreeMap<>();
    JobShapes.jobs(out);
    StepShapes.steps(out);
    PairShapes.products(out);
    StepShapes.expressions(out);
    ScriptShapes.scripts(out);
    FileShapes.yaml(out);
    FileShapes.files(out);
    AttackShapes.shapes(out);
    return Collections.unmodifiableMap(out);
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
