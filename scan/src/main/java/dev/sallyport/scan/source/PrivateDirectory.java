package dev.sallyport.scan.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/// A directory that nobody but this user can write to: whoever could, could make up what is kept
/// there from one run to the next.
public final class PrivateDirectory {
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OTHERS_WRITE =
      PosixFilePermissions.fromString("----w--w-");

  private PrivateDirectory() {}

  /// The directory, made if it did not exist; empty when it cannot be made or is not private.
  public static Optional<Path> open(Path directory) {
    try {
      Files.createDirectories(directory, privately(directory));
      return safe(directory) ? Optional.of(directory) : Optional.empty();
    } catch (IOException | SecurityException e) {
      return Optional.empty();
    }
  }

  private static boolean safe(Path directory) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(
            directory, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null) {
      return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS);
    }
    PosixFileAttributes seen = view.readAttributes();
    return seen.isDirectory()
        && seen.permissions().stream().noneMatch(OTHERS_WRITE::contains)
        && isOwn(seen);
  }

  private static boolean isOwn(PosixFileAttributes seen) {
    String user = System.getProperty("user.name", "");
    // In a container the user may have a number but no name: Java says "?" then, and the owner is
    // the number.
    String owner = seen.owner().getName();
    return owner.equals(user) || (user.equals("?") && owner.chars().allMatch(Character::isDigit));
  }

  private static FileAttribute<?>[] privately(Path directory) {
    return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PRIVATE)}
        : new FileAttribute<?>[0];
  }
}
