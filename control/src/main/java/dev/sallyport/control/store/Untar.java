package dev.sallyport.control.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Unpacks a tar archive (POSIX.1-1988 "ustar": files, folders, symbolic links). It reads what our
/// own jars hold; all the same nothing is written outside the folder, and other entries are
/// refused.
final class Untar {

  private static final int BLOCK = 512;
  private static final int NAME = 0;
  private static final int MODE = 100;
  private static final int SIZE = 124;
  private static final int TYPE = 156;
  private static final int LINK = 157;
  private static final int PREFIX = 345;
  private static final long MAX_FILE = 256L << 20;

  private final InputStream tar;
  private final Path root;

  Untar(InputStream tar, Path root) {
    this.tar = tar;
    this.root = root;
  }

  void run() throws IOException {
    byte[] header = tar.readNBytes(BLOCK);
    while (header.length == BLOCK && header[NAME] != 0) {
      entry(header);
      header = tar.readNBytes(BLOCK);
    }
    if (header.length != BLOCK) {
      throw new IOException("the tar archive ends early");
    }
  }

  private void entry(byte[] header) throws IOException {
    String prefix = text(header, PREFIX, 155);
    String name =
        prefix.isEmpty() ? text(header, NAME, 100) : prefix + "/" + text(header, NAME, 100);
    Path target = inside(root.resolve(name), name);
    folder(above(target));
    switch (header[TYPE]) {
      case '5' -> folder(target);
      case '2' -> {
        String link = text(header, LINK, 100);
        inside(target.resolveSibling(link), link);
        Files.createSymbolicLink(target, Path.of(link));
      }
      case '0', 0 -> file(target, octal(header, SIZE, 12), octal(header, MODE, 8));
      default -> throw new IOException("an entry of unknown kind in the tar archive: " + name);
    }
  }

  /// Readable by all whatever the umask: the server may run as another user.
  private void folder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      folder(above(folder));
      Files.createDirectory(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private Path above(Path path) {
    Path above = path.getParent();
    return above == null ? root : above;
  }

  private void file(Path target, long size, long mode) throws IOException {
    if (size > MAX_FILE) {
      throw new IOException("a file of %d bytes in the tar archive".formatted(size));
    }
    try (OutputStream out = Files.newOutputStream(target)) {
      byte[] buffer = new byte[1 << 16];
      for (long left = size; left > 0; ) {
        int read = tar.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (read < 0) {
          throw new IOException("the tar archive ends inside a file");
        }
        out.write(buffer, 0, read);
        left -= read;
      }
    }
    tar.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
    boolean program = (mode & 0100) != 0;
    Files.setPosixFilePermissions(
        target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
  }

  private Path inside(Path path, String name) throws IOException {
    Path normal = path.normalize();
    if (!normal.startsWith(root) || normal.equals(root)) {
      throw new IOException("an entry outside of its folder in the tar archive: " + name);
    }
    return normal;
  }

  private static String text(byte[] header, int start, int length) {
    int end = start;
    while (end < start + length && header[end] != 0) {
      end++;
    }
    return new String(header, start, end - start, US_ASCII);
  }

  private static long octal(byte[] header, int start, int length) throws IOException {
    String digits = text(header, start, length).strip();
    if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '7')) {
      throw new IOException("a number that is not octal in the tar archive");
    }
    return Long.parseLong(digits, 8);
  }
}
