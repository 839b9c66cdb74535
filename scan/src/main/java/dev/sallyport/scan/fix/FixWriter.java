package dev.sallyport.scan.fix;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes changed files back: each one whole or not at all, with its permissions and byte order
/// mark, and only where the scanned file itself still lies. A symbolic link on the way is refused,
/// because a repository could lead the edit out of its tree with one.
public final class FixWriter {
  private final Path root;

  /// @param root the scanned tree; it may itself be reached through a link
  public FixWriter(Path root) {
    this.root = root;
  }

  /// What became of one file.
  public sealed interface Written {
    String path();

    record Done(String path) implements Written {}

    /// @param reason why it is as it was
    record Refused(String path, String reason) implements Written {}
  }

  public Written write(ChangedFile file) {
    try {
      return writeOrThrow(file);
    } catch (IOException | InvalidPathException failed) {
      return new Written.Refused(file.path(), why(failed));
    }
  }

  /// For users: never the name of a class or of the file beside it that is made first.
  private static String why(Exception failed) {
    return switch (failed) {
      case AccessDeniedException _ ->
          "permission denied; the file must be readable, and its directory writable";
      case NoSuchFileException _ -> "it is gone";
      case FileSystemException known when known.getReason() != null ->
          known.getReason().toLowerCase(Locale.ROOT);
      default -> "it cannot be written";
    };
  }

  private Written writeOrThrow(ChangedFile file) throws IOException {
    @Nullable Path target = inside(file.path());
    if (target == null) {
      return new Written.Refused(file.path(), "lies outside the tree or behind a symbolic link");
    }
    byte[] now = Files.readAllBytes(target);
    byte[] before = file.before().text().getBytes(StandardCharsets.UTF_8);
    byte[] mark = ChangedFile.BYTE_ORDER_MARK.getBytes(StandardCharsets.UTF_8);
    boolean marked = Arrays.equals(now, joined(mark, before));
    if (!marked && !Arrays.equals(now, before)) {
      return new Written.Refused(file.path(), "has changed since it was read, or is not UTF-8");
    }
    byte[] after = file.after().getBytes(StandardCharsets.UTF_8);
    replace(target, marked ? joined(mark, after) : after);
    return new Written.Done(file.path());
  }

  private static byte[] joined(byte[] one, byte[] two) {
    byte[] both = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, both, one.length, two.length);
    return both;
  }

  /// The file of a path in the tree, or null when it is not a plain one there.
  private @Nullable Path inside(String path) {
    Path at = root;
    for (String name : path.split("/", -1)) {
      if (name.isEmpty() || name.equals(".") || name.equals("..")) {
        return null;
      }
      at = at.resolve(name);
      if (Files.isSymbolicLink(at)) {
        return null;
      }
    }
    return Files.isRegularFile(at, LinkOption.NOFOLLOW_LINKS) ? at : null;
  }

  /// A rename within one directory is atomic: a reader sees the old file or the new one.
  private static void replace(Path target, byte[] content) throws IOException {
    @Nullable PosixFileAttributeView view =
        Files.getFileAttributeView(target, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    @Nullable Set<PosixFilePermission> permissions =
        view == null ? null : view.readAttributes().permissions();
    Path parent = target.toAbsolutePath().getParent();
    Path fresh = Files.createTempFile(parent, ".sallyport-", ".tmp");
    try {
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      if (permissions != null) {
        Files.setPosixFilePermissions(fresh, permissions);
      }
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
