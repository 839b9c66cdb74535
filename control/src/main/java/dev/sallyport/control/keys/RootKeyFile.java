package dev.sallyport.control.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sallyport.control.store.StateDirectory;
import dev.sallyport.control.store.StoreRefusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/// 32 bytes in hexadecimal in a file that its owner alone can read.
final class RootKeyFile extends RootKey {

  private static final int HEX_SIZE = 2 * Envelope.ROOT_SIZE;
  private static final Set<PosixFilePermission> OWNER =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final Path file;

  RootKeyFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  @Override
  String kind() {
    return "file";
  }

  @Override
  byte[] derive(RootParameters parameters, boolean fresh) {
    try {
      if (fresh && !Files.exists(file)) {
        make();
      }
      checkAccess();
      return read();
    } catch (NoSuchFileException _) {
      throw new StoreRefusal(
          "root-key-gone",
          "the root key that this installation was made with",
          "no file " + file,
          "bring it back from its backup; without it nothing sealed can be opened");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the root key " + file, e);
    }
  }

  private void make() throws IOException {
    byte[] key = new byte[Envelope.ROOT_SIZE];
    new SecureRandom().nextBytes(key);
    byte[] hex = (HexFormat.of().formatHex(key) + "\n").getBytes(US_ASCII);
    try {
      StateDirectory.writePrivate(file, hex);
    } finally {
      Arrays.fill(key, (byte) 0);
      Arrays.fill(hex, (byte) 0);
    }
  }

  private void checkAccess() throws IOException {
    Set<PosixFilePermission> access = Files.getPosixFilePermissions(file);
    if (!OWNER.containsAll(access)) {
      throw new StoreRefusal(
          "root-key-open",
          "a root key that its owner alone can read (rw-------)",
          "%s is %s".formatted(file, PosixFilePermissions.toString(access)),
          "chmod 600 it; if others may have read it, it is no secret any more");
    }
  }

  private byte[] read() throws IOException {
    byte[] bytes = Files.size(file) == HEX_SIZE + 1 ? Files.readAllBytes(file) : new byte[0];
    try {
      // Without a String: those cannot be overwritten.
      byte[] key = new byte[Envelope.ROOT_SIZE];
      for (int i = 0; i < key.length; i++) {
        key[i] = (byte) (digit(bytes, 2 * i) << 4 | digit(bytes, 2 * i + 1));
      }
      return key;
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private int digit(byte[] bytes, int index) {
    if (index >= bytes.length || !HexFormat.isHexDigit(bytes[index])) {
      throw new StoreRefusal(
          "root-key-malformed",
          "%d hexadecimal digits and a line feed".formatted(HEX_SIZE),
          file + " holds something else",
          "bring it back from its backup");
    }
    return HexFormat.fromHexDigit(bytes[index]);
  }
}
