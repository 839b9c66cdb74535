package dev.sallyport.scan.source;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/// Where a working tree's repository data lies (gitrepository-layout(5)): `.git` itself, or, for a
/// linked working tree or a submodule, the place that a `.git` file names.
///
/// @param own index and `HEAD`
/// @param common `info/exclude`, objects and refs; the same but for a linked working tree
record GitDirectory(Path own, Path common) {
  private static final int POINTER = 8192;

  /// The repository of a working tree, if its data lies right here.
  static Optional<GitDirectory> of(Path workingTree) {
    Path git = workingTree.resolve(".git");
    if (Files.isDirectory(git, LinkOption.NOFOLLOW_LINKS)) {
      return Files.exists(git.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS)
          ? Optional.of(new GitDirectory(git, git))
          : Optional.empty();
    }
    return pointer(git, "gitdir: ")
        .map(workingTree::resolve)
        .filter(Files::isDirectory)
        .map(own -> new GitDirectory(own, common(own)));
  }

  /// The repository that a target lies in, or that its root is, if that is a bare one.
  static Optional<GitDirectory> around(Target target) {
    Path repository = target.repository();
    if (repository != null) {
      return of(repository);
    }
    Path root = target.root();
    boolean bare =
        Files.isRegularFile(root.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS)
            && Files.isDirectory(root.resolve("objects"), LinkOption.NOFOLLOW_LINKS);
    return bare ? Optional.of(new GitDirectory(root, root)) : Optional.empty();
  }

  /// The exclude patterns that are not part of the tree; empty when there are none.
  byte[] exclude() {
    return small(common.resolve("info").resolve("exclude")).orElse(new byte[0]);
  }

  private static Path common(Path own) {
    return pointer(own.resolve("commondir"), "").map(own::resolve).orElse(own).normalize();
  }

  private static Optional<String> pointer(Path file, String prefix) {
    return Bytes.read(file, POINTER) instanceof Bytes.Read.Whole(byte[] bytes)
        ? target(new String(bytes, StandardCharsets.UTF_8), prefix)
        : Optional.empty();
  }

  private static Optional<String> target(String text, String prefix) {
    String line = text.lines().findFirst().orElse("").strip();
    if (!text.startsWith(prefix) || line.length() <= prefix.length()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(line.substring(prefix.length())).toString());
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> small(Path file) {
    return Bytes.read(file, IgnoreRules.LARGEST_FILE) instanceof Bytes.Read.Whole(byte[] bytes)
        ? Optional.of(bytes)
        : Optional.empty();
  }
}
