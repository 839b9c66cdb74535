package dev.sallyport.control.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// The random passwords of the embedded server's roles, in a file of mode 0600. Only processes that
/// may read it can use the socket, even where the socket itself can be reached.
final class Passwords {

  static final String SUPERUSER = "postgres";
  static final String OWNER = "sallyport_owner";
  static final String APP = "sallyport_app";

  private static final int BYTES = 24;

  private final Map<String, String> byRole;

  private Passwords(Map<String, String> byRole) {
    this.byRole = byRole;
  }

  /// Reads them; makes them when they are not there yet.
  static Passwords in(Path file) throws IOException {
    if (!Files.exists(file)) {
      var random = new SecureRandom();
      var text = new StringBuilder();
      for (String role : List.of(SUPERUSER, OWNER, APP)) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        text.append(role).append(' ').append(HexFormat.of().formatHex(bytes)).append('\n');
      }
      Folders.writeSynced(file, text.toString().getBytes(UTF_8));
    }
    var byRole = new HashMap<String, String>();
    for (String line : Files.readAllLines(file)) {
      String[] parts = line.split(" ", -1);
      if (parts.length == 2) {
        byRole.put(parts[0], parts[1]);
      }
    }
    if (!byRole.keySet().containsAll(List.of(SUPERUSER, OWNER, APP))) {
      throw new StoreRefusal(
          "passwords-damaged",
          "a password for each of the three database roles",
          file + " lacks one",
          "restore that file from a backup of the state directory");
    }
    return new Passwords(byRole);
  }

  String of(String role) {
    String password = byRole.get(role);
    if (password == null) {
      throw new IllegalArgumentException("no such role: " + role);
    }
    return password;
  }
}
