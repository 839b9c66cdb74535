package dev.sallyport.bench.log;

import dev.sallyport.control.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/// Where and when it was measured.
///
/// @param load of the last minute before it began
record Machine(
    LocalDate date, int processors, String model, long gigabytes, String postgres, double load) {

  /// What else runs takes away from what is measured.
  private static final double QUIET = 0.5;

  static Machine here() throws IOException {
    return new Machine(
        LocalDate.now(ZoneOffset.UTC),
        Runtime.getRuntime().availableProcessors(),
        field("/proc/cpuinfo", "model name"),
        Math.round(
            Long.parseLong(field("/proc/meminfo", "MemTotal").split(" ", -1)[0]) / 1048576.0),
        "",
        Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[0]));
  }

  Machine with(Database database) {
    String version =
        database.transaction(
            handle ->
                handle
                    .createQuery("select current_setting('server_version')")
                    .mapTo(String.class)
                    .one());
    return new Machine(date, processors, model, gigabytes, version, load);
  }

  private static String field(String file, String name) throws IOException {
    return Files.readAllLines(Path.of(file)).stream()
        .filter(line -> line.startsWith(name))
        .findFirst()
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .orElse("unknown");
  }

  String describe() {
    String quiet =
        load < QUIET
            ? "the machine was quiet (load %.1f before)"
            : "**the machine was loaded** (load %.1f before), so the times are high and the ratios what"
                + " counts";
    return String.format(
        Locale.ROOT,
        "%s, %d processors (%s), %d GB, JDK %s, PostgreSQL %s on the same machine; " + quiet,
        date,
        processors,
        model,
        gigabytes,
        System.getProperty("java.version"),
        postgres,
        load);
  }
}
