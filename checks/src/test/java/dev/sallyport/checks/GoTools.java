package dev.sallyport.checks;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Programs in Go that others wrote, or that use what others wrote. Where Go or a module is not to
/// be had, a test that needs one is not run, and says so.
final class GoTools {

  private static final String FSCK = "github.com/transparency-dev/tessera/cmd/fsck";
  private static final String FSCK_VERSION = "v1.0.4";

  private GoTools() {}

  /// Tessera's check of a log, installed once into the user's cache.
  static Path fsck() throws IOException {
    Path folder = cache().resolve("fsck-" + FSCK_VERSION);
    Path program = folder.resolve("fsck");
    if (!Files.isExecutable(program)) {
      Files.createDirectories(folder);
      var outcome =
          go(folder, Map.of("GOBIN", folder.toString()), "install", FSCK + "@" + FSCK_VERSION);
      if (outcome.code() != 0) {
        abort("not run: go install of %s failed: %s".formatted(FSCK, outcome.err()));
      }
    }
    return program;
  }

  /// Our program over `golang.org/x/mod/sumdb` and `filippo.io/torchwood`, built anew.
  static Path logcheck(Path target) throws IOException {
    Path source = Checkout.here().root().resolve("checks/src/test/go/logcheck");
    // Fetches what is imported, and no more than that.
    var modules = go(source, Map.of(), "list", "-deps", ".");
    if (modules.code() != 0) {
      abort("not run: its modules are not to be had: " + modules.err());
    }
    Path program = target.resolve("logcheck");
    var built = go(source, Map.of("GOFLAGS", "-mod=readonly"), "build", "-o", program.toString());
    if (built.code() != 0) {
      // Not for want of a module: the program itself is wrong.
      throw new IOException("logcheck does not build: " + built.err());
    }
    return program;
  }

  private static Checkout.Outcome go(Path folder, Map<String, String> more, String... arguments)
      throws IOException {
    var command = new ArrayList<>(List.of("go"));
    command.addAll(List.of(arguments));
    var checkout = Checkout.here().with("GOTOOLCHAIN", "local");
    for (var variable : more.entrySet()) {
      checkout = checkout.with(variable.getKey(), variable.getValue());
    }
    if (!Files.isDirectory(folder)) {
      throw new NotDirectoryException(folder.toString()); // not Go's fault
    }
    try {
      return checkout.run(folder, command.toArray(String[]::new));
    } catch (IOException e) {
      return abort("not run: Go is missing: " + e.getMessage());
    }
  }

  private static Path cache() {
    String given = System.getenv("XDG_CACHE_HOME");
    Path base =
        given == null || given.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(given);
    return base.resolve("sallyport").resolve("oracles");
  }
}
