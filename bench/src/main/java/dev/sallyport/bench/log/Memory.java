package dev.sallyport.bench.log;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/// What this process, which appends and publishes, keeps in memory.
///
/// @param heap MiB that are live after a full collection
/// @param resident MiB, the most since the last measurement
record Memory(double heap, double resident) {

  static Memory measure() throws IOException {
    double resident = peak();
    System.gc();
    System.gc();
    double heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1048576.0;
    // proc(5): 5 resets the peak.
    Files.writeString(Path.of("/proc/self/clear_refs"), "5");
    return new Memory(heap, resident);
  }

  private static double peak() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        return Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024;
      }
    }
    throw new IOException("/proc/self/status has no VmHWM");
  }
}
