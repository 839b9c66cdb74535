package dev.sallyport.cli;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// A developer's tool: how the processor time of a scan grows with each of the [Shapes], at 1,
/// 4 and 16 times its first size. What grows 4 times with 4 times the size is linear; what grows
/// 16 times is not.
///
/// Arguments are parts of names of shapes; none means all. Figures are of one warm process.
final class Growth {
  private static final List<Integer> TIMES = List.of(1, 4, 16);

  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private Growth() {}

  public static void main(String... args) throws IOException {
    seconds(Objects.requireNonNull(Shapes.ALL.get("files")), 400); // warms up
    for (Map.Entry<String, Shapes.Shape> each : Shapes.ALL.entrySet()) {
      if (args.length == 0 || Stream.of(args).anyMatch(each.getKey()::contains)) {
        System.out.println(row(each.getKey(), each.getValue()));
      }
    }
  }

  private static String row(String name, Shapes.Shape shape) throws IOException {
    StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-26s", name));
    double before = 0;
    for (int times : TIMES) {
      double seconds = seconds(shape, shape.start() * times);
      row.append(String.format(Locale.ROOT, " %8d %7.3f s", shape.start() * times, seconds));
      if (before > 0) {
        row.append(String.format(Locale.ROOT, " x%-5.1f", seconds / before));
      }
      before = seconds;
      if (seconds > 8) {
        break; // the next one would take minutes
      }
    }
    return row.toString();
  }

  /// The better of two runs; of one, when it is slow.
  private static double seconds(Shapes.Shape shape, int size) throws IOException {
    Path root = Files.createTempDirectory("growth");
    try {
      Shapes.write(shape, size, root);
      double first = scan(root);
      return first > 1 ? first : Math.min(first, scan(root));
    } finally {
      try (Stream<Path> paths = Files.walk(root)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static double scan(Path root) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    long start = PROCESS.getProcessCpuTime();
    Main.run(
        nowhere,
        nowhere,
        Clock.systemUTC(),
        "scan",
        root.toString(),
        "--no-cache",
        "--quiet",
        "--persona=auditor",
        "--fail-on=never",
        "--format=json");
    return (PROCESS.getProcessCpuTime() - start) / 1e9;
  }
}
