package dev.sallyport.bench.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `sallyport audit verify` of the published directory, the whole process.
///
/// @param seconds wall time, the median of the rounds
/// @param mebibytes its peak memory, the most of the rounds
record Verification(double seconds, double mebibytes) {

  /// @param launcher `./sallyport`
  static Verification measure(OpenLog log, Path launcher, int rounds)
      throws IOException, InterruptedException {
    Path figures = log.directory().resolveSibling("time");
    var command =
        List.of(
            "/usr/bin/time",
            "-f",
            "%e %M",
            "-o",
            figures.toString(),
            launcher.toString(),
            "audit",
            "verify",
            log.folder().toString(),
            "--key",
            log.vkey(),
            "--quiet");
    var seconds = new ArrayList<Double>();
    double most = 0;
    for (int round = 0; round < rounds; round++) {
      Process process = Child.start(new ProcessBuilder(command).redirectErrorStream(true));
      String words = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException("audit verify failed: " + words);
      }
      String[] both = Files.readString(figures).strip().split(" ", -1);
      seconds.add(Double.parseDouble(both[0]));
      most = Math.max(most, Double.parseDouble(both[1]) / 1024);
    }
    return new Verification(Speed.median(seconds), most);
  }
}
