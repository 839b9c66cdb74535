package dev.sallyport.control.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Another process that opens a state directory and keeps it open until it is killed or its input
/// ends; with a second argument it starts the database and adds a tenant of that name.
final class StateHolder {

  private StateHolder() {}

  public static void main(String[] arguments) throws IOException {
    try (var state = StateDirectory.open(Path.of(arguments[0]))) {
      if (arguments.length == 1) {
        ready();
        return;
      }
      try (var database = Database.embedded(state)) {
        database.transaction(handle -> Tenants.add(handle, arguments[1]));
        ready();
      }
    }
  }

  private static void ready() throws IOException {
    System.out.write('.');
    System.out.flush();
    while (System.in.read() >= 0) {
      // Nothing is sent; the end of the input ends this.
    }
  }

  /// Returns when it holds the directory.
  static Process start(Path folder, String... more) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                StateHolder.class.getName(),
                folder.toString()));
    command.addAll(List.of(more));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    if (process.getInputStream().read() != '.') {
      throw new IOException("the other process did not start");
    }
    return process;
  }
}
