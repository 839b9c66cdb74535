package dev.sallyport.bench.log;

import java.nio.file.Path;

/// A process that opens the log as a server does at its start, and prints how many nanoseconds
/// that took once the database was up, and how many PostgreSQL alone takes to say what is newest.
final class OpeningProcess {

  private OpeningProcess() {}

  public static void main(String[] arguments) throws Exception {
    try (var log = OpenLog.open(Path.of(arguments[0]))) {
      System.out.println((long) (log.seconds() * 1e9));
      System.out.println((long) (new PlainPostgres(log.database().owner()).readHead() * 1e9));
    }
  }
}
