package dev.sallyport.bench.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.audit.JoinedLog;
import dev.sallyport.control.store.Database;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;

/// A process that appends to the log of another one when it is told to. Each line of its input is
/// `log` or `plain`, a number of callers and milliseconds; it answers with the number of rows.
/// Ends with its input.
final class AppendingProcess {

  private AppendingProcess() {}

  public static void main(String[] arguments) throws Exception {
    try (var database = Database.running(Path.of(arguments[0]));
        var log = JoinedLog.of(database, Path.of(arguments[0]), "bench");
        var in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      var plain = new PlainPostgres(database.app());
      System.out.println("ready");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] words = line.split(" ", -1);
        int callers = Integer.parseInt(words[1]);
        var time = Duration.ofMillis(Long.parseLong(words[2]));
        System.out.println(
            words[0].equals("log")
                ? Load.during(callers, time, () -> Events.append(log)).nanos().length
                : plain(plain, callers, time));
      }
    }
  }

  private static int plain(PlainPostgres plain, int callers, Duration time) throws Exception {
    try (var pool = plain.new Pool(callers)) {
      return Load.during(callers, time, () -> pool.use(session -> session.insert())).nanos().length;
    }
  }
}
