package dev.sallyport.control.store;

import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.tukaani.xz.XZInputStream;

/// The programs of the embedded PostgreSQL, unpacked once from a jar into the cache directory. The
/// folder is named by the digest of the archive, so another version lies beside it.
record PostgresBinaries(Path home) {

  private static final int MEGABYTE = 1 << 20;

  /// The archive decompresses with 64 MB; more is not the archive we ship.
  private static final int XZ_MEMORY_KIB = 128 * 1024;

  static PostgresBinaries unpacked(Path cache) throws IOException {
    String resource = resource();
    Folders.makePrivate(cache);
    checkOwnedAlone(cache);
    Path home = cache.resolve("postgres-" + digest(resource).substring(0, 16));
    if (!Files.isDirectory(home)) {
      unpack(resource, cache, home);
    }
    return new PostgresBinaries(home);
  }

  static Path defaultCache(Map<String, String> environment) {
    return StateDirectory.place(environment, "XDG_CACHE_HOME", "/var/cache/sallyport", ".cache");
  }

  Path program(String name) {
    return home.resolve("bin").resolve(name);
  }

  private static void unpack(String resource, Path cache, Path home) throws IOException {
    Path fresh = Files.createTempDirectory(cache, "unpacking-");
    try (InputStream packed = open(resource);
        InputStream xz =
            new XZInputStream(new BufferedInputStream(packed, MEGABYTE), XZ_MEMORY_KIB);
        InputStream tar = new BufferedInputStream(xz, MEGABYTE)) {
      new Untar(tar, fresh).run();
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException _) {
      Folders.deleteTree(fresh); // another process was faster; its folder has the same content
    } catch (IOException | RuntimeException e) {
      Folders.deleteTree(fresh);
      throw e;
    }
  }

  /// These files are executed: nobody else may have put them there.
  private static void checkOwnedAlone(Path cache) throws IOException {
    Set<PosixFilePermission> access = Files.getPosixFilePermissions(cache);
    boolean others =
        access.contains(PosixFilePermission.OTHERS_WRITE)
            || access.contains(PosixFilePermission.GROUP_WRITE);
    if (others || !Files.getOwner(cache).getName().equals(System.getProperty("user.name"))) {
      throw new StoreRefusal(
          "cache-open",
          "a cache directory that only its owner can write to",
          "%s is %s and belongs to %s"
              .formatted(
                  cache, PosixFilePermissions.toString(access), Files.getOwner(cache).getName()),
          "chmod go-w it, or name another with XDG_CACHE_HOME");
    }
  }

  private static String resource() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch");
    String name =
        switch (machine) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64" -> "arm_64";
          default -> machine;
        };
    String resource = "/postgres-%s-%s.txz".formatted(system, name);
    if (PostgresBinaries.class.getResource(resource) == null) {
      throw new StoreRefusal(
          "postgres-missing",
          "an embedded PostgreSQL for this machine",
          "none for %s %s".formatted(system, machine),
          "run a PostgreSQL 15 or newer and name it with --database");
    }
    return resource;
  }

  private static InputStream open(String resource) throws IOException {
    InputStream stream = PostgresBinaries.class.getResourceAsStream(resource);
    if (stream == null) {
      throw new FileNotFoundException(resource);
    }
    return stream;
  }

  private static String digest(String resource) throws IOException {
    try (var in = new DigestInputStream(open(resource), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
